package dev.barkeeper.strategy;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Reason;
import dev.barkeeper.strategy.indicator.Lag;
import dev.barkeeper.strategy.indicator.Returns;
import dev.barkeeper.strategy.indicator.RollingDeviation;

/**
 * Buys a jump out of a quiet market; long only. With C the close: chg5 = C − C[−5], pct5 = C / C[−5] − 1, vol180 =
 * sample standard deviation of the last 180 one-minute returns (the newest among them), z180 = pct5 / vol180. Enters
 * long when flat, z180 &gt; 10 and vol180 of the bar before &lt; 0.0005. Leaves when chg5 &lt; −25 (price units), or
 * when the bar's low is under {@code min(decision price, average fill price) − (pad + long.stop.delta)}; a relative
 * delta is taken as the stop takes it, see {@link StopThreshold}. A short position from outside is none of its business.
 *
 * <p>Missing minutes: bars are counted, not minutes, so a return over a gap is one return like any other. In a market
 * that has not moved at all, vol180 is 0 and z180 has no value: no entry.
 */
public final class VolatilityBreakout implements Strategy {
    private static final int CHANGE_BARS = 5;
    private static final int VOLATILITY_BARS = 180;
    private static final double ENTRY_Z = 10;
    private static final double QUIET_VOLATILITY = 0.0005;
    private static final long FALL_E8 = -25 * E8.ONE;

    private final long size;
    private final StopThreshold stop;
    private final Lag closes = new Lag(CHANGE_BARS);
    private final Returns returns = new Returns();
    private final RollingDeviation deviation = new RollingDeviation(VOLATILITY_BARS);
    private double volatility = Double.NaN;
    private double volatilityBefore = Double.NaN;

    public VolatilityBreakout(StrategySettings settings) {
        size = settings.longSize();
        stop = new StopThreshold(settings);
    }

    /** 181 closes make 180 returns, and the bar before the newest needs as many. */
    @Override
    public int warmUpBars() {
        return VOLATILITY_BARS + 2;
    }

    @Override
    public void onBar(Bar bar) {
        closes.add(bar.closeE8());
        returns.add(bar.closeE8()).ifPresent(deviation::add);
        volatilityBefore = volatility;
        volatility = deviation.isReady() ? deviation.value() : Double.NaN;
    }

    @Override
    public Wishes decide(Moment moment) {
        if (moment.holds(Direction.LONG)) {
            return Wishes.of(
                    Direction.LONG, keepOrLeave(moment.bar(), moment.holding().orElseThrow()));
        }
        if (moment.holding().isPresent()) {
            return Wishes.hold("long only");
        }
        return Double.isNaN(volatilityBefore)
                ? Wishes.hold("warming up")
                : Wishes.of(Direction.LONG, enterOrWait(moment.bar()));
    }

    private Wish keepOrLeave(Bar bar, Holding holding) {
        if (closes.isReady() && bar.closeE8() - closes.value() < FALL_E8) {
            return Wish.leave(Reason.ofPrices("chg5 {p} under -25", bar.closeE8() - closes.value(), 0));
        }
        if (stop.isPassed(bar, holding)) {
            return Wish.leave("low " + E8.toString(bar.lowE8()) + " under the stop " + stop.longPrice(holding));
        }
        return Wish.hold("held");
    }

    private Wish enterOrWait(Bar bar) {
        double z = Returns.of(bar.closeE8(), closes.value()) / volatility;
        Reason reason = Reason.ofDoubles("z180 {f}, vol180 before {f}", z, volatilityBefore);
        return z > ENTRY_Z && volatilityBefore < QUIET_VOLATILITY ? Wish.enter(size, reason) : Wish.hold(reason);
    }
}
