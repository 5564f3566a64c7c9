package dev.barkeeper.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.model.Direction;
import dev.barkeeper.paper.GeneratedPrices;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The trades of each strategy are those of a plain computation over arrays: over a month in every build, over a year by
 * {@code mvn test -Pyear}.
 */
class YearOfTradesTest {
    private static final int MONTH = 30 * 1_440;
    private static final int YEAR = 365 * 1_440;

    @ParameterizedTest
    @CsvSource({
        "momentum, 61, 1000, 1",
        "movement, 6, 1000, 1",
        "volatility-breakout, 182, 0, 0",
        "ma-composite, 28800, 1, 0"
    })
    void areThePlainOnesOverAMonth(String strategy, int warmUp, int fewestTrades, int fewestStops) {
        compare(strategy, MONTH, warmUp, fewestTrades, fewestStops);
    }

    @Tag("year")
    @ParameterizedTest
    @CsvSource({
        "momentum, 61, 10000, 40",
        "movement, 6, 10000, 10",
        "volatility-breakout, 182, 1, 0",
        "ma-composite, 28800, 10, 1"
    })
    void areThePlainOnesOverAYear(String strategy, int warmUp, int fewestTrades, int fewestStops) {
        compare(strategy, YEAR, warmUp, fewestTrades, fewestStops);
    }

    private static void compare(String strategy, int bars, int warmUp, int fewestTrades, int fewestStops) {
        HeldPrices prices = HeldPrices.of(new GeneratedPrices(Plans.SPEC, 11, Plans.START), bars);
        PlainYear plain = new PlainYear(prices);
        List<PlainYear.Trade> expected = plain.trade(warmUp - 1, rule(strategy).apply(plain));
        Analysis analysis = Analysis.of(Backtest.run(Plans.of(strategy, Plans.settings(60), prices, warmUp)));
        List<PlainYear.Trade> traded = new ArrayList<>();
        for (Trip trip : analysis.trips()) {
            if (trip.ending() != Trip.Ending.OPEN) {
                traded.add(new PlainYear.Trade(
                        trip.direction() == Direction.LONG,
                        bar(plain, trip.entryMillis()),
                        trip.entryE8() / 1e8,
                        bar(plain, trip.exitMillis()),
                        trip.exitE8() / 1e8,
                        trip.ending() == Trip.Ending.STOPPED));
            }
        }
        for (int i = 0; i < Math.min(expected.size(), traded.size()); i++) {
            assertThat(traded.get(i)).as("%s, trade %d", strategy, i).isEqualTo(expected.get(i));
        }
        assertThat(traded).hasSameSizeAs(expected).hasSizeGreaterThanOrEqualTo(fewestTrades);
        assertThat(traded.stream().filter(PlainYear.Trade::stopped)).hasSizeGreaterThanOrEqualTo(fewestStops);
    }

    private static Function<PlainYear, PlainYear.Rule> rule(String strategy) {
        return switch (strategy) {
            case "momentum" -> plain -> plain.momentum(60);
            case "movement" -> PlainYear::movement;
            case "volatility-breakout" -> PlainYear::volatilityBreakout;
            default -> PlainYear::maComposite;
        };
    }

    /** The bar in which, or at whose end, it happened. */
    private static int bar(PlainYear plain, long millis) {
        return (int) -Math.floorDiv(plain.firstCloseMillis - millis, 60_000);
    }
}
