package dev.barkeeper.execution;

import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.Instrument;
import dev.barkeeper.model.Leg;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.OrderTicket;
import dev.barkeeper.model.RequestState;
import java.util.List;
import java.util.Optional;

/**
 * Keeps one live, reduce-only stop of exact size, side and price behind a position. A wrong stop is replaced by placing
 * the right one first and cancelling the wrong one once the right one is live, so that the position is never bare.
 */
public final class StopKeeper {
    /** How long a fill may lag behind the order's word before the position is protected as it is known. */
    private static final long FILL_OVERDUE_MILLIS = 2_000;

    static final long PAUSE_MILLIS = 2_000;

    /** So often a stop that protects the whole position is put right at once, then at that pace. */
    private static final int QUICK_REPLACEMENTS = 3;

    private static final long REPLACEMENT_PACE_MILLIS = 60_000;

    private final OrderTracker tracker;
    private final StopRule rule;
    private final Instrument instrument;
    /** What was last found exactly protected, and at which state of the tickets. */
    private Need exactNeed = Need.NONE;

    private long exactAtChange;
    /** The position that no further stop is tried for, and until when. */
    private long pausedContracts;

    private long pausedUntilMillis;
    /** What stops were replaced for, how often, and when the next one may be. */
    private Need replacedFor = exactNeed;

    private int replacements;
    private long nextReplacementMillis;

    public StopKeeper(OrderTracker tracker, StopRule rule, Instrument instrument) {
        this.tracker = tracker;
        this.rule = rule;
        this.instrument = instrument;
    }

    /**
     * What has to be protected.
     *
     * @param contracts signed
     * @param widenings how many retry steps further away than the rule says
     * @param barMillis the bar new requests are derived from
     * @param isDisturbed others have traded and the venue holds something else: a stop that seems too many may be the one
     *     that protects it, and stays until what is held is certain
     */
    public record Need(
            long contracts, long decisionE8, long entryE8, int widenings, long barMillis, boolean isDisturbed) {
        /** Of nothing. */
        public static final Need NONE = new Need(0, 0, 0, 0, 0, false);

        /** That need; this one where it is the same. */
        public Need as(
                long contracts, long decisionE8, long entryE8, int widenings, long barMillis, boolean isDisturbed) {
            boolean same = contracts == this.contracts
                    && decisionE8 == this.decisionE8
                    && entryE8 == this.entryE8
                    && widenings == this.widenings
                    && barMillis == this.barMillis
                    && isDisturbed == this.isDisturbed;
            return same ? this : new Need(contracts, decisionE8, entryE8, widenings, barMillis, isDisturbed);
        }

        Direction direction() {
            return contracts > 0 ? Direction.LONG : Direction.SHORT;
        }

        /** Whether the same stop protects both. */
        boolean hasStopOf(Need other) {
            return contracts == other.contracts
                    && decisionE8 == other.decisionE8
                    && entryE8 == other.entryE8
                    && widenings == other.widenings;
        }
    }

    /** How well the position is protected now. */
    public enum Protection {
        /** Nothing to protect and nothing left at the venue. */
        NOT_NEEDED,
        /** The exact stop is live and alone, as far as is known. */
        EXACT,
        /** A request or a triggered stop is under way. */
        PENDING
    }

    /** Adds what has to be done to {@code out} and says where things stand. */
    public Protection keep(Need need, List<Command> out, long nowMillis) {
        Standing standing = tracker.standing();
        if (need.contracts() == 0) {
            // it was that position's; the next one may have its size
            pausedUntilMillis = 0;
        }
        if (need.contracts() == 0 && standing.stops().isEmpty() && !standing.isStopIntended()) {
            return Protection.NOT_NEEDED;
        }
        if (need.contracts() != 0 && standing.changes() == exactAtChange && need.hasStopOf(exactNeed)) {
            return Protection.EXACT;
        }
        Protection protection = look(need, List.copyOf(standing.stops()), out, nowMillis);
        if (protection == Protection.EXACT) {
            exactNeed = need;
            exactAtChange = standing.changes();
        }
        return protection;
    }

