package dev.barkeeper.strategy;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Direction;
import java.util.Optional;

/**
 * Averages of five-minute bars: buys a jump that lasts, sells a fall out of a rising market. The signals are in
 * {@link CompositeSignals}, read at the closes of the five-minute bars; the wait is in {@link EntryWait}, counted each
 * minute.
 *
 * <p>Long: flat, z480 &gt; {@code long.threshold} and close &lt; ma5760 × {@code long.ma20.multiplier} starts a wait.
 * When the wait is over it buys, or gives up; a signal of that same minute starts no new wait. Short: flat, comps ≥
 * {@code short.threshold}, close &lt; 0.99 × the five-minute close before, close &gt; ma5760 sells at once, and ends a
 * wait. Either side leaves when held for 180 minutes since the bar that entered, or when the bar passes the
 * {@link StopThreshold}.
 *
 * <p>Missing minutes: five-minute bars are made from what there is (see
 * {@link dev.barkeeper.strategy.indicator.FiveMinuteBars}); one that could only be finished late gives no signal.
 */
public final class MaComposite implements Strategy {
    private static final int WARM_UP_BARS = 28_800;
    private static final long LONGEST_HOLD_MILLIS = 180 * Bar.MINUTE_MILLIS;

    private final StrategySettings settings;
    private final StopThreshold stop;
    private final CompositeSignals signals;
    private long bars;

    public MaComposite(StrategySettings settings) {
        this.settings = settings;
        stop = new StopThreshold(settings);
        signals = new CompositeSignals(settings);
    }

    /** 5760 bars of five minutes. */
    @Override
    public int warmUpBars() {
        return WARM_UP_BARS;
    }

    @Override
    public void onBar(Bar bar) {
        bars++;
        signals.onBar(bar);
    }

    @Override
    public Wishes decide(Moment moment) {
        if (moment.holding().isPresent()) {
            Holding holding = moment.holding().get();
            return Wishes.of(holding.direction(), keepOrLeave(moment.bar(), holding));
        }
        return bars < WARM_UP_BARS || !signals.isReady() ? Wishes.hold("warming up") : enterOrWait(moment);
    }

    private Wish keepOrLeave(Bar bar, Holding holding) {
        if (bar.closeMillis() - holding.sinceMillis() >= LONGEST_HOLD_MILLIS) {
            return Wish.leave("held for 180 minutes");
        }
        return stop.isPassed(bar, holding) ? Wish.leave("stop threshold passed") : Wish.hold("held");
    }

    private Wishes enterOrWait(Moment moment) {
        Optional<EntryWait> wait = EntryWait.of(moment);
        if (wait.isPresent() && wait.get().isOver() && wait.get().hasRisen(moment.marketE8())) {
            return Wishes.of(Direction.LONG, Wish.enter(settings.longSize(), "risen while waiting"));
        }
        if (signals.isShort()) {
            return Wishes.of(Direction.SHORT, Wish.enter(settings.shortSize(), signals.reason()));
        }
        if (wait.isPresent()) {
            Wish goOn = wait.get().isOver() ? Wish.hold("not risen while waiting") : Wish.waiting("waiting");
            return Wishes.of(Direction.LONG, goOn);
        }
        return Wishes.of(
                Direction.LONG, signals.isLong() ? Wish.waiting(signals.reason()) : Wish.hold(signals.reason()));
    }
}
