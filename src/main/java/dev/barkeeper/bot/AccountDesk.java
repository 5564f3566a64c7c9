package dev.barkeeper.bot;

import dev.barkeeper.exchange.AccountSnapshot;
import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.execution.Command;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.OrderTicket;
import dev.barkeeper.model.Payment;
import dev.barkeeper.model.Position;
import dev.barkeeper.model.PositionRow;
import java.util.List;
import java.util.Optional;

/** Takes in what is read of the venue: orders as they are, fills and payments, position and account. */
final class AccountDesk {
    private static final long AGAIN_MILLIS = 1_000;
    private static final long FIRST_START_LOOK_BACK_MILLIS = 24 * 60 * 60 * 1_000L;
    private static final long MISSING_LOOK_BACK_MILLIS = 60 * 60 * 1_000L;

    private static final int FAILURES_UNTIL_ALERT = 5;
    private static final long ROW_TOO_LATE_MILLIS = 120_000;
    /** No stamp of a clock that is merely not ours. */
    private static final long FAR_AHEAD_MILLIS = 120_000;
    /** Number of the alarm that reads the account while the stream is down. */
    private static final long BLIND = 1;

    private static final long BLIND_PACE_MILLIS = 2_000;
    /** About half a minute of reading again. */
    private static final int READINGS_UNTIL_WRITTEN_OFF = 30;

    private final Parts parts;
    private final BotMemory memory;
    private final String emi;
    /** Of the rows of this connection. */
    private long newestRowMillis;

    private int fetchFailures;
    /** Since the last round or reading that came to its end. */
    private boolean isRetriedAtOnce;

    private int doubtfulReadings;

    AccountDesk(Parts parts) {
        this.parts = parts;
        memory = parts.memory();
        emi = parts.rules().key().emi();
    }

    /** The time to read account or fills again has come. */
    void onFetchDue(Effects effects) {
        memory.fetchPaused = false;
        if (parts.reconciler().isPaused()) {
            parts.reconciler().resume(effects.commands);
        } else if (parts.tracker().hasUnmatchedFills()) {
            memory.needsRound = true;
        }
    }

    /** What was filled before the stream was up it never tells: a round that waited for that reads it at once. */
    void onConnected(Effects effects) {
        // a venue that was away may come back with its clock set back
        newestRowMillis = 0;
        if (parts.reconciler().isPaused()) {
            memory.fetchPaused = false;
            parts.reconciler().resume(effects.commands);
        }
    }

    /** A doubt is gone that a round waited for. */
    void onDoubtResolved(Effects effects) {
        if (parts.reconciler().isPaused()
                && !memory.fetchPaused
                && !parts.tracker().isInDoubt()) {
            parts.reconciler().resume(effects.commands);
        }
    }

    void onPositionRowDue(long barMillis, Effects effects, long nowMillis) {
        memory.rowDueMillis = barMillis;
        parts.verifier().want();
        if (!areFillsKnown() && !parts.reconciler().isRunning()) {
            effects.commands.add(new Command.FetchFills(fillsFrom(nowMillis)));
        }
    }

    /** Whether none was heard of that is not known by a reading as well. */
    boolean areFillsKnown() {
        return memory.newestExecutionMillis <= memory.fillsKnownToMillis;
    }

    void onVerifyDue(long number, Effects effects, long nowMillis) {
        if (number == BLIND) {
            if (memory.isConnected) {
                return;
            }
            watchBlindly(effects, nowMillis);
        }
        parts.verifier().want();
        memory.needsRound |= memory.venueContracts != parts.ledger().contracts();
    }

    /** Without the stream nobody tells of a stop that went or a trade from outside: ask often. */
    static void watchBlindly(Effects effects, long nowMillis) {
        effects.ringAt(new Alarm(Alarm.Kind.VERIFY, BLIND), nowMillis + BLIND_PACE_MILLIS);
    }

    void onOrder(Order order, long nowMillis) {
        if (parts.tracker().onOrder(order, nowMillis)) {
            parts.verifier().onChange();
        }
    }

