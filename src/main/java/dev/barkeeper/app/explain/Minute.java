package dev.barkeeper.app.explain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people give and read them; always UTC. Stateless. */
public final class Minute {
    private static final Pattern FULL =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[ T](\\d\\d:\\d\\d)(:\\d\\d(\\.\\d{1,9})?)?( ?Z| ?UTC)?");
    private static final Pattern OF_DAY = Pattern.compile("\\d\\d:\\d\\d");
    private static final DateTimeFormatter TO_MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TO_MILLI =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private Minute() {}

    /**
     * The end of the minute that is meant: {@code 2026-11-20 12:31}, with seconds or {@code T} and {@code Z} as well, or
     * {@code 12:31} of a day.
     *
     * @param today the day a time alone belongs to
     * @throws IllegalArgumentException telling what is allowed
     */
    public static long parse(String text, LocalDate today) {
        String bare = text.strip();
        try {
            Matcher full = FULL.matcher(bare);
            if (full.matches()) {
                LocalDateTime time = LocalDate.parse(full.group(1)).atTime(LocalTime.parse(full.group(2)));
                return time.toInstant(ZoneOffset.UTC).toEpochMilli();
            }
            if (OF_DAY.matcher(bare).matches()) {
                return today.atTime(LocalTime.parse(bare))
                        .toInstant(ZoneOffset.UTC)
                        .toEpochMilli();
            }
        } catch (java.time.DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is no time: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("'" + text
                + "' is no time; allowed is 2026-11-20 12:31, or 12:31 of the newest day decided on, in UTC");
    }

    /** The day of a moment. */
    public static LocalDate day(long millis) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    }

    static String minute(long millis) {
        return TO_MINUTE.format(Instant.ofEpochMilli(millis));
    }

    static String milli(long millis) {
        return TO_MILLI.format(Instant.ofEpochMilli(millis));
    }

    /** As the tables take a time. */
    static String sql(long millis) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.MILLIS)
                .format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS"));
    }
}
