package dev.barkeeper.strategy.indicator;

import java.util.OptionalDouble;

/** Simple returns from one price to the next: now / before − 1. Not thread-safe. */
public final class Returns {
    private long before;

    /** The return that ends with this price (above 0), empty for the first one. */
    public OptionalDouble add(long priceE8) {
        OptionalDouble simple = before == 0 ? OptionalDouble.empty() : OptionalDouble.of(of(priceE8, before));
        before = priceE8;
        return simple;
    }

    /** now / before − 1. */
    public static double of(long nowE8, long beforeE8) {
        return nowE8 / (double) beforeE8 - 1;
    }
}
