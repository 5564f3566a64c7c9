package dev.barkeeper.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.barkeeper.model.Direction;
import dev.barkeeper.paper.GeneratedPrices;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every figure of one real run once more, from its trades and its curve of one point a bar, by its stated formula. */
class FiguresTest {
    private static final int BARS = 2_900;
    private static final double DAY_SECONDS = 86_400;
    private static Analysis analysis;
    private static Figures figures;
    private static List<Trip> ended;

    @BeforeAll
    static void run() {
        HeldPrices prices = HeldPrices.of(new GeneratedPrices(Plans.SPEC, 4, Plans.START), BARS);
        analysis = Analysis.of(Backtest.run(Plans.of("momentum", Plans.settings(10), prices, 11)));
        figures = analysis.figures();
        ended = analysis.trips().stream()
                .filter(trip -> trip.ending() != Trip.Ending.OPEN)
                .toList();
        assertThat(analysis.curve().barsPerPoint()).isEqualTo(1);
        assertThat(ended.size()).isGreaterThan(100);
    }

    /** XBTUSD: a contract is worth 1e8 / price XBt, rounded half up; the fee is a share of that, cut off. */
    @Test
    void moneyOfEachTradeIsThatOfTheContract() {
        for (Trip trip : ended) {
            int sign = trip.direction() == Direction.LONG ? 1 : -1;
            long in = value(trip.contracts(), trip.entryE8());
            long out = value(trip.contracts(), trip.exitE8());
            assertThat(trip.grossMinor()).isEqualTo(sign * (in - out));
            assertThat(trip.feesMinor()).isEqualTo(fee(in) + fee(out));
        }
        assertThat(figures.feesMinor())
                .isEqualTo(analysis.trips().stream().mapToLong(Trip::feesMinor).sum());
        assertThat(figures.fundingMinor())
                .isNotZero()
                .isEqualTo(
                        analysis.trips().stream().mapToLong(Trip::fundingMinor).sum());
        assertThat(figures.slippageMinor())
                .isEqualTo(
                        analysis.trips().stream().mapToLong(Trip::slippageMinor).sum());
        assertThat(figures.netMinor())
                .isEqualTo(analysis.trips().stream().mapToLong(Trip::netMinor).sum())
                .isEqualTo(figures.grossMinor() - figures.feesMinor() - figures.fundingMinor())
                .isEqualTo(figures.endMinor() - figures.depositMinor());
    }

    @Test
    void ratiosOfTradesAreTheirFormulas() {
        double won =
                ended.stream().mapToLong(Trip::netMinor).filter(net -> net > 0).sum();
        double lost =
                ended.stream().mapToLong(Trip::netMinor).filter(net -> net < 0).sum();
        double winners = ended.stream().filter(trip -> trip.netMinor() > 0).count();
        assertThat(figures.profitFactor()).isCloseTo(won / -lost, within(1e-12));
        assertThat(figures.winRate()).isCloseTo(winners / ended.size(), within(1e-12));
        assertThat(figures.trips()).isEqualTo(analysis.trips().size());
        assertThat(figures.stopped())
                .isEqualTo(ended.stream()
                        .filter(trip -> trip.ending() == Trip.Ending.STOPPED)
                        .count());
    }

    @Test
    void whatTheCurveSaysIsReadOffIt() {
        Curve curve = analysis.curve();
        double peak = figures.depositMinor();
        double deepest = 0;
        for (long equity : curve.equityMinor()) {
            peak = Math.max(peak, equity);
            deepest = Math.max(deepest, 1 - equity / peak);
        }
        assertThat(figures.maxDrawdown()).isCloseTo(deepest, within(1e-12));
        assertThat(figures.years())
                .isCloseTo((curve.seconds()[BARS - 11] - curve.seconds()[0]) / (365 * DAY_SECONDS), within(1e-12));
        // of three days
        assertThat(List.of(figures.yearly(), figures.sharpe(), figures.sortino(), figures.calmar()))
                .containsOnly(Double.NaN);
        assertThat(analysis.months()).hasSize(1);
        assertThat(analysis.months().get(0).netMinor()).isEqualTo(figures.netMinor());
    }

    @Test
    void holdingAndExposureAreReadOffTheCurve() {
        Curve curve = analysis.curve();
        int last = curve.seconds().length - 1;
        long in = value(100, Math.round(curve.price()[0] * 1e8));
        long out = value(100, Math.round(curve.price()[last] * 1e8));
        assertThat(figures.holdMinor()).isEqualTo(in - out - fee(in) - fee(out));
        long with = 0;
        for (long contracts : curve.contracts()) {
            with += contracts == 0 ? 0 : 1;
        }
        assertThat(figures.exposure()).isCloseTo(with / (double) (last + 1), within(1e-12));
    }

    private static long value(long contracts, long priceE8) {
        return BigDecimal.valueOf(10_000_000_000_000_000L)
                        .divide(BigDecimal.valueOf(priceE8), 0, RoundingMode.HALF_UP)
                        .longValueExact()
                * contracts;
    }

    private static long fee(long value) {
        return BigDecimal.valueOf(value)
                .multiply(new BigDecimal("0.00075"))
                .setScale(0, RoundingMode.DOWN)
                .longValueExact();
    }
}
