package dev.barkeeper.execution;

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

    private final OrderTracker tracker;
    private final StopRule rule;
    private final Instrument instrument;

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
     */
    public record Need(long contracts, long decisionE8, long entryE8, int widenings, long barMillis) {
        Direction direction() {
            return contracts > 0 ? Direction.LONG : Direction.SHORT;
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
        List<Tracked> stops = tracker.alive(leg -> leg == Leg.STOP);
        if (need.contracts() == 0) {
            stops.forEach(stop -> cancel(stop, out));
            lapseIntended(need, nowMillis);
            return stops.isEmpty() ? Protection.NOT_NEEDED : Protection.PENDING;
        }
        RequestShape wanted = shapeFor(need);
        boolean busy = false;
        for (Tracked stop : stops) {
            if (isExact(stop, wanted)) {
                return onExact(stop, stops, out);
            }
            busy |= stop.ticket().state().isOpenQuestion() || stop.isTriggered();
        }
        if (!busy && !tracker.isReductionUnbooked(nowMillis - FILL_OVERDUE_MILLIS)) {
            place(need, wanted, out, nowMillis);
        }
        return Protection.PENDING;
    }

    /** The others are too many. */
    private static Protection onExact(Tracked exact, List<Tracked> stops, List<Command> out) {
        for (Tracked stop : stops) {
            if (stop != exact) {
                cancel(stop, out);
            }
        }
        boolean doubtful = exact.lookUpRunning || exact.isWaiting;
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

    /** A triggered stop of ours that has not filled yet. */
    public Optional<Order> triggered() {
        return tracker.first(t -> t.isLive() && t.ticket().leg() == Leg.STOP && t.isTriggered() && !t.cancelRequested)
                .map(Tracked::order);
    }

    /** Cancels every live stop of ours. */
    public void cancelAll(List<Command> out) {
        tracker.alive(leg -> leg == Leg.STOP).forEach(stop -> cancel(stop, out));
    }

    private static boolean isExact(Tracked stop, RequestShape shape) {
        if (stop.ticket().state() != RequestState.WORKING || !stop.hasOrder() || stop.cancelRequested) {
            return false;
        }
        Order order = stop.order();
        OrderRequest wanted = shape.withId(stop.ticket().id());
        return order.side() == wanted.side()
                && order.type() == wanted.type()
                && order.leavesContracts() == wanted.contracts()
                && order.triggerE8() == wanted.triggerE8()
                && order.limitE8() == wanted.limitE8()
                && order.reduceOnly()
                && !order.triggered();
    }

    private void place(Need need, RequestShape wanted, List<Command> out, long nowMillis) {
        Optional<OrderTicket> intended = tracker.intendedStop();
        OrderTicket ticket = intended.isPresent()
                ? tracker.reshape(intended.get(), wanted, need.decisionE8(), nowMillis)
                : tracker.plan(need.barMillis(), Leg.STOP, need.decisionE8(), RequestState.PLANNED, wanted, nowMillis);
        out.add(new Command.Submit(ticket.request(), false));
    }

    private void lapseIntended(Need need, long nowMillis) {
        boolean entryAlive = tracker.isAlive(Leg::isEntry);
        if (!entryAlive && !tracker.hasUnmatchedFills()) {
            tracker.intendedStop()
                    .ifPresent(t -> tracker.change(t.id(), RequestState.LAPSED, "nothing was entered", nowMillis));
        }
    }

    private static void cancel(Tracked stop, List<Command> out) {
        if (stop.ticket().state() == RequestState.WORKING && !stop.cancelRequested && stop.hasOrder()) {
            stop.cancelRequested = true;
            out.add(new Command.Cancel(stop.ticket().id(), stop.order().orderId()));
        }
    }
}