    private Protection look(Need need, List<Tracked> stops, List<Command> out, long nowMillis) {
        if (need.contracts() == 0) {
            if (!need.isDisturbed()) {
                stops.forEach(stop -> cancel(stop, out));
            }
            lapseIntended(nowMillis);
            return stops.isEmpty() ? Protection.NOT_NEEDED : Protection.PENDING;
        }
        RequestShape wanted = shapeFor(need);
        Optional<Tracked> exact = Optional.empty();
        boolean busy = false;
        for (Tracked stop : stops) {
            boolean first = exact.isEmpty() || numberOf(stop) < numberOf(exact.get());
            if (first && isExact(stop, wanted)) {
                exact = Optional.of(stop);
            }
            busy |= stop.ticket().state().isOpenQuestion() || stop.isTriggered();
        }
        if (exact.isPresent()) {
            return onExact(exact.get(), stops, need, out);
        }
        boolean paused = need.contracts() == pausedContracts && nowMillis < pausedUntilMillis;
        if (!busy && !paused && !tracker.isReductionUnbooked(nowMillis - FILL_OVERDUE_MILLIS)) {
            boolean isCovered = keepBest(need, stops, out) == Math.abs(need.contracts());
            if (!isCovered || mayReplace(need, nowMillis)) {
                place(need, wanted, out, nowMillis);
            }
        }
        return Protection.PENDING;
    }

    /** Where a venue tells otherwise of each stop than it answered, replacing it would never end. */
    private boolean mayReplace(Need need, long nowMillis) {
        if (!need.hasStopOf(replacedFor)) {
            replacedFor = need;
            replacements = 0;
            nextReplacementMillis = 0;
        }
        if (nowMillis < nextReplacementMillis) {
            return false;
        }
        if (++replacements >= QUICK_REPLACEMENTS) {
            nextReplacementMillis = nowMillis + REPLACEMENT_PACE_MILLIS;
        }
        return true;
    }

    /**
     * Of several that are all wrong the one stays that protects best, the oldest of equals: where a venue takes none as it was
     * asked for, they would heap up, and one that does not only reduce turns a position.
     *
     * @return how many contracts the best one protects
     */
    private static long keepBest(Need need, List<Tracked> stops, List<Command> out) {
        Optional<Tracked> best = Optional.empty();
        for (Tracked stop : stops) {
            if (best.isEmpty() || protectedBy(stop, need) > protectedBy(best.get(), need)) {
                best = Optional.of(stop);
            }
        }
        for (Tracked stop : stops) {
            if (stop != best.get() && !need.isDisturbed()) {
                cancel(stop, out);
            }
        }
        return best.isPresent() ? protectedBy(best.get(), need) : 0;
    }

    private static long protectedBy(Tracked stop, Need need) {
        boolean reduces =
                stop.hasOrder() && stop.order().side() == need.direction().exitSide();
        return reduces && !stop.isCancelRequested()
                ? Math.min(stop.order().leavesContracts(), Math.abs(need.contracts()))
                : 0;
    }

    /** By it, and not by who came first here, two processes that believe in the same bot keep the same one of two stops. */
    private static long numberOf(Tracked stop) {
        return stop.ticket().id().number();
    }

    /** The others are too many. */
    private static Protection onExact(Tracked exact, List<Tracked> stops, Need need, List<Command> out) {
        for (Tracked stop : stops) {
            if (stop != exact && !need.isDisturbed()) {
                cancel(stop, out);
            }
        }
        boolean doubtful = exact.isLookUpRunning() || exact.isWaiting();
        return stops.size() == 1 && !doubtful ? Protection.EXACT : Protection.PENDING;
    }

    /** The stop order that would protect that need exactly. */
    public RequestShape shapeFor(Need need) {
        Direction direction = need.direction();
        long trigger = rule.triggerE8(instrument, direction, need.decisionE8(), need.entryE8(), need.widenings());
        long limit = rule.limitE8(instrument, direction, trigger);
        long contracts = Math.abs(need.contracts());
        return id -> OrderRequest.stop(
                id, instrument.symbol(), direction.exitSide(), contracts, trigger, limit, rule.trigger());
    }

