package dev.barkeeper.bot;

import dev.barkeeper.journal.SavedState;
import dev.barkeeper.ledger.Ledger;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.BotMode;
import dev.barkeeper.model.BotState;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What a bot keeps in mind between events, beside orders and position. Owned by the bot. */
final class BotMemory {
    private static final int FOREIGN_KEPT = 5;

    BotMode mode;
    long decisionE8;
    long heldSinceMillis;
    int stopWidenings;
    long lastDecidedMillis;
    /** Bar whose position row was written last. */
    long rowBarMillis;
    /** Bar whose position row is due with the next account read; 0 when none. */
    long rowDueMillis;

    long marketE8;
    long venueContracts;
    /** Transaction time of the newest execution heard of, by whatever way. */
    long newestExecutionMillis;
    /** Up to here every execution is known; see {@link BotState#fillsKnownToMillis}. */
    long fillsKnownToMillis;
    /** How many readings of the fills are under way. */
    int fillReadings;

    boolean isConnected;
    boolean isStoreAvailable = true;
    boolean isStopping;
    /** What the venue holds must be learned before anything is decided. */
    boolean needsRound = true;

    boolean fetchPaused;
    boolean isVenueSilent;
    /** Fills of others since the position was last certain, for people. */
    final Deque<String> foreignFills = new ArrayDeque<>();

    private final RecentDecisions recent = new RecentDecisions();
    private boolean reconciledOnce;
    private Optional<BotState> kept;

    BotMemory(SavedState saved) {
        BotState state = saved.state();
        mode = state.mode();
        decisionE8 = state.decisionE8();
        heldSinceMillis = state.heldSinceMillis();
        stopWidenings = state.stopWidenings();
        lastDecidedMillis = state.lastDecidedMillis();
        rowBarMillis = lastDecidedMillis;
        // whether the last bar's row was written before the end is not known; writing it again is harmless
        rowDueMillis = lastDecidedMillis;
        newestExecutionMillis = saved.newestExecutionMillis();
        fillsKnownToMillis = state.fillsKnownToMillis();
        recent.take(saved.recentDecisions());
        kept = Optional.of(state);
    }

    /** The bar that requests made now are derived from. */
    long currentBar(long nowMillis) {
        return lastDecidedMillis > 0 ? lastDecidedMillis : nowMillis - Math.floorMod(nowMillis, Bar.MINUTE_MILLIS);
    }

    boolean reconciledOnce() {
        reconciledOnce |= !needsRound;
        return reconciledOnce;
    }

    /** The newest, oldest first; what is there at the time of reading. */
    List<Decision> recentDecisions() {
        return recent;
    }

    void onDecided(long barMillis, List<Decision> rows) {
        lastDecidedMillis = barMillis;
        recent.take(rows);
    }

    void onAdopted(Position venue, long barMillis, List<Decision> rows) {
        decisionE8 = venue.averageE8();
        heldSinceMillis = venue.contracts() == 0 ? 0 : barMillis;
        stopWidenings = 0;
        foreignFills.clear();
        recent.take(rows);
    }

    void onFlat() {
        decisionE8 = 0;
        heldSinceMillis = 0;
        stopWidenings = 0;
    }

    void onForeignFill(String text) {
        foreignFills.addLast(text);
        if (foreignFills.size() > FOREIGN_KEPT) {
            foreignFills.removeFirst();
        }
    }

    void touch() {
        kept = Optional.empty();
    }

    /** The state row when it is not as it was last kept. */
    Optional<BotState> drainState(Ledger ledger) {
        if (kept.isPresent() && isStill(kept.get(), ledger)) {
            return Optional.empty();
        }
        kept = Optional.of(new BotState(
                mode,
                ledger.adoptedContracts(),
                ledger.averageE8(),
                decisionE8,
                heldSinceMillis,
                stopWidenings,
                lastDecidedMillis,
                fillsKnownToMillis));
        return kept;
    }

    private boolean isStill(BotState state, Ledger ledger) {
        return state.mode() == mode
                && state.adoptedContracts() == ledger.adoptedContracts()
                && state.entryE8() == ledger.averageE8()
                && state.decisionE8() == decisionE8
                && state.heldSinceMillis() == heldSinceMillis
                && state.stopWidenings() == stopWidenings
                && state.lastDecidedMillis() == lastDecidedMillis
                && state.fillsKnownToMillis() == fillsKnownToMillis;
    }

    List<String> troubles() {
        List<String> troubles = new ArrayList<>();
        if (!isConnected) {
            troubles.add("private stream is down");
        }
        if (isVenueSilent) {
            troubles.add("venue does not answer");
        }
        if (!isStoreAvailable) {
            troubles.add("database does not answer");
        }
        return troubles;
    }
}
