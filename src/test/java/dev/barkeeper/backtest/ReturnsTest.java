package dev.barkeeper.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReturnsTest {
    private static final long DEPOSIT = 1_000_000;
    private static final long HOUR = 3_600_000;
    private static final long START = Instant.parse("2022-01-03T00:00:00Z").toEpochMilli();
    private static final double[] DAILY = {0.01, -0.02, 0.03, 0, -0.01, 0.005, 0.02, -0.03};

    @Test
    void figuresOfDaysAreTheirFormulas() {
        Returns returns = returns(8);
        double mean = 0.005 / 8;
        double squares = 0;
        double below = 0;
        for (double day : DAILY) {
            squares += Math.pow(day - mean, 2);
            below += Math.pow(Math.min(day, 0), 2);
        }
        double total = returns.endMinor() / (double) DEPOSIT - 1;
        double years = (8 * 24 - 1) / (365 * 24.0);

        assertThat(FigureDesk.sharpe(returns)).isCloseTo(mean / Math.sqrt(squares / 7) * Math.sqrt(365), within(1e-3));
        assertThat(FigureDesk.sortino(returns)).isCloseTo(mean / Math.sqrt(below / 8) * Math.sqrt(365), within(1e-3));
        assertThat(returns.yearly(total)).isCloseTo(Math.pow(1 + total, 1 / years) - 1, within(1e-12));
    }

    /** Else the luckiest of some two-day runs is the best of a sweep, with a Sharpe of hundreds. */
    @Test
    void fewerDaysThanAWeekHaveNoSharpeAndNoYear() {
        assertThat(FigureDesk.sharpe(returns(6))).isNaN();
        assertThat(FigureDesk.sortino(returns(6))).isNaN();
        assertThat(returns(6).yearly(0.1)).isNaN();
        assertThat(FigureDesk.sharpe(returns(7))).isFinite();
    }

    /** A bar an hour. */
    private static Returns returns(int days) {
        Returns returns = new Returns(DEPOSIT);
        long equity = DEPOSIT;
        for (int day = 0; day < days; day++) {
            equity = Math.round(equity * (1 + DAILY[day]));
            for (int hour = 1; hour <= 24; hour++) {
                returns.add(START + (day * 24L + hour) * HOUR, equity);
            }
        }
        return returns;
    }
}
