package dev.barkeeper.app.rehearsal;

import dev.barkeeper.paper.PaperOrder;
import dev.barkeeper.paper.PaperVenue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Looks at the venue's own books each time the bot says that a bar is settled. Used by one thread at a time. */
final class VenueAudit {
    static final int MOST_VIOLATIONS = 20;

    private final PaperVenue venue;
    private final long account;
    private final String symbol;
    private final List<String> violations = new ArrayList<>();
    private long settledBars;
    private long heldMinutes;
    private long lastSettledMillis;

    VenueAudit(PaperVenue venue, long account, String symbol) {
        this.venue = venue;
        this.account = account;
        this.symbol = symbol;
    }

    synchronized void onSettled(long barMillis) {
        if (barMillis <= lastSettledMillis) {
            violate(barMillis, "settled twice");
        }
        lastSettledMillis = barMillis;
        settledBars++;
        long contracts = contracts();
        List<PaperOrder> open = venue.openOrders(account);
        if (contracts == 0) {
            if (!open.isEmpty()) {
                violate(barMillis, "flat, but open orders " + open);
            }
            return;
        }
        heldMinutes++;
        boolean exact = open.size() == 1 && isExactStop(open.get(0), contracts);
        if (!exact) {
            violate(barMillis, "position " + contracts + " behind " + open);
        }
    }

    long contracts() {
        return venue.positions(account).stream()
                .filter(position -> position.symbol().equals(symbol))
                .mapToLong(position -> position.contracts())
                .sum();
    }

    synchronized void violate(long barMillis, String what) {
        if (violations.size() < MOST_VIOLATIONS) {
            violations.add(Instant.ofEpochMilli(barMillis) + " " + what);
        }
    }

    synchronized long settledBars() {
        return settledBars;
    }

    synchronized long heldMinutes() {
        return heldMinutes;
    }

    synchronized long lastSettledMillis() {
        return lastSettledMillis;
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    private static boolean isExactStop(PaperOrder order, long contracts) {
        return order.type().isTriggered()
                && order.isOpen()
                && !order.triggered()
                && order.isReducing()
                && order.leavesContracts() == Math.abs(contracts)
                && order.side().sign() == -Long.signum(contracts);
    }
}
