package dev.barkeeper.backtest;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Equity after each bar, gathered by day and month, UTC. Not thread-safe. */
final class Returns {
    private static final long DAY_MILLIS = 24 * 3_600_000L;
    private static final double DAYS_A_YEAR = 365;
    /** A week: what fewer say of a year, or of how they scatter, is chance. */
    private static final int LEAST_DAYS = 7;

    private final List<Double> daily = new ArrayList<>();
    private final List<MonthRow> months = new ArrayList<>();
    private long firstMillis;
    private long lastMillis;
    private double dayStart;
    private double monthStart;
    private long equity;
    private YearMonth month = YearMonth.of(1970, 1);
    private long peak;
    private double maxDrawdown;

    Returns(long depositMinor) {
        dayStart = depositMinor;
        monthStart = depositMinor;
        equity = depositMinor;
        peak = depositMinor;
    }

    void add(long barMillis, long equityMinor) {
        long day = (barMillis - 1) / DAY_MILLIS;
        if (firstMillis == 0) {
            firstMillis = barMillis;
            month = monthOf(barMillis);
        } else if (day != (lastMillis - 1) / DAY_MILLIS) {
            endDay();
            YearMonth now = monthOf(barMillis);
            if (!now.equals(month)) {
                endMonth();
                month = now;
            }
        }
        lastMillis = barMillis;
        equity = equityMinor;
        peak = Math.max(peak, equityMinor);
        maxDrawdown = Math.min(maxDrawdown, equityMinor / (double) peak - 1);
    }

    double years() {
        return (lastMillis - firstMillis) / (DAYS_A_YEAR * DAY_MILLIS);
    }

    long endMinor() {
        return equity;
    }

    /** 0 or above. */
    double maxDrawdown() {
        return 0 - maxDrawdown;
    }

    /** A return on the deposit as one a year that compounds to it; NaN for fewer than seven days. */
    double yearly(double total) {
        return days().size() < LEAST_DAYS ? Double.NaN : Math.pow(1 + total, 1 / years()) - 1;
    }

    /** Mean of the daily returns, the running day's among them. */
    double mean() {
        return days().stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    /** Sample standard deviation of the daily returns; NaN for fewer than seven. */
    double deviation() {
        List<Double> days = days();
        double mean = mean();
        double squares = days.stream().mapToDouble(r -> (r - mean) * (r - mean)).sum();
        return days.size() < LEAST_DAYS ? Double.NaN : Math.sqrt(squares / (days.size() - 1));
    }

    /** Root of the mean square of the daily returns, those above 0 counted as 0; NaN for fewer than seven. */
    double downside() {
        List<Double> days = days();
        double squares =
                days.stream().mapToDouble(r -> Math.min(r, 0) * Math.min(r, 0)).sum();
        return days.size() < LEAST_DAYS ? Double.NaN : Math.sqrt(squares / days.size());
    }

    /** Oldest first; a trip counts in the month it ended in. */
    List<MonthRow> months(List<Trip> trips) {
        Map<String, Long> counts = new HashMap<>();
        trips.forEach(trip -> counts.merge(monthOf(trip.exitMillis()).toString(), 1L, Long::sum));
        List<MonthRow> all = new ArrayList<>();
        months.forEach(row -> all.add(row));
        if (firstMillis > 0) {
            all.add(row());
        }
        return all.stream()
                .map(row ->
                        new MonthRow(row.month(), row.netMinor(), row.change(), counts.getOrDefault(row.month(), 0L)))
                .toList();
    }

    private List<Double> days() {
        List<Double> days = new ArrayList<>(daily);
        days.add(equity / dayStart - 1);
        return days;
    }

    private void endDay() {
        daily.add(equity / dayStart - 1);
        dayStart = equity;
    }

    private void endMonth() {
        months.add(row());
        monthStart = equity;
    }

    private MonthRow row() {
        return new MonthRow(month.toString(), equity - (long) monthStart, equity / monthStart - 1, 0);
    }

    /** A bar that ends at midnight belongs to the day before. */
    private static YearMonth monthOf(long barMillis) {
        return YearMonth.from(Instant.ofEpochMilli(barMillis - 1).atOffset(ZoneOffset.UTC));
    }
}
