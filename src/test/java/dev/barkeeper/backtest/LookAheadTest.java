package dev.barkeeper.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Direction;
import dev.barkeeper.paper.GeneratedPrices;
import dev.barkeeper.paper.Listing;
import dev.barkeeper.paper.VenueSettings;
import dev.barkeeper.strategy.Moment;
import dev.barkeeper.strategy.Strategy;
import dev.barkeeper.strategy.Wishes;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LookAheadTest {
    private static final int BARS = 1_000;
    private static final int WARM_UP = 20;
    private final HeldPrices prices = HeldPrices.of(new GeneratedPrices(Plans.SPEC, 5, Plans.START), BARS);

    @Test
    void findsNothingInAStrategyThatKnowsThePastOnly() {
        LookAhead.Verdict verdict = LookAhead.check(
                to -> Plans.of("momentum", Plans.settings(10), prices.first(to), WARM_UP), WARM_UP, BARS);
        assertThat(verdict.difference()).isEmpty();
        assertThat(verdict.cuts()).isEqualTo(9);
        assertThat(verdict.rows()).isGreaterThan(8_000);
    }

    @Test
    void findsAStrategyThatReadsTheLastPriceOfItsHistory() {
        LookAhead.Verdict verdict = LookAhead.check(
                to -> new Plan(
                        Plans.rules(),
                        () -> new Clairvoyant(prices.bar(to - 1).closeE8()),
                        new Listing(Plans.SPEC, prices.walk(WARM_UP, to)),
                        VenueSettings.DEFAULT,
                        prices.store(Plans.SPEC.symbol(), 0, WARM_UP),
                        Plans.DEPOSIT,
                        Optional.empty()),
                WARM_UP,
                BARS);
        assertThat(verdict.difference()).isPresent();
        assertThat(verdict.difference().get()).contains("of 1000 bars it decided");
        assertThat(verdict.repeats()).isTrue();
    }

    /** Buys while the price is below the one that will be the last. */
    private static final class Clairvoyant implements Strategy {
        private final long lastE8;

        Clairvoyant(long lastE8) {
            this.lastE8 = lastE8;
        }

        @Override
        public int warmUpBars() {
            return 1;
        }

        @Override
        public void onBar(Bar bar) {
            // it knows already
        }

        @Override
        public Wishes decide(Moment moment) {
            Direction wanted = moment.bar().closeE8() < lastE8 ? Direction.LONG : Direction.SHORT;
            return moment.holds(wanted) ? Wishes.hold("sure") : Wishes.enter(wanted, 100, moment, "it will come");
        }
    }
}
