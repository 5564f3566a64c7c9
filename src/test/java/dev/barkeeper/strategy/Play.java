package dev.barkeeper.strategy;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.E8;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * A strategy at work on bars, with the simplest venue there is: orders fill at the close, a stop takes the position
 * when the bar touches it (or fails to, when the test says so), and the strategy hears of that by holding nothing.
 */
final class Play {
    /** A position from entry to exit; the exit is the strategy's reason or {@code stopped out}. */
    record Trip(Direction direction, long entryMillis, long exitMillis, String exit) {}

    /** What it was told and what it wanted. */
    record Step(Moment moment, Wishes wishes) {}

    private final Strategy strategy;
    private final StopThreshold stop;
    private final IntPredicate stopFails;
    private final List<Decision> rows = new ArrayList<>();
    private final List<Trip> trips = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private Optional<Holding> holding = Optional.empty();
    private int stops;

    /**
     * @param stopFails by the number of the stop that is touched
     */
    Play(Strategy strategy, StrategySettings settings, IntPredicate stopFails) {
        this.strategy = strategy;
        this.stop = new StopThreshold(settings);
        this.stopFails = stopFails;
    }

    List<Trip> trips() {
        return trips;
    }

    List<Step> steps() {
        return steps;
    }

    /** How many trips ended with a reason that starts so. */
    long exits(String reason) {
        return trips.stream().filter(trip -> trip.exit().startsWith(reason)).count();
    }

    void over(List<Bar> bars) {
        bars.forEach(this::next);
    }

    Step next(Bar bar) {
        strategy.onBar(bar);
        holding.filter(held -> isTouched(bar, held) && !stopFails.test(stops++))
                .ifPresent(held -> end(bar, "stopped out"));
        List<Decision> recent = List.copyOf(rows.subList(Math.max(0, rows.size() - Moment.RECENT), rows.size()));
        Moment moment = new Moment(bar, bar.closeE8(), holding, recent);
        Step step = new Step(moment, strategy.decide(moment));
        steps.add(step);
        apply(bar, step.wishes());
        return step;
    }

    private void apply(Bar bar, Wishes wishes) {
        for (Direction direction : Direction.values()) {
            Wish wish = wishes.of(direction);
            if (wish.action() == Wish.Action.LEAVE) {
                end(bar, wish.reason());
            }
            rows.add(new Decision(
                    bar.closeMillis(), "X", direction, 0, 0, false, bar.closeE8(), wish.active(), wish.reason()));
        }
        for (Direction direction : Direction.values()) {
            Wish wish = wishes.of(direction);
            if (wish.action() == Wish.Action.ENTER) {
                holding = Optional.of(
                        new Holding(direction, wish.contracts(), bar.closeE8(), bar.closeE8(), bar.closeMillis()));
            }
        }
    }

    private boolean isTouched(Bar bar, Holding held) {
        return held.direction() == Direction.LONG
                ? E8.toDouble(bar.lowE8()) <= stop.longPrice(held)
                : E8.toDouble(bar.highE8()) >= stop.shortPrice(held);
    }

    private void end(Bar bar, String why) {
        Holding held = holding.orElseThrow(() -> new AssertionError("left while flat at " + bar.closeTime()));
        trips.add(new Trip(held.direction(), held.sinceMillis(), bar.closeMillis(), why));
        holding = Optional.empty();
    }
}
