package dev.barkeeper.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.barkeeper.model.Direction;
import dev.barkeeper.paper.GeneratedPrices;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
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
    void ratiosOfReturnsAreTheirFormulas() {
        Curve curve = analysis.curve();
        TreeMap<Long, Long> endOfDay = new TreeMap<>();
        double peak = figures.depositMinor();
        double deepest = 0;
        for (int i = 0; i < curve.seconds().length; i++) {
            endOfDay.put((long) Math.floor((curve.seconds()[i] - 1) / DAY_SECONDS), curve.equityMinor()[i]);
            peak = Math.max(peak, curve.equityMinor()[i]);
            deepest = Math.max(deepest, 1 - curve.equityMinor()[i] / peak);
        }
        List<Double> returns = new ArrayList<>();
        double before = figures.depositMinor();
        for (long equity : endOfDay.values()) {
            returns.add(equity / before - 1);
            before = equity;
        }
        int days = returns.size();
        double mean = returns.stream().mapToDouble(r -> r).sum() / days;
        double squares =
                returns.stream().mapToDouble(r -> Math.pow(r - mean, 2)).sum();
        double below =
                returns.stream().mapToDouble(r -> Math.pow(Math.min(r, 0), 2)).sum();
        double years = (curve.seconds()[BARS - 11] - curve.seconds()[0]) / (365 * DAY_SECONDS);
        double yearly = Math.pow(figures.endMinor() / (double) figures.depositMinor(), 1 / years) - 1;
        assertThat(days).isEqualTo(3);
        assertThat(figures.sharpe()).isCloseTo(mean / Math.sqrt(squares / (days - 1)) * Math.sqrt(365), within(1e-9));
        assertThat(figures.sortino()).isCloseTo(mean / Math.sqrt(below / days) * Math.sqrt(365), within(1e-9));
        assertThat(figures.maxDrawdown()).isCloseTo(deepest, within(1e-12));
        assertThat(figures.yearly()).isCloseTo(yearly, within(1e-9));
        assertThat(figures.calmar()).isCloseTo(yearly / deepest, within(1e-6));
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
