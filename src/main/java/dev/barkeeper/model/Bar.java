package dev.barkeeper.model;

import java.time.Instant;

/**
 * One minute of trades. The venue stamps a bar with its end and its open is the close before it, so the open may lie
 * outside low and high.
 *
 * @param closeMillis end of the minute, epoch milliseconds UTC, a whole minute
 * @param trades number of trades; 0 in a minute without any (all four prices are then the close before)
 * @param volume contracts
 * @param vwapE8 0 when there was no trade
 * @param lastSize contracts, 0 when there was no trade
 * @param turnover settlement minor units
 * @param homeNotionalE8 base currency × 1e8
 * @param foreignNotionalE8 quote currency × 1e8
 */
public record Bar(
        String symbol,
        long closeMillis,
        long openE8,
        long highE8,
        long lowE8,
        long closeE8,
        long trades,
        long volume,
        long vwapE8,
        long lastSize,
        long turnover,
        long homeNotionalE8,
        long foreignNotionalE8) {

    public static final long MINUTE_MILLIS = 60_000;

    public Bar {
        if (closeMillis % MINUTE_MILLIS != 0) {
            throw new IllegalArgumentException("bar " + symbol + " ends at " + closeMillis + ", not a whole minute");
        }
        if (openE8 <= 0 || highE8 <= 0 || lowE8 <= 0 || closeE8 <= 0 || lowE8 > highE8) {
            throw new IllegalArgumentException("bar " + symbol + " " + Instant.ofEpochMilli(closeMillis) + ": prices "
                    + openE8 + " " + highE8 + " " + lowE8 + " " + closeE8 + " are not above 0 or low is above high");
        }
    }

    /** A bar of prices and volume only, as a prices file has it. */
    public static Bar ofPrices(
            String symbol, long closeMillis, long openE8, long highE8, long lowE8, long closeE8, long volume) {
        return new Bar(symbol, closeMillis, openE8, highE8, lowE8, closeE8, 0, volume, 0, 0, 0, 0, 0);
    }

    public Instant closeTime() {
        return Instant.ofEpochMilli(closeMillis);
    }

    public long openMillis() {
        return closeMillis - MINUTE_MILLIS;
    }
}
