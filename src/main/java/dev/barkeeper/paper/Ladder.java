package dev.barkeeper.paper;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Instrument;
import dev.barkeeper.model.Side;
import java.util.Arrays;

/**
 * The anonymous liquidity around the price: levels one tick apart, sizes drawn from the seed, the same all through a
 * minute. A falling price was sold into bids, so the best bid is the price itself and the best ask one tick above; a
 * rising price the other way round, but for one of a single tick. What is taken comes back with the next point of the
 * path, a side that is used up for the next order already. Not thread-safe.
 */
final class Ladder {
    private static final long KIND = 0x4C4144L;

    private final Instrument instrument;
    private final long seed;
    private final long typicalContracts;
    private final long[] takenBids;
    private final long[] takenAsks;
    private boolean touched;
    private long bestBidE8;
    private long minute;

    Ladder(ContractSpec spec, VenueSettings settings) {
        this.instrument = spec.instrument();
        this.seed = VenueIds.mix(settings.seed(), KIND, spec.symbol().hashCode());
        this.typicalContracts = spec.ladderContracts();
        this.takenBids = new long[settings.ladderLevels()];
        this.takenAsks = new long[settings.ladderLevels()];
    }

    /** The price stands there now. */
    void moveTo(long priceE8, boolean rising, long atMillis) {
        // below one tick nobody bids, and a side without any level would keep in whoever must get out
        bestBidE8 = rising ? Math.max(instrument.tickE8(), priceE8 - instrument.tickE8()) : priceE8;
        minute = atMillis / Bar.MINUTE_MILLIS;
        if (touched) {
            Arrays.fill(takenBids, 0);
            Arrays.fill(takenAsks, 0);
            touched = false;
        }
    }

    /** An order arrives at a side: while the clock waits for who must get out, no point of the path comes. */
    void refillIfUsedUp(Side side) {
        if (firstLevel(side) == levels()) {
            Arrays.fill(taken(side), 0);
        }
    }

    int levels() {
        return takenBids.length;
    }

    /** Level 0 is the best; 0 or less when there is no such price. */
    long priceAt(Side side, int level) {
        return side == Side.BUY
                ? bestBidE8 - level * instrument.tickE8()
                : bestBidE8 + (level + 1) * instrument.tickE8();
    }

    long contractsAt(Side side, int level) {
        long price = priceAt(side, level);
        if (price <= 0) {
            return 0;
        }
        long noise = VenueIds.mix(seed + side.ordinal(), price, minute);
        long size = typicalContracts / 4 + Math.floorMod(noise, typicalContracts + typicalContracts / 4 * level + 1);
        long lots = Math.max(1, size / instrument.lotContracts());
        return Math.max(0, lots * instrument.lotContracts() - taken(side)[level]);
    }

    /** The first level with something left; {@link #levels} when there is none. */
    int firstLevel(Side side) {
        if (!touched) {
            // every level that has a price holds a lot at least
            return priceAt(side, 0) > 0 ? 0 : levels();
        }
        int level = 0;
        while (level < levels() && contractsAt(side, level) == 0) {
            level++;
        }
        return level;
    }

    void take(Side side, int level, long contracts) {
        taken(side)[level] += contracts;
        touched = true;
    }

    private long[] taken(Side side) {
        return side == Side.BUY ? takenBids : takenAsks;
    }
}
