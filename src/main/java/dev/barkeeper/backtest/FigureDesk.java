package dev.barkeeper.backtest;

import java.util.List;

/** Reckons {@link Figures}. Stateless. */
final class FigureDesk {
    private static final double DAYS_A_YEAR = 365;

    /** Bars decided on, and those after which a long or a short was held. */
    record Bars(long all, long withLong, long withShort) {
        double share(long part) {
            return all == 0 ? 0 : part / (double) all;
        }
    }

    private FigureDesk() {}

    static Figures figures(RunResult result, TripBook book, Returns returns, CurveDrawing drawing, Bars bars) {
        List<Trip> trips = book.trips();
        long deposit = result.depositMinor();
        long net = returns.endMinor() - deposit;
        double total = net / (double) deposit;
        double yearly = returns.yearly(total);
        long ended = trips.stream().filter(FigureDesk::isEnded).count();
        return new Figures(
                bars.all(),
                returns.years(),
                deposit,
                returns.endMinor(),
                net,
                net + book.feesMinor() + book.fundingMinor(),
                book.feesMinor(),
                book.fundingMinor(),
                book.slippageMinor(),
                total,
                yearly,
                sharpe(returns),
                sortino(returns),
                returns.maxDrawdown(),
                ratio(yearly, returns.maxDrawdown()),
                profitFactor(trips),
                ratio(trips.stream().filter(t -> isEnded(t) && t.netMinor() > 0).count(), ended),
                trips.size(),
                trips.stream().filter(t -> t.ending() == Trip.Ending.STOPPED).count(),
                trips.stream().filter(t -> t.ending() == Trip.Ending.LIQUIDATED).count(),
                ratio(trips.stream().mapToLong(Trip::netMinor).sum(), trips.size()),
                ratio(heldMinutes(trips), trips.size()),
                bars.share(bars.withLong() + bars.withShort()),
                bars.share(bars.withLong()),
                bars.share(bars.withShort()),
                drawing.holdMinor(),
                drawing.holdMaxDrawdown());
    }

    static double sharpe(Returns returns) {
        return ratio(returns.mean(), returns.deviation()) * Math.sqrt(DAYS_A_YEAR);
    }

    static double sortino(Returns returns) {
        return ratio(returns.mean(), returns.downside()) * Math.sqrt(DAYS_A_YEAR);
    }

    static double profitFactor(List<Trip> trips) {
        return ratio(sum(trips, 1), -sum(trips, -1));
    }

    private static boolean isEnded(Trip trip) {
        return trip.ending() != Trip.Ending.OPEN;
    }

    /** Net of the trips that ended above (sign 1) or below (sign −1) nothing. */
    private static double sum(List<Trip> trips, int sign) {
        return trips.stream()
                .filter(FigureDesk::isEnded)
                .mapToLong(Trip::netMinor)
                .filter(net -> Long.signum(net) == sign)
                .sum();
    }

    private static double heldMinutes(List<Trip> trips) {
        return trips.stream().mapToLong(t -> t.exitMillis() - t.entryMillis()).sum() / 60_000.0;
    }

    private static double ratio(double over, double under) {
        return under == 0 ? Double.NaN : over / under;
    }
}
