package dev.barkeeper.app.benchmark;

import java.util.List;

/** Medians and percentiles, nearest rank. Stateless. */
final class Statistics {
    private static final double NANOS_PER_MILLI = 1e6;

    private Statistics() {}

    /** @throws IllegalArgumentException of nothing */
    static double percentile(List<Double> values, double percent) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int rank = (int) Math.ceil(percent / 100 * sorted.size());
        return sorted.get(Math.max(0, rank - 1));
    }

    static double median(List<Double> values) {
        return percentile(values, 50);
    }

    static double millis(long nanos) {
        return nanos / NANOS_PER_MILLI;
    }
}
