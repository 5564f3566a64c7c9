package dev.barkeeper.strategy;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.E8;

/**
 * Where a strategy itself gives up, so that a position ends even when its stop at the venue does not. Long: reference =
 * min(decision price, average fill price) − pad, then the delta: absolute reference − delta, relative reference × (1 −
 * delta). Short: the mirror image. Compared with the bar's low (short: high), since the stop is touched inside the bar.
 */
record StopThreshold(StrategySettings settings) {

    /** Whether the bar went beyond it (touching it is not beyond). */
    boolean isPassed(Bar bar, Holding holding) {
        return holding.direction() == Direction.LONG
                ? E8.toDouble(bar.lowE8()) < longPrice(holding)
                : E8.toDouble(bar.highE8()) > shortPrice(holding);
    }

    /** Price units. */
    double longPrice(Holding holding) {
        double reference = E8.toDouble(Math.min(holding.decisionE8(), holding.entryE8())) - settings.stopPad();
        return settings.longStopAbsolute()
                ? reference - settings.longStopDelta()
                : reference * (1 - settings.longStopDelta());
    }

    /** Price units. */
    double shortPrice(Holding holding) {
        double reference = E8.toDouble(Math.max(holding.decisionE8(), holding.entryE8())) + settings.stopPad();
        return settings.shortStopAbsolute()
                ? reference + settings.shortStopDelta()
                : reference * (1 + settings.shortStopDelta());
    }
}