    /**
     * Tries no further stop for that position for two seconds: the venue sees nothing to reduce, and is read first, or it took
     * none of many and goes on refusing.
     */
    public void pause(long contracts, long nowMillis) {
        pausedContracts = contracts;
        pausedUntilMillis = nowMillis + PAUSE_MILLIS;
    }

    /** The sooner of both times has come, by its alarm: in lock-step that rings while the venue's clock stands still. */
    public void onTryDue() {
        if (pausedUntilMillis != 0 && (nextReplacementMillis == 0 || pausedUntilMillis <= nextReplacementMillis)) {
            pausedUntilMillis = 0;
        } else {
            nextReplacementMillis = 0;
        }
    }

    /** When a stop may be tried again after a pause, or replaced once more, whichever is sooner; in the past when neither waits. */
    public long nextTryMillis(long nowMillis) {
        long sooner = Math.min(pausedUntilMillis, nextReplacementMillis);
        return sooner > nowMillis ? sooner : Math.max(pausedUntilMillis, nextReplacementMillis);
    }

    /**
     * A stop of ours that has been set off and has not filled as a whole.
     *
     * @param sinceMillis the venue's stamp of the first word of it
     */
    public record Triggered(ClientOrderId id, long sinceMillis) {}

    /** The one that is not being cancelled yet. */
    public Optional<Triggered> triggered() {
        List<Tracked> stops = tracker.standing().stops();
        for (int i = 0; i < stops.size(); i++) {
            Tracked stop = stops.get(i);
            if (stop.isTriggered() && !stop.isCancelRequested()) {
                return Optional.of(new Triggered(stop.ticket().id(), stop.triggeredMillis()));
            }
        }
        return Optional.empty();
    }

    /** Cancels every live stop of ours. */
    public void cancelAll(List<Command> out) {
        List.copyOf(tracker.standing().stops()).forEach(stop -> cancel(stop, out));
    }

    private static boolean isExact(Tracked stop, RequestShape shape) {
        if (stop.ticket().state() != RequestState.WORKING || !stop.hasOrder() || stop.isCancelRequested()) {
            return false;
        }
        Order order = stop.order();
        OrderRequest wanted = shape.withId(stop.ticket().id());
        return order.side() == wanted.side()
                && order.type() == wanted.type()
                && order.leavesContracts() == wanted.contracts()
                && order.reduceOnly()
                && !order.triggered()
                && (stop.isFound() || isPricedAs(stop, wanted));
    }

    /**
     * Not asked of a stop that was found under our name: whoever placed it knew what price was decided on, which we can only
     * guess, and two processes that each put it right would take it from the position by turns.
     */
    private static boolean isPricedAs(Tracked stop, OrderRequest wanted) {
        // which price sets it off is in our request only
        return stop.ticket().request().trigger() == wanted.trigger()
                && stop.order().triggerE8() == wanted.triggerE8()
                && stop.order().limitE8() == wanted.limitE8();
    }

    private void place(Need need, RequestShape wanted, List<Command> out, long nowMillis) {
        Optional<OrderTicket> intended = tracker.intendedStop();
        OrderTicket ticket = intended.isPresent()
                ? tracker.reshape(intended.get(), wanted, need.decisionE8(), nowMillis)
                : tracker.plan(need.barMillis(), Leg.STOP, need.decisionE8(), RequestState.PLANNED, wanted, nowMillis);
        out.add(new Command.Submit(ticket.request(), false));
    }

    private void lapseIntended(long nowMillis) {
        boolean entryAlive = tracker.standing().isEntryAlive();
        if (!entryAlive && !tracker.hasUnmatchedFills()) {
            tracker.intendedStop()
                    .ifPresent(t -> tracker.change(t.id(), RequestState.LAPSED, "nothing was entered", nowMillis));
        }
    }

    private static void cancel(Tracked stop, List<Command> out) {
        if (stop.ticket().state() == RequestState.WORKING && !stop.isCancelRequested() && stop.hasOrder()) {
            stop.setCancelRequested(true);
            out.add(new Command.Cancel(stop.ticket().id(), stop.order().orderId()));
        }
    }
}