    void book(Fill fill, Effects effects) {
        if (!parts.tracker().remember(fill)) {
            return;
        }
        effects.keep(fill);
        memory.newestExecutionMillis = Math.max(memory.newestExecutionMillis, fill.atMillis());
        if (parts.tracker().isOwn(fill.clientId())) {
            parts.reconciler().disturb();
        } else {
            parts.reconciler().disturbByOthers();
            memory.onForeignFill(fill.execId() + " " + fill.side() + " " + fill.lastContracts() + " by "
                    + (fill.clientId().isPresent() ? fill.clientId().get().text() : "somebody else"));
            parts.verifier().want();
            return;
        }
        long before = parts.ledger().contracts();
        parts.ledger().apply(fill);
        long after = parts.ledger().contracts();
        parts.verifier().onChange();
        if (after == 0) {
            memory.onFlat();
        } else if (Long.signum(before) != Long.signum(after)) {
            onOpened(fill);
        }
    }

    private void onOpened(Fill fill) {
        Optional<OrderTicket> ticket = parts.tracker().ticket(fill.clientId().get());
        long decisionE8 = ticket.isPresent() ? ticket.get().decisionE8() : 0;
        memory.decisionE8 = decisionE8 > 0 ? decisionE8 : fill.lastE8();
        memory.heldSinceMillis = ticket.isPresent() ? ticket.get().barMillis() : fill.atMillis();
        memory.stopWidenings = 0;
    }

    void book(Payment payment, Effects effects) {
        if (parts.tracker().remember(payment)) {
            effects.keep(payment);
            memory.newestExecutionMillis = Math.max(memory.newestExecutionMillis, payment.atMillis());
        }
    }

    Optional<Position> onFills(ExchangeReport.FillsFetched fetched, Effects effects, long nowMillis) {
        isRetriedAtOnce = false;
        fetched.fills().forEach(fill -> book(fill, effects));
        fetched.payments().forEach(payment -> book(payment, effects));
        noteKnownTo(fetched, nowMillis);
        memory.fillReadings--;
        if (memory.fillReadings > 0) {
            // a later reading is under way, and only that one is newer than the account's
            return Optional.empty();
        }
        boolean inDoubt = parts.tracker().isInDoubt();
        Optional<Position> certain =
                parts.reconciler().onFills(inDoubt, parts.ledger().contracts(), effects.commands);
        if (parts.reconciler().isPaused()) {
            effects.ringAt(new Alarm(Alarm.Kind.FETCH, 0), nowMillis + AGAIN_MILLIS);
            writeOffMissingFills(effects);
            return parts.reconciler().meanwhile(inDoubt);
        }
        doubtfulReadings = 0;
        return certain;
    }

    private void noteKnownTo(ExchangeReport.FillsFetched fetched, long nowMillis) {
        fetched.fills().forEach(fill -> noteKnownTo(fill.atMillis(), nowMillis));
        fetched.payments().forEach(payment -> noteKnownTo(payment.atMillis(), nowMillis));
    }

    /** One that is dated ahead of the venue's clock would have all before it passed over, until that time has come. */
    private void noteKnownTo(long atMillis, long nowMillis) {
        if (atMillis <= nowMillis) {
            memory.fillsKnownToMillis = Math.max(memory.fillsKnownToMillis, atMillis);
        }
    }

    /** A venue whose history never shows what an order claims must not keep the bot from deciding for ever. */
    private void writeOffMissingFills(Effects effects) {
        boolean onlyFillsMissing =
                !parts.tracker().hasOpenQuestion() && parts.tracker().hasUnmatchedFills();
        if (onlyFillsMissing && ++doubtfulReadings >= READINGS_UNTIL_WRITTEN_OFF) {
            doubtfulReadings = 0;
            parts.tracker().writeOffUnmatched();
            effects.problem(
                    "fills.missing",
                    emi + ": the venue's history lacks fills that its orders claim; its position counts",
                    "read " + READINGS_UNTIL_WRITTEN_OFF + " times; compare fills and orders with the venue's");
        }
    }

