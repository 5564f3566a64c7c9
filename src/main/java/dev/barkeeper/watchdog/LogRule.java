package dev.barkeeper.watchdog;

import java.util.Locale;
import java.util.regex.Pattern;

/** What counts as a finding in a log, and what belongs to the line before. Stateless. */
final class LogRule {
    private static final Pattern RECORD = Pattern.compile("^\\[?\\d{4}-\\d\\d-\\d\\d[T ].*");
    private static final Pattern TRACE = Pattern.compile(
            "^(\\s+at .*|\\s*\\.\\.\\. \\d+ (more|common frames omitted).*|\\s*Caused by:.*|\\s*Suppressed:.*"
                    + "|\\s*Wrapped by:.*)");
    private static final Pattern THROWN =
            Pattern.compile("^([\\w$]+\\.)+[\\w$]*(Exception|Error|Throwable|Failure)\\b.*");
    private static final Pattern STAMP = Pattern.compile("^\\[?\\d{4}-\\d\\d-\\d\\d[T ][\\d:.,]*Z?\\]?\\s*");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final int KEY_LENGTH = 160;

    private LogRule() {}

    /** Has {@code error} or {@code exception} in it, in any case. */
    static boolean isError(String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        return lower.contains("error") || lower.contains("exception");
    }

    /** An alert's own line: whoever mails alerts has told it. */
    static boolean isAlert(String line) {
        return line.contains(" LogAlerts ");
    }

    /** Continues the record before it: part of a stack trace. */
    static boolean isTrace(String line) {
        return TRACE.matcher(line).matches();
    }

    /** The first line of a printed trace, which belongs to the record it stands under. */
    static boolean isThrown(String line) {
        return !RECORD.matcher(line).matches() && THROWN.matcher(line).matches();
    }

    /** The same for lines that differ in times and numbers only. */
    static String kindOf(String line) {
        String plain = NUMBER.matcher(STAMP.matcher(line).replaceFirst("")).replaceAll("#");
        return plain.length() > KEY_LENGTH ? plain.substring(0, KEY_LENGTH) : plain;
    }
}
