package dev.barkeeper.backtest.sweep;

import dev.barkeeper.backtest.Score;
import dev.barkeeper.backtest.Trip;
import java.io.Serializable;
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
        String digest)
        implements Serializable {

    /** Of a run. */
    public static SweepRow of(Map<String, String> parameters, String span, Score score) {
        return new SweepRow(
                parameters,
                span,
                score.netMinor(),
                score.sharpe(),
                score.maxDrawdown(),
                score.profitFactor(),
                score.trips().size(),
                digest(score.trips()));
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
