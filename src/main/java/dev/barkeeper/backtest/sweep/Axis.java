package dev.barkeeper.backtest.sweep;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values tried for one ini key.
 *
 * @param values at least one, each once
 */
public record Axis(String key, List<String> values) {
    static final int MOST_VALUES = 10_000;
    /** An exponent of a thousand million is one short word, and its sum fills the memory. */
    private static final int MOST_DIGITS = 30;

    private static final Pattern RANGE = Pattern.compile("([^/]+?)\\s*\\.\\.\\s*([^/]+?)\\s*/\\s*([^/]+)");

    /**
     * Reads {@code key=a,b,c} or {@code key=from..to/step}.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static Axis parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 1 || equals == text.length() - 1) {
            throw new IllegalArgumentException(text + " is neither key=a,b,c nor key=from..to/step");
        }
        String range = text.substring(equals + 1).strip();
        List<String> values = range.contains("..") ? steps(range) : List.of(range.split("\\s*,\\s*"));
        if (values.isEmpty()) {
            throw new IllegalArgumentException(text + " has no value");
        }
        if (values.stream().distinct().count() < values.size()) {
            throw new IllegalArgumentException(text + ": each value must be there once");
        }
        return new Axis(text.substring(0, equals).strip(), values);
    }

    private static List<String> steps(String range) {
        Matcher parts = RANGE.matcher(range);
        if (!parts.matches()) {
            throw new IllegalArgumentException(range + " is not from..to/step in numbers");
        }
        try {
            return steps(number(parts.group(1)), number(parts.group(2)), number(parts.group(3)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(range + " is not from..to/step in numbers", e);
        }
    }

    private static BigDecimal number(String text) {
        BigDecimal number = new BigDecimal(text);
        if (number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS) {
            throw new IllegalArgumentException(text + " has more than " + MOST_DIGITS + " digits");
        }
        return number;
    }

    private static List<String> steps(BigDecimal from, BigDecimal to, BigDecimal step) {
        if (step.signum() <= 0) {
            throw new IllegalArgumentException("the step " + step + " is not above 0");
        }
        List<String> values = new ArrayList<>();
        for (BigDecimal value = from; value.compareTo(to) <= 0; value = value.add(step)) {
            if (values.size() == MOST_VALUES) {
                throw new IllegalArgumentException(
                        "from " + from + " to " + to + " there are more than " + MOST_VALUES + " steps of " + step);
            }
            values.add(value.stripTrailingZeros().toPlainString());
        }
        return values;
    }
}
