package dev.barkeeper.strategy;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Reason;
import dev.barkeeper.strategy.indicator.MinuteCloses;
import dev.barkeeper.strategy.indicator.Returns;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Rides a movement. The move is the close now against the close {@code start.minutes} ago: their difference in price
 * units, or its fraction of the older close when relative. A move ≥ {@code start.change} up enters long, down enters
 * short, with {@code movement.size}; the other side, when held, is left with the same bar. The held side leaves when the
 * close returns through the start price, which is the close {@code start.minutes} before the bar that entered (touching
 * it is not through), or when the move in its direction over the last {@code end.minutes} is ≤ {@code end.change} (a
 * move against it counts as below any change).
 *
 * <p>Missing minutes: "minutes ago" goes by time; where a minute is missing the close before it still stands. A start
 * price that is no longer known (held for over a week, or a restart with less history) is taken as the decision price
 * less one start change.
 */
public final class Movement implements Strategy {
    private static final int WEEK_MINUTES = 7 * 24 * 60;

    private final StrategySettings settings;
    private final MinuteCloses closes;
    private final long startMillis;
    private final long endMillis;

    public Movement(StrategySettings settings) {
        this.settings = settings;
        int longest = Math.max(settings.movementStartMinutes(), settings.movementEndMinutes());
        closes = new MinuteCloses(WEEK_MINUTES + longest + 1);
        startMillis = settings.movementStartMinutes() * Bar.MINUTE_MILLIS;
        endMillis = settings.movementEndMinutes() * Bar.MINUTE_MILLIS;
    }

    /** The newest bar and {@code start.minutes} before it. */
    @Override
    public int warmUpBars() {
        return settings.movementStartMinutes() + 1;
    }

    @Override
    public void onBar(Bar bar) {
        closes.add(bar);
    }

    @Override
    public Wishes decide(Moment moment) {
        Bar bar = moment.bar();
        OptionalDouble move = moveSince(bar, startMillis);
        if (move.isPresent() && Math.abs(move.getAsDouble()) >= settings.movementStartChange()) {
            Direction wanted = move.getAsDouble() > 0 ? Direction.LONG : Direction.SHORT;
            if (!moment.holds(wanted)) {
                return Wishes.enter(wanted, settings.movementSize(), moment, moved(move.getAsDouble()));
            }
        }
        return moment.holding()
                .map(holding -> Wishes.of(holding.direction(), keepOrLeave(bar, holding)))
                .orElseGet(() -> Wishes.hold(move.isPresent() ? moved(move.getAsDouble()) : Reason.of("warming up")));
    }

    private Wish keepOrLeave(Bar bar, Holding holding) {
        int sign = holding.direction().sign();
        double start = startPrice(holding);
        if (sign * (E8.toDouble(bar.closeE8()) - start) < 0) {
            return Wish.leave(Reason.ofDouble("returned through the start price {d}", start));
        }
        OptionalDouble move = moveSince(bar, endMillis);
        if (move.isPresent() && sign * move.getAsDouble() <= settings.movementEndChange()) {
            return Wish.leave(Reason.ofDouble("movement ended with {d}", move.getAsDouble()));
        }
        return Wish.hold("held");
    }

    private static Reason moved(double move) {
        return Reason.ofDouble("moved {d}", move);
    }

    private OptionalDouble moveSince(Bar bar, long agoMillis) {
        OptionalLong then = closes.at(bar.closeMillis() - agoMillis);
        return then.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(move(bar.closeE8(), then.getAsLong()));
    }

    private double move(long nowE8, long thenE8) {
        return settings.movementRelative() ? Returns.of(nowE8, thenE8) : E8.toDouble(nowE8 - thenE8);
    }

    private double startPrice(Holding holding) {
        OptionalLong known = closes.at(holding.sinceMillis() - startMillis);
        if (known.isPresent()) {
            return E8.toDouble(known.getAsLong());
        }
        double entry = E8.toDouble(holding.decisionE8());
        double change = holding.direction().sign() * settings.movementStartChange();
        return settings.movementRelative() ? entry / (1 + change) : entry - change;
    }
}
