package dev.barkeeper.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Direction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every strategy over a stretch on which it does everything it knows. */
class StretchesTest {
    private static final long START = 1_580_515_260_000L;
    private final StrategySettings settings = TestSettings.defaults();

    @Test
    void volatilityBreakoutLeavesByFallAndByStop() {
        Play play = play("volatility-breakout", Stretches.volatilityBreakout(START));

        assertThat(play.trips()).hasSize(36).allMatch(trip -> trip.direction() == Direction.LONG);
        assertThat(play.exits("chg5")).isEqualTo(24);
        assertThat(play.exits("stopped out")).isEqualTo(8);
        assertThat(play.exits("low")).as("stops that failed at the venue").isEqualTo(4);
    }

    @Test
    void momentumTurnsAndIsStoppedOut() {
        Play play = play("momentum", Stretches.momentum(START, settings.momentumPeriod()));

        assertThat(play.trips()).hasSizeGreaterThanOrEqualTo(30);
        assertThat(play.exits("stopped out")).isGreaterThanOrEqualTo(5);
        assertThat(turns(play, Direction.LONG)).isGreaterThanOrEqualTo(15);
        assertThat(turns(play, Direction.SHORT)).isGreaterThanOrEqualTo(15);
    }

    @Test
    void movementEndsReturnsTurnsAndIsStoppedOut() {
        Play play = play("movement", Stretches.movement(START));

        assertThat(play.trips()).hasSizeGreaterThanOrEqualTo(30);
        assertThat(play.exits("stopped out")).isGreaterThanOrEqualTo(5);
        assertThat(play.exits("movement ended")).isGreaterThanOrEqualTo(10);
        assertThat(play.exits("returned through")).isGreaterThanOrEqualTo(10);
        assertThat(play.exits("moved")).as("turns").isGreaterThanOrEqualTo(10);
        assertThat(play.trips()).extracting(Play.Trip::direction).contains(Direction.LONG, Direction.SHORT);
    }

    @Test
    void maCompositeIsHeldThreeHoursOrStoppedOnBothSides() {
        List<Bar> bars = Stretches.maComposite(START);
        Play play = play("ma-composite", bars);

        assertThat(play.trips()).hasSizeGreaterThanOrEqualTo(30);
        assertThat(play.exits("stopped out")).isGreaterThanOrEqualTo(5);
        assertThat(play.exits("stop threshold"))
                .as("stops that failed at the venue")
                .isPositive();
        for (Direction direction : Direction.values()) {
            assertThat(play.trips())
                    .anyMatch(
                            trip -> trip.direction() == direction && trip.exit().startsWith("held for"));
            assertThat(play.trips())
                    .anyMatch(
                            trip -> trip.direction() == direction && trip.exit().equals("stopped out"));
        }
        assertThat(play.steps())
                .anyMatch(step -> step.wishes().longSide().reason().equals("not risen while waiting"));
        assertThat(play.trips().get(0).entryMillis())
                .isGreaterThanOrEqualTo(
                        bars.get(Stretches.COMPOSITE_WARM_UP - 1).closeMillis());
    }

    private Play play(String name, List<Bar> bars) {
        Play play = new Play(Strategies.create(name, settings), settings, stop -> stop % 3 == 2);
        play.over(bars);
        return play;
    }

    private static long turns(Play play, Direction left) {
        return play.trips().stream()
                .filter(trip -> trip.direction() == left && trip.exit().startsWith("close"))
                .count();
    }
}
