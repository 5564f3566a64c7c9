package dev.barkeeper.strategy;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.Reason;
import dev.barkeeper.strategy.indicator.Lag;

/**
 * Follows the price: a close above the close {@code period} bars ago wants the long side, any other close (an equal one
 * too) the short side. Always in the market: after a stop it enters again with the next bar, and a turn leaves the one
 * side and enters the other with the same bar. The side that is held already is kept as it is, whatever its size.
 *
 * <p>Missing minutes: "bars ago" counts the bars there were, so a missing minute makes the period span more time.
 */
public final class Momentum implements Strategy {
    private final long longSize;
    private final long shortSize;
    private final int period;
    private final Lag then;
    private final String above;
    private final String notAbove;

    public Momentum(StrategySettings settings) {
        longSize = settings.longSize();
        shortSize = settings.shortSize();
        period = settings.momentumPeriod();
        then = new Lag(period);
        above = "close {p} above {p} of " + period + " bars ago";
        notAbove = "close {p} not above {p} of " + period + " bars ago";
    }

    /** The newest bar and {@code period} bars before it. */
    @Override
    public int warmUpBars() {
        return period + 1;
    }

    @Override
    public void onBar(Bar bar) {
        then.add(bar.closeE8());
    }

    @Override
    public Wishes decide(Moment moment) {
        if (!then.isReady()) {
            return Wishes.hold("warming up");
        }
        long close = moment.bar().closeE8();
        Direction wanted = close > then.value() ? Direction.LONG : Direction.SHORT;
        Reason reason = Reason.ofPrices(wanted == Direction.LONG ? above : notAbove, close, then.value());
        if (moment.holds(wanted)) {
            return Wishes.hold(reason);
        }
        return Wishes.enter(wanted, wanted == Direction.LONG ? longSize : shortSize, moment, reason);
    }
}
