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

    private final Instrument instrument;
    private final long seed;
    private final long[] prices = new long[POINTS];
    private final long[] sizes = new long[POINTS];

    PricePath(Instrument instrument, long seed) {
        this.instrument = instrument;
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
        return sizes[point];
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
        long open = instrument.roundToTick(bar.openE8());
        long close = instrument.roundToTick(bar.closeE8());
        long high = instrument.roundToTick(bar.highE8());
        long low = Math.max(instrument.tickE8(), instrument.roundToTick(bar.lowE8()));
        line(0, SECOND_TURN, open, lowFirst ? low : high);
        line(SECOND_TURN, THIRD_TURN, lowFirst ? low : high, lowFirst ? high : low);
        line(THIRD_TURN, POINTS - 1, lowFirst ? high : low, close);
        spread(bar.volume() / instrument.lotContracts(), bar.openMillis());
    }

    private void line(int from, int to, long start, long end) {
        prices[from] = start;
        prices[to] = end;
        for (int i = from + 1; i < to; i++) {
            prices[i] = instrument.roundToTick(start + (end - start) * (i - from) / (to - from));
        }
    }

    private void spread(long wantedLots, long openMillis) {
        long lot = instrument.lotContracts();
        if (wantedLots < POINTS) {
            for (int i = 0; i < POINTS; i++) {
                boolean turn = i == 0 || i == SECOND_TURN || i == THIRD_TURN || i == POINTS - 1;
                sizes[i] = turn ? lot : 0;
            }
            sizes[0] += Math.max(0, wantedLots - 4) * lot;
            return;
        }
        long noise = VenueIds.mix(seed, KIND, openMillis);
        long spare = wantedLots - POINTS;
        long left = spare;
        for (int i = 0; i < POINTS - 1; i++) {
            long weight = 1 + ((noise >>> (i * 4)) & 15);
            long part = Math.min(left, spare / (POINTS * 8) * weight);
            sizes[i] = (1 + part) * lot;
            left -= part;
        }
        sizes[POINTS - 1] = (1 + left) * lot;
    }
}
