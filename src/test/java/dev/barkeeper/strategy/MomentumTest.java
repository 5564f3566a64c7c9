package dev.barkeeper.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.E8;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MomentumTest {
    private final Momentum momentum = new Momentum(TestSettings.momentum(3));
    private long minute;

    @Test
    void waitsForItsPeriod() {
        assertThat(momentum.warmUpBars()).isEqualTo(4);
        for (int price : new int[] {100, 101, 102}) {
            assertThat(after(price, Optional.empty()))
                    .extracting(w -> w.longSide().action(), w -> w.shortSide().action())
                    .containsExactly(Wish.Action.HOLD, Wish.Action.HOLD);
        }
        assertThat(after(103, Optional.empty()).longSide().contracts()).isEqualTo(100);
    }

    @Test
    void aTurnLeavesTheOneSideAndEntersTheOther() {
        List.of(100, 101, 102).forEach(price -> after(price, Optional.empty()));

        Wishes turned = after(99, Optional.of(holding(Direction.LONG)));

        assertThat(turned.longSide().action()).isEqualTo(Wish.Action.LEAVE);
        assertThat(turned.shortSide().action()).isEqualTo(Wish.Action.ENTER);
    }

    @Test
    void anEqualCloseWantsShort() {
        List.of(100, 101, 102).forEach(price -> after(price, Optional.empty()));

        assertThat(after(100, Optional.empty()).shortSide().action()).isEqualTo(Wish.Action.ENTER);
    }

    @Test
    void holdsTheSideItHas() {
        List.of(100, 101, 102).forEach(price -> after(price, Optional.empty()));

        Wishes kept = after(103, Optional.of(holding(Direction.LONG)));

        assertThat(kept.longSide().action()).isEqualTo(Wish.Action.HOLD);
        assertThat(kept.shortSide().action()).isEqualTo(Wish.Action.HOLD);
    }

    private Wishes after(int price, Optional<Holding> holding) {
        long e8 = E8.ofWhole(price);
        Bar bar = Bar.ofPrices("XBTUSD", ++minute * Bar.MINUTE_MILLIS, e8, e8, e8, e8, 1);
        momentum.onBar(bar);
        return momentum.decide(new Moment(bar, e8, holding, List.of()));
    }

    private static Holding holding(Direction direction) {
        return new Holding(direction, 100, E8.ofWhole(100), E8.ofWhole(100), 0);
    }
}
