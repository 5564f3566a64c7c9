package dev.barkeeper.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Direction;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Equal decisions, bar for bar, with rules computed anew over the whole history each minute. */
class StrategiesAgainstPlainRulesTest {
    private static final int COMPOSITE_BARS = 28_800 + 4_500;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void momentum(long seed) {
        int period = 1 + (int) (seed * 7);
        StrategySettings settings = TestSettings.momentum(period);
        List<Bar> bars = Generated.bars(seed, 4_000, 400, 100);
        Play play = compare(
                new Momentum(settings), settings, bars, (seen, moment) -> PlainRules.momentum(seen, moment, period));
        assertThat(play.trips()).hasSizeGreaterThan(50);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void volatilityBreakout(long seed) {
        StrategySettings settings = TestSettings.defaults();
        List<Bar> bars = Generated.bars(seed, 20_000, 300, 150);
        Play play = compare(new VolatilityBreakout(settings), settings, bars, PlainRules::volatilityBreakout);
        assertThat(play.trips()).hasSizeGreaterThan(5);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void movement(long seed) {
        StrategySettings settings = TestSettings.defaults();
        List<Bar> bars = Generated.bars(seed, 4_000, 400, 100);
        Play play = compare(new Movement(settings), settings, bars, PlainRules::movement);
        assertThat(play.trips()).hasSizeGreaterThan(50);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void maCompositeWithMinutesMissing(long seed) {
        StrategySettings settings = TestSettings.defaults();
        Random random = new Random(seed);
        List<Bar> bars = Stretches.maComposite(1_580_515_260_000L).stream()
                .filter(bar -> random.nextInt(200) > 0)
                .limit(COMPOSITE_BARS)
                .toList();
        Play play = compare(new MaComposite(settings), settings, bars, PlainRules::maComposite);
        assertThat(play.trips()).hasSizeGreaterThan(5);
        assertThat(play.trips()).extracting(Play.Trip::direction).contains(Direction.LONG, Direction.SHORT);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void maCompositeOnWildPrices(long seed) {
        StrategySettings settings = TestSettings.defaults();
        List<Bar> bars = Generated.bars(seed, COMPOSITE_BARS, 1_500, 40);
        Play play = compare(new MaComposite(settings), settings, bars, PlainRules::maComposite);
        assertThat(play.trips()).hasSizeGreaterThan(2);
    }

    private static Play compare(
            Strategy strategy, StrategySettings settings, List<Bar> bars, BiFunction<List<Bar>, Moment, String> rules) {
        Play play = new Play(strategy, settings, stop -> stop % 2 == 0);
        for (int i = 0; i < bars.size(); i++) {
            Play.Step step = play.next(bars.get(i));
            assertThat(words(step.wishes()))
                    .as("bar %d %s holding %s", i, bars.get(i), step.moment().holding())
                    .isEqualTo(rules.apply(bars.subList(0, i + 1), step.moment()));
        }
        return play;
    }

    private static String words(Wishes wishes) {
        return word(wishes.longSide()) + " " + word(wishes.shortSide());
    }

    private static String word(Wish wish) {
        return wish.active() ? "wait" : wish.action().name().toLowerCase(Locale.ROOT);
    }
}
