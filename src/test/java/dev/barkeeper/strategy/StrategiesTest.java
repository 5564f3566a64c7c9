package dev.barkeeper.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barkeeper.model.Bar;
import org.junit.jupiter.api.Test;

class StrategiesTest {
    private final StrategySettings settings = TestSettings.defaults();

    @Test
    void makesBuiltInOnesByName() {
        assertThat(Strategies.create("momentum", settings)).isInstanceOf(Momentum.class);
        assertThat(Strategies.create("movement", settings)).isInstanceOf(Movement.class);
        assertThat(Strategies.create("ma-composite", settings)).isInstanceOf(MaComposite.class);
        assertThat(Strategies.create("volatility-breakout", settings)).isInstanceOf(VolatilityBreakout.class);
    }

    @Test
    void makesAUsersOwnClassWithTheSettings() {
        Strategy own = Strategies.create(Own.class.getName(), settings);

        assertThat(own.warmUpBars()).isEqualTo(settings.momentumPeriod());
    }

    @Test
    void saysWhatIsAllowedWhenTheNameIsUnknown() {
        assertThatThrownBy(() -> Strategies.create("momentun", settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bitmex.tradebot.strategy = momentun")
                .hasMessageContaining("momentum");
    }

    @Test
    void saysWhyAClassCannotBeUsed() {
        assertThatThrownBy(() -> Strategies.create("java.lang.String", settings))
                .hasMessageContaining("does not implement");
        assertThatThrownBy(() -> Strategies.create(Hidden.class.getName(), settings))
                .hasMessageContaining("public");
        assertThatThrownBy(() -> Strategies.create(NoSettings.class.getName(), settings))
                .hasMessageContaining("no public constructor");
        assertThatThrownBy(() -> Strategies.create(Failing.class.getName(), settings))
                .hasMessageContaining("no such file");
        assertThatThrownBy(() -> Strategies.create(Backward.class.getName(), settings))
                .hasMessageContaining("its warmUpBars() is -1, below 0");
    }

    /** A user's. */
    public static class Own implements Strategy {
        private final StrategySettings settings;

        public Own(StrategySettings settings) {
            this.settings = settings;
        }

        @Override
        public int warmUpBars() {
            return settings.momentumPeriod();
        }

        @Override
        public void onBar(Bar bar) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Wishes decide(Moment moment) {
            throw new UnsupportedOperationException();
        }
    }

    /** Not public. */
    static class Hidden extends Own {
        public Hidden(StrategySettings settings) {
            super(settings);
        }
    }

    /** Takes nothing. */
    public static class NoSettings extends Own {
        public NoSettings() {
            super(TestSettings.defaults());
        }
    }

    /** Cannot be made. */
    public static class Failing extends Own {
        public Failing(StrategySettings settings) {
            super(settings);
            throw new IllegalStateException("no such file");
        }
    }

    /** Asks for less than nothing. */
    public static class Backward extends Own {
        public Backward(StrategySettings settings) {
            super(settings);
        }

        @Override
        public int warmUpBars() {
            return -1;
        }
    }
}
