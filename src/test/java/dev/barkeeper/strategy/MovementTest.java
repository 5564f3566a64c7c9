package dev.barkeeper.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.E8;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MovementTest {
    private static final long SINCE = 60_000;
    private Movement movement = new Movement(TestSettings.defaults());
    private long minute = 100;

    @Test
    void entersInTheDirectionOfAMoveOfTheChangeOrMore() {
        bars(100, 100, 100, 100, 100);
        assertThat(after(120, Optional.empty()).longSide().contracts()).isEqualTo(100);
        bars(100, 100, 100, 100, 100);
        assertThat(after(80.5, Optional.empty()).shortSide().action()).isEqualTo(Wish.Action.HOLD);
        bars(100, 100, 100, 100, 100);
        assertThat(after(80, Optional.empty()).shortSide().contracts()).isEqualTo(100);
    }

    @Test
    void goesByTimeWhereMinutesAreMissing() {
        bars(100);
        minute += 3;
        assertThat(after(119, Optional.empty()).longSide().reason()).isEqualTo("warming up");
        minute++;
        assertThat(after(121, Optional.empty()).longSide().action()).isEqualTo(Wish.Action.ENTER);
    }

    @Test
    void aRelativeMoveIsAFractionOfTheOlderClose() {
        movement = new Movement(relative(0.25));
        bars(100, 100, 100, 100, 100);
        assertThat(after(124.5, Optional.empty()).longSide().action()).isEqualTo(Wish.Action.HOLD);
        bars(200, 200, 200, 200, 200);
        assertThat(after(250, Optional.empty()).longSide().action()).isEqualTo(Wish.Action.ENTER);
    }

    @Test
    void aStartPriceNotKnownAnyMoreIsTheDecisionPriceLessTheChange() {
        bars(300, 290, 281, 282, 282);
        assertThat(leaves(281, Direction.LONG, 301)).isFalse();
        assertThat(leaves(280, Direction.LONG, 301)).isTrue();
    }

    private boolean leaves(double close, Direction direction, double decision) {
        Holding holding = new Holding(direction, 100, e8(decision), e8(decision), SINCE);
        return after(close, Optional.of(holding)).of(direction).reason().startsWith("returned");
    }

    private void bars(double... closes) {
        for (double close : closes) {
            after(close, Optional.empty());
        }
    }

    private Wishes after(double close, Optional<Holding> holding) {
        Bar bar = Bar.ofPrices("X", ++minute * 60_000, e8(close), e8(close), e8(close), e8(close), 1);
        movement.onBar(bar);
        return movement.decide(new Moment(bar, e8(close), holding, List.of()));
    }

    private static long e8(double price) {
        return E8.ofDouble(price);
    }

    private static StrategySettings relative(double change) {
        return new StrategySettings(
                100, 100, 4, 1.5, 3, 100, true, 400, true, 10, 10, 5, change, true, 100, 5, 0.02, Map.of());
    }
}
