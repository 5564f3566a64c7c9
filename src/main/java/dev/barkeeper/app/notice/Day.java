package dev.barkeeper.app.notice;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * One day of a bot, midnight to midnight of venue time. Money in the settlement currency's minor units.
 *
 * @param dayMillis its midnight, epoch milliseconds UTC; 0 before the first bar
 * @param decisions bars decided on
 * @param synthetic times the position moved from outside
 * @param roundTrips positions that were closed
 * @param stopsHit fills of protective stops
 * @param failed requests that were refused
 * @param realisedMinor before fees
 * @param feesMinor paid
 * @param fundingMinor paid (negative: received)
 * @param equity profit after fees and funding, what is open included, at most one point every five minutes
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Day(
        long dayMillis,
        int decisions,
        int synthetic,
        int orders,
        int fills,
        int roundTrips,
        int stopsHit,
        int failed,
        long realisedMinor,
        long feesMinor,
        long fundingMinor,
        List<Point> equity) {
    static final Day NONE = new Day(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of());

    /** Profit at a bar's end. */
    public record Point(long barMillis, long profitMinor) {}

    public Day {
        equity = equity == null ? List.of() : List.copyOf(equity);
    }

    /** What came in after everything that was paid; what is open does not count. */
    public long profitMinor() {
        return realisedMinor - feesMinor - fundingMinor;
    }
}
