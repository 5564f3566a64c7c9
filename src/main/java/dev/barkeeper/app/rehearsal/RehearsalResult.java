package dev.barkeeper.app.rehearsal;

import java.util.List;
import java.util.Locale;

/**
 * What one rehearsal came to.
 *
 * @param heldMinutes settled bars with a position at the venue
 * @param violations what the audit found, at most {@value VenueAudit#MOST_VIOLATIONS}
 */
record RehearsalResult(
        String strategy,
        long bars,
        long decisionRows,
        long entries,
        long fills,
        long stopFills,
        long heldMinutes,
        long syntheticRows,
        double seconds,
        List<String> violations) {
    static final String HEADER = String.format(
            Locale.ROOT,
            "%-20s %8s %10s %8s %8s %6s %8s %10s %8s %8s  %s",
            "strategy",
            "bars",
            "decisions",
            "entries",
            "fills",
            "stops",
            "held min",
            "synthetic",
            "seconds",
            "bars/s",
            "audit");

    String row() {
        return String.format(
                Locale.ROOT,
                "%-20s %8d %10d %8d %8d %6d %8d %10d %8.1f %8.0f  %s",
                strategy,
                bars,
                decisionRows,
                entries,
                fills,
                stopFills,
                heldMinutes,
                syntheticRows,
                seconds,
                bars / seconds,
                violations.isEmpty() ? "clean" : violations.size() + " violations");
    }
}
