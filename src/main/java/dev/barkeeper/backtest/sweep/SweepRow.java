package dev.barkeeper.backtest.sweep;

import dev.barkeeper.backtest.Analysis;
import dev.barkeeper.backtest.Figures;
import dev.barkeeper.backtest.Trip;
import java.util.List;
import java.util.Map;

/**
 * What one parameter set came to on one span.
 *
 * @param digest of all its trades; equal for equal trades
 */
public record SweepRow(
        Map<String, String> parameters,
        String span,
        long netMinor,
        double sharpe,
        double maxDrawdown,
        double profitFactor,
        long trades,
        String digest) {

    /** Of a run's analysis. */
    public static SweepRow of(Map<String, String> parameters, String span, Analysis analysis) {
        Figures figures = analysis.figures();
        return new SweepRow(
                parameters,
                span,
                figures.netMinor(),
                figures.sharpe(),
                figures.maxDrawdown(),
                figures.profitFactor(),
                figures.trips(),
                digest(analysis.trips()));
    }

    /** FNV-1a over every figure of every trade. */
    static String digest(List<Trip> trips) {
        long hash = 0xcbf29ce484222325L;
        for (Trip trip : trips) {
            long[] figures = {
                trip.direction().ordinal(),
                trip.contracts(),
                trip.entryMillis(),
                trip.entryE8(),
                trip.exitMillis(),
                trip.exitE8(),
                trip.ending().ordinal(),
                trip.netMinor()
            };
            for (long figure : figures) {
                hash = (hash ^ figure) * 0x100000001b3L;
                hash ^= hash >>> 29;
            }
        }
        return Long.toHexString(hash);
    }
}
