package dev.barkeeper.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.model.Bar;
import dev.barkeeper.paper.GeneratedPrices;
import dev.barkeeper.paper.PriceBar;
import dev.barkeeper.paper.PriceSource;
import dev.barkeeper.paper.ScriptedPrices;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldPricesTest {
    /** More than two chunks and a part of one. */
    private static final int BARS = 10_000;

    @Test
    void givesBackWhatItTookIn() {
        List<PriceBar> bars = generated();

        assertThat(held(bars)).isEqualTo(bars);
    }

    @Test
    void givesBackBarsWithMissingMinutes() {
        List<PriceBar> bars = generated();
        bars.removeIf(bar -> bar.openMillis() / Bar.MINUTE_MILLIS % 7 == 3);

        assertThat(held(bars)).isEqualTo(bars);
    }

    @Test
    void givesBackPricesOfNoCommonStepAndFiguresBeyondAnInt() {
        List<PriceBar> bars = new ArrayList<>(generated());
        PriceBar first = bars.get(0);
        bars.set(0, new PriceBar(first.openMillis(), 3, 1_000_000_000_000_000_007L, 1, 5, Long.MAX_VALUE));
        PriceBar later = bars.get(5_000);
        bars.set(
                5_000,
                new PriceBar(
                        later.openMillis(),
                        later.openE8(),
                        later.highE8() + 1,
                        later.lowE8() - 1,
                        later.closeE8(),
                        5_000_000_000L));

        assertThat(held(bars)).isEqualTo(bars);
    }

    @Test
    void sharesItsFirstBars() {
        List<PriceBar> bars = generated();
        HeldPrices prices = HeldPrices.of(new ScriptedPrices(bars), BARS);
        HeldPrices part = prices.first(5_000);

        assertThat(part.size()).isEqualTo(5_000);
        assertThat(all(part)).isEqualTo(bars.subList(0, 5_000));
    }

    private static List<PriceBar> generated() {
        PriceSource source = new GeneratedPrices(Plans.SPEC, 3, Plans.START);
        List<PriceBar> bars = new ArrayList<>();
        for (int i = 0; i < BARS; i++) {
            bars.add(source.next());
        }
        return bars;
    }

    private static List<PriceBar> held(List<PriceBar> bars) {
        return all(HeldPrices.of(new ScriptedPrices(bars), bars.size()));
    }

    private static List<PriceBar> all(HeldPrices prices) {
        List<PriceBar> all = new ArrayList<>();
        PriceSource walk = prices.walk(0, prices.size());
        while (walk.hasNext()) {
            all.add(walk.next());
        }
        return all;
    }
}
