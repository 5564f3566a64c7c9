package dev.barkeeper.backtest.sweep;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The values tried for one ini key.
 *
 * @param values at least one, each once
 */
public record Axis(String key, List<String> values) {
    static final int MOST_VALUES = 10_000;

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
        if (values.isEmpty() || values.stream().distinct().count() < values.size()) {
            throw new IllegalArgumentException(text + ": each value must be there once");
        }
        return new Axis(text.substring(0, equals).strip(), values);
    }

    private static List<String> steps(String range) {
        try {
            String[] ends = range.split("\\.\\.|/");
            BigDecimal from = new BigDecimal(ends[0].strip());
            BigDecimal to = new BigDecimal(ends[1].strip());
            BigDecimal step = new BigDecimal(ends[2].strip());
            List<String> values = new ArrayList<>();
            for (BigDecimal value = from; value.compareTo(to) <= 0; value = value.add(step)) {
                if (step.signum() <= 0 || values.size() == MOST_VALUES) {
                    throw new IllegalArgumentException(
                            range + ": the step must be above 0, and there may be " + MOST_VALUES + " values");
                }
                values.add(value.stripTrailingZeros().toPlainString());
            }
            return values;
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException(range + " is not from..to/step in numbers", e);
        }
    }
}
