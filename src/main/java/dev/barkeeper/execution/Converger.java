package dev.barkeeper.execution;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.Instrument;
import dev.barkeeper.model.Leg;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.OrderTicket;
import dev.barkeeper.model.RequestState;
import dev.barkeeper.model.Side;
import java.util.List;
import java.util.Optional;

/**
 * Turns what is wanted (leave, a protected position, an entry) into the requests that are still missing, in that order:
 * first out, then the stop, then in. Used by one thread.
 */
public final class Converger {
    private static final int QUICK_EXITS = 3;
    private static final long EXIT_PACE_MILLIS = 1_000;

    private final OrderTracker tracker;
    private final StopKeeper keeper;
    private final Instrument instrument;
    private Exit exit = Exit.NONE;
    private Optional<Entry> entry = Optional.empty();
    private int exitAttempts;
    private long nextExitMillis;

    public Converger(OrderTracker tracker, StopKeeper keeper, Instrument instrument) {
        this.tracker = tracker;
        this.keeper = keeper;
        this.instrument = instrument;
    }

    public Exit exit() {
        return exit;
    }

    public Optional<Entry> entry() {
        return entry;
    }

    /**
     * Goes on leaving where an earlier run was at it: its request is under way, which may fill in part, or has ended without
     * having left all that was held.
     *
     * @param decidedMillis the last bar decided on: what was left before it was decided on anew
     * @param contracts the bot's position, signed
     */
    public void restore(long decidedMillis, long contracts) {
        if (tracker.standing().isExitAlive()) {
            exit = tracker.any(t -> t.isLive() && t.ticket().leg() == Leg.FLATTEN) ? Exit.FLATTEN : Exit.LEAVE;
            return;
        }
        tracker.newestExit()
                .filter(ticket -> ticket.barMillis() >= decidedMillis
                        && ticket.state() != RequestState.FILLED
                        && ticket.request().side().sign() == -Long.signum(contracts))
                .ifPresent(ticket -> exit = ticket.leg() == Leg.FLATTEN ? Exit.FLATTEN : Exit.LEAVE);
    }

    /** Wants out; a flatten is never weakened to a leave. */
    public void wantOut(Exit how) {
        if (exit == Exit.NONE) {
            exitAttempts = 0;
            nextExitMillis = 0;
        }
        if (exit != Exit.FLATTEN) {
            exit = how;
        }
    }

    /** What was being left is gone, and what is there now is not to be left for its sake. */
    public void dropExit() {
        exit = Exit.NONE;
    }

    /** Wants in, once the position is flat. */
    public void wantIn(Entry wanted) {
        entry = Optional.of(wanted);
    }

    /** Does not want in any more. */
    public void dropEntry() {
        entry = Optional.empty();
    }

    /**
     * The venue holds nothing that way: its position is read before the next try, which would leave that in doubt again. A
     * round that was waiting begins within a second.
     */
    public void onNothingToReduce(long contracts, long nowMillis) {
        keeper.pause(contracts, nowMillis);
        nextExitMillis = nowMillis + StopKeeper.PAUSE_MILLIS;
    }

    /** Whether a request to leave has not ended. */
    public boolean isExitAlive() {
        return tracker.standing().isExitAlive();
    }

    /**
     * Adds the missing requests.
     *
     * @return how well the position is protected
     */
    public StopKeeper.Protection converge(StopKeeper.Need need, List<Command> out, long nowMillis) {
        leave(need, out, nowMillis);
        StopKeeper.Protection protection =
                need.contracts() != 0 && tracker.standing().isExitInDoubt()
                        ? StopKeeper.Protection.PENDING
                        : keeper.keep(need, out, nowMillis);
        enter(need, out, nowMillis);
        return protection;
    }

    /** The next attempt's time has come, by its alarm: in lock-step that rings while the venue's clock stands still. */
    public void onExitDue() {
        nextExitMillis = 0;
    }

    /** When the next attempt to leave is due; 0 when none waits. */
    public long nextExitMillis() {
        return exit == Exit.NONE ? 0 : nextExitMillis;
    }

    private void leave(StopKeeper.Need need, List<Command> out, long nowMillis) {
        if (need.contracts() == 0) {
            exit = Exit.NONE;
            return;
        }
        if (exit == Exit.NONE || isExitBlocked(nowMillis)) {
            return;
        }
        if (exitAttempts++ >= QUICK_EXITS) {
            exit = Exit.FLATTEN;
            nextExitMillis = nowMillis + EXIT_PACE_MILLIS;
        }
        Side side = need.contracts() > 0 ? Side.SELL : Side.BUY;
        long contracts = Math.abs(need.contracts());
        boolean flatten = exit == Exit.FLATTEN;
        RequestShape shape = flatten
                ? id -> OrderRequest.flatten(id, instrument.symbol(), side)
                : id -> OrderRequest.leave(id, instrument.symbol(), side, contracts);
        Leg leg = flatten ? Leg.FLATTEN : Leg.LEAVE;
        send(tracker.plan(need.barMillis(), leg, need.decisionE8(), RequestState.PLANNED, shape, nowMillis), out);
    }

    /** One exit request at a time, and none while fills are missing that may have done its work. */
    private boolean isExitBlocked(long nowMillis) {
        return nowMillis < nextExitMillis || tracker.standing().isExitAlive() || tracker.hasUnmatchedFills();
    }

    private void enter(StopKeeper.Need need, List<Command> out, long nowMillis) {
        if (entry.isEmpty() || exit != Exit.NONE || need.contracts() != 0) {
            return;
        }
        if (tracker.standing().isExitAlive() || tracker.standing().isEntryAlive() || tracker.hasUnmatchedFills()) {
            return;
        }
        Entry wanted = entry.get();
        entry = Optional.empty();
        if (nowMillis >= wanted.barMillis() + Bar.MINUTE_MILLIS) {
            return;
        }
        Direction direction = wanted.direction();
        Leg leg = direction == Direction.LONG ? Leg.ENTER_LONG : Leg.ENTER_SHORT;
        OrderTicket ticket = tracker.plan(
                wanted.barMillis(),
                leg,
                wanted.decisionE8(),
                RequestState.PLANNED,
                id -> OrderRequest.market(id, instrument.symbol(), direction.entrySide(), wanted.contracts()),
                nowMillis);
        planStop(wanted, nowMillis);
        send(ticket, out);
    }

    /** The stop's intent is committed with its entry; price and size follow from the fill. */
    private void planStop(Entry wanted, long nowMillis) {
        StopKeeper.Need expected = new StopKeeper.Need(
                wanted.direction().sign() * wanted.contracts(),
                wanted.decisionE8(),
                wanted.decisionE8(),
                0,
                wanted.barMillis(),
                false);
        tracker.intendedStop().ifPresent(t -> tracker.change(t.id(), RequestState.LAPSED, "a newer entry", nowMillis));
        tracker.plan(
                wanted.barMillis(),
                Leg.STOP,
                wanted.decisionE8(),
                RequestState.INTENDED,
                keeper.shapeFor(expected),
                nowMillis);
    }

    private static void send(OrderTicket ticket, List<Command> out) {
        out.add(new Command.Submit(ticket.request(), ticket.leg().isEntry()));
    }
}
