package dev.barkeeper.paper;

import dev.barkeeper.model.Instrument;

/**
 * One minute as timed points: open, low, high, close when it rose (or stood), open, high, low, close when it fell, and
 * steps in between; every five seconds one, the first a second into the minute. Reused from bar to bar. Not
 * thread-safe.
 */
final class PricePath {
    static final int POINTS = 12;
    private static final int SECOND_TURN = 4;
    private static final int THIRD_TURN = 8;
    private static final long FIRST_OFFSET_MILLIS = 1_000;
    private static final long SPACING_MILLIS = 5_000;
    private static final long KIND = 0x50415448L;

    private final long seed;
    private final long tickE8;
    private final long lot;
    private final long[] prices = new long[POINTS];
    private final long[] ticks = new long[POINTS];
    private final long[] lots = new long[POINTS];

    PricePath(Instrument instrument, long seed) {
        this.tickE8 = instrument.tickE8();
        this.lot = instrument.lotContracts();
        this.seed = seed;
    }

    static long offsetMillis(int point) {
        return FIRST_OFFSET_MILLIS + point * SPACING_MILLIS;
    }

    long price(int point) {
        return prices[point];
    }

    /** Contracts traded at the point; 0: nothing happens there. */
    long contracts(int point) {
        return lots[point] * lot;
    }

    /** {@link #contracts} in lots. */
    long lots(int point) {
        return lots[point];
    }

    /** {@link #price} in ticks. */
    long ticks(int point) {
        return ticks[point];
    }

    long highestE8() {
        return Math.max(Math.max(prices[0], prices[SECOND_TURN]), Math.max(prices[THIRD_TURN], prices[POINTS - 1]));
    }

    long lowestE8() {
        return Math.min(Math.min(prices[0], prices[SECOND_TURN]), Math.min(prices[THIRD_TURN], prices[POINTS - 1]));
    }

    /** The low comes first when it rose or stood. */
    void load(PriceBar bar) {
        load(bar, bar.closeE8() >= bar.openE8());
    }

    void load(PriceBar bar, boolean lowFirst) {
        long open = toTicks(bar.openE8());
        long close = toTicks(bar.closeE8());
        long high = toTicks(bar.highE8());
        long low = Math.max(1, toTicks(bar.lowE8()));
        line(0, SECOND_TURN, open, lowFirst ? low : high);
        line(SECOND_TURN, THIRD_TURN, lowFirst ? low : high, lowFirst ? high : low);
        line(THIRD_TURN, POINTS - 1, lowFirst ? high : low, close);
        spread(bar.volume() / lot, bar.openMillis());
    }

    private void line(int from, int to, long startTicks, long endTicks) {
        stand(from, startTicks);
        stand(to, endTicks);
        long start = prices[from];
        long way = prices[to] - start;
        for (int i = from + 1; i < to; i++) {
            stand(i, toTicks(start + way * (i - from) / (to - from)));
        }
    }

    private void stand(int point, long atTicks) {
        ticks[point] = atTicks;
        prices[point] = atTicks * tickE8;
    }

    /** As {@link Instrument#roundToTick}. */
    private long toTicks(long priceE8) {
        return Math.floorDiv(priceE8 + tickE8 / 2, tickE8);
    }

    private void spread(long wantedLots, long openMillis) {
        if (wantedLots < POINTS) {
            for (int i = 0; i < POINTS; i++) {
                boolean turn = i == 0 || i == SECOND_TURN || i == THIRD_TURN || i == POINTS - 1;
                lots[i] = turn ? 1 : 0;
            }
            lots[0] += Math.max(0, wantedLots - 4);
            return;
        }
        long noise = VenueIds.mix(seed, KIND, openMillis);
        long spare = wantedLots - POINTS;
        long left = spare;
        for (int i = 0; i < POINTS - 1; i++) {
            long weight = 1 + ((noise >>> (i * 4)) & 15);
            long part = Math.min(left, spare / (POINTS * 8) * weight);
            lots[i] = 1 + part;
            left -= part;
        }
        lots[POINTS - 1] = 1 + left;
    }
}