    void onAccount(AccountSnapshot snapshot, Effects effects, long nowMillis) {
        onFetched(effects);
        isRetriedAtOnce &= parts.reconciler().isRunning();
        Position position = snapshot.position();
        boolean fresh = parts.verifier().onAnswer(position, parts.ledger().contracts());
        List<Order> open = snapshot.openOrders();
        for (int i = 0; i < open.size(); i++) {
            onOrder(open.get(i), nowMillis);
        }
        if (fresh) {
            parts.follower().onOpenOrders(open, effects.commands, nowMillis);
            memory.venueContracts = position.contracts();
        }
        if (parts.reconciler().isRunning()) {
            parts.reconciler().onAccount(snapshot, fillsFrom(nowMillis), effects.commands);
        } else if (fresh && position.contracts() != parts.ledger().contracts()) {
            memory.needsRound = true;
        }
        writeRow(position, effects, nowMillis);
    }

    /** Writes the row of the newest bar decided on. */
    void writeRowAtOnce(Position position, Effects effects, long nowMillis) {
        memory.rowDueMillis = memory.lastDecidedMillis;
        writeRow(position, effects, nowMillis);
    }

    /** A row that is due since long would tell of another time: it is left out, and its bar is done without it. */
    private void writeRow(Position position, Effects effects, long nowMillis) {
        if (memory.rowDueMillis == 0) {
            return;
        }
        if (nowMillis < memory.rowDueMillis + ROW_TOO_LATE_MILLIS) {
            effects.keep(new PositionRow(memory.rowDueMillis, position));
        }
        memory.rowBarMillis = memory.rowDueMillis;
        memory.rowDueMillis = 0;
    }

    /** A row that another one overtook on its way tells of what was before. */
    void onPosition(Position position, Effects effects, long nowMillis) {
        if (position.atMillis() < newestRowMillis) {
            return;
        }
        if (position.atMillis() < nowMillis + FAR_AHEAD_MILLIS) {
            // one that is dated far ahead would have all that come after it left out
            newestRowMillis = position.atMillis();
        }
        memory.venueContracts = position.contracts();
        if (position.contracts() != parts.ledger().contracts()) {
            effects.ringAt(new Alarm(Alarm.Kind.VERIFY, 0), nowMillis + AGAIN_MILLIS);
        }
    }

    void onFetchFailed(String cause, Effects effects, long nowMillis) {
        parts.reconciler().onFailure();
        memory.fetchPaused = true;
        // one that was lost has taken its time: a stop may wait for it
        long wait = isRetriedAtOnce ? AGAIN_MILLIS : 0;
        isRetriedAtOnce = true;
        effects.ringAt(new Alarm(Alarm.Kind.FETCH, 0), nowMillis + wait);
        if (++fetchFailures == FAILURES_UNTIL_ALERT) {
            memory.isVenueSilent = true;
            effects.problem("venue.unreachable", emi + ": venue does not answer", cause);
        }
    }

    private void onFetched(Effects effects) {
        if (fetchFailures >= FAILURES_UNTIL_ALERT) {
            effects.recovered("venue.unreachable", emi + ": venue answers again");
        }
        memory.isVenueSilent = false;
        fetchFailures = 0;
    }

    /**
     * Not from the newest execution heard of: the stream may have lost one before it. Further back where an order claims
     * a fill that is not there: a history may show a row behind newer ones that were read already. No further than the
     * tracker knows fills by their ids, which would be booked twice.
     */
    private long fillsFrom(long nowMillis) {
        if (memory.fillsKnownToMillis == 0) {
            return Math.max(0, nowMillis - FIRST_START_LOOK_BACK_MILLIS);
        }
        if (!parts.tracker().hasUnmatchedFills()) {
            return memory.fillsKnownToMillis;
        }
        long lookBack = Math.max(
                memory.fillsKnownToMillis - MISSING_LOOK_BACK_MILLIS,
                parts.tracker().fillsKnownFromMillis());
        return Math.min(memory.fillsKnownToMillis, lookBack);
    }
}
