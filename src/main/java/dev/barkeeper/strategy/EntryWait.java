package dev.barkeeper.strategy;

import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.E8;
import java.util.List;
import java.util.Optional;

/**
 * The wait before a long entry, read from the bot's own decision rows so that a restart keeps it: the unbroken run of
 * {@code active} long rows up to the newest one, rows older than 360 s (before the bar that is decided on) not counted.
 * After five of them the wait is over. Synthetic rows are no decisions of the strategy and are passed over.
 *
 * @param rows how many there are, above 0
 * @param firstMarketE8 the market price of the first of them (of the last five)
 */
record EntryWait(int rows, long firstMarketE8) {
    private static final int ROWS_TO_WAIT = 5;
    private static final long OLDEST_MILLIS = 360_000;
    private static final long RISE_E8 = 10 * E8.ONE;

    /** Empty when not waiting. */
    static Optional<EntryWait> of(Moment moment) {
        List<Decision> recent = moment.recentDecisions();
        int rows = 0;
        long firstMarketE8 = 0;
        for (int i = recent.size() - 1; i >= 0 && rows < ROWS_TO_WAIT; i--) {
            Decision row = recent.get(i);
            if (row.synthetic() || row.direction() == Direction.SHORT) {
                continue;
            }
            if (!row.active() || moment.bar().closeMillis() - row.barMillis() > OLDEST_MILLIS) {
                break;
            }
            rows++;
            firstMarketE8 = row.marketE8();
        }
        return rows == 0 ? Optional.empty() : Optional.of(new EntryWait(rows, firstMarketE8));
    }

    boolean isOver() {
        return rows == ROWS_TO_WAIT;
    }

    /** Whether the market is at least 10 price units above the first row's. */
    boolean hasRisen(long marketE8) {
        return marketE8 - firstMarketE8 >= RISE_E8;
    }
}
