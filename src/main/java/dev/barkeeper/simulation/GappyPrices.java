package dev.barkeeper.simulation;

import dev.barkeeper.model.E8;
import dev.barkeeper.paper.PriceBar;
import dev.barkeeper.paper.PriceSource;

/** Prices that now and then open far from the close before, so that a stop-limit is set off and does not fill. */
final class GappyPrices implements PriceSource {
    private static final long SMALLEST_GAP_TICKS = 40;
    private static final long WIDEST_GAP_TICKS = 240;
    private static final long TICK_E8 = E8.ONE / 2;

    private final PriceSource inner;
    private final Chance chance;
    private long shiftE8;

    GappyPrices(PriceSource inner, Chance chance) {
        this.inner = inner;
        this.chance = chance;
    }

    @Override
    public boolean hasNext() {
        return inner.hasNext();
    }

    @Override
    public PriceBar next() {
        PriceBar bar = inner.next();
        if (chance.strikes(FaultKind.STOP_UNFILLED, bar.openMillis())) {
            long ticks = chance.between(SMALLEST_GAP_TICKS, WIDEST_GAP_TICKS);
            // towards where it came from, so that the level stays near
            shiftE8 += (shiftE8 > 0 || (shiftE8 == 0 && chance.below(2) == 0) ? -ticks : ticks) * TICK_E8;
        }
        return new PriceBar(
                bar.openMillis(),
                bar.openE8() + shiftE8,
                bar.highE8() + shiftE8,
                bar.lowE8() + shiftE8,
                bar.closeE8() + shiftE8,
                bar.volume());
    }
}
