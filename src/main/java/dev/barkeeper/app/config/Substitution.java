package dev.barkeeper.app.config;

import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code ${ENV_NAME}} by the environment's value. {@code %%} is one percent sign and {@code %(key)s} another
 * key's value, as ini files of the original have it. What is put in is not looked through again. Stateless beside its
 * two maps.
 */
final class Substitution {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}|%%|%\\(([A-Za-z0-9_.]+)\\)s");
    private static final int MAX_DEPTH = 10;

    private final Map<String, IniFile.Entry> entries;
    private final Map<String, String> environment;

    Substitution(Map<String, IniFile.Entry> entries, Map<String, String> environment) {
        this.entries = entries;
        this.environment = environment;
    }

    /** The text with everything replaced; what is missing is told and left as it is. */
    String apply(String text, Consumer<String> missing) {
        return apply(text, missing, 0);
    }

    private String apply(String text, Consumer<String> missing, int depth) {
        StringBuilder result = new StringBuilder();
        Matcher matcher = PLACE.matcher(text);
        while (matcher.find()) {
            matcher.appendReplacement(result, Matcher.quoteReplacement(replacement(matcher, missing, depth)));
        }
        return matcher.appendTail(result).toString();
    }

    private String replacement(Matcher matcher, Consumer<String> missing, int depth) {
        if (matcher.group(1) != null) {
            String value = environment.get(matcher.group(1));
            if (value == null) {
                missing.accept("the environment has no variable " + matcher.group(1) + "; export it before the start");
                return matcher.group();
            }
            return value;
        }
        if (matcher.group(2) == null) {
            return "%";
        }
        IniFile.Entry other = entries.get(matcher.group(2).toLowerCase(java.util.Locale.ROOT));
        if (other == null || depth == MAX_DEPTH) {
            missing.accept("%(" + matcher.group(2) + ")s names " + (other == null ? "no key of this file" : "itself"));
            return matcher.group();
        }
        return apply(other.value(), missing, depth + 1);
    }
}
