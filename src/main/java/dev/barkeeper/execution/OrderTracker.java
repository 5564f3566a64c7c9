package dev.barkeeper.execution;

import dev.barkeeper.journal.SavedState;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Leg;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.OrderTicket;
import dev.barkeeper.model.OrderType;
import dev.barkeeper.model.RequestState;
import dev.barkeeper.model.TriggerPrice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Every request of one bot that matters still, and every execution seen lately. Used by one thread. */
public final class OrderTracker {
    private static final int ENDED_KEPT = 400;
    private static final int EXECUTIONS_KEPT = 10_000;
    private static final long LEGS_AND_ATTEMPTS = 10_000;

    private final String emi;
    private final Map<ClientOrderId, Tracked> all = new LinkedHashMap<>();
    private final Set<String> executions = new LinkedHashSet<>();
    private final Map<ClientOrderId, OrderTicket> changedTickets = new LinkedHashMap<>();
    private final Map<String, Order> changedOrders = new LinkedHashMap<>();

    public OrderTracker(String emi) {
        this.emi = emi;
    }

    /** Takes up where an earlier run stopped; what was planned or in flight then is a question now. */
    public void restore(List<OrderTicket> tickets, List<Fill> fills, long nowMillis) {
        for (OrderTicket ticket : tickets) {
            Tracked tracked = new Tracked(ticket);
            all.put(ticket.id(), tracked);
            if (ticket.state().isOpenQuestion() || ticket.state() == RequestState.WORKING) {
                change(tracked, RequestState.UNKNOWN, "restart", nowMillis);
            }
        }
        for (Fill fill : fills) {
            remember(fill);
        }
        if (fills.size() >= SavedState.RECENT_FILLS) {
            // older fills were not loaded, so what ended long ago cannot be matched again
            all.values().stream()
                    .filter(t -> t.ticket().state().isTerminal())
                    .forEach(t -> t.bookedContracts = t.ticket().filledContracts());
        }
    }

    /** Whether the id carries this bot's name. */
    public boolean isOwn(Optional<ClientOrderId> id) {
        return id.isPresent() && id.get().emi().equals(emi);
    }

    public Optional<OrderTicket> ticket(ClientOrderId id) {
        return Optional.ofNullable(all.get(id)).map(Tracked::ticket);
    }

    /** A new ticket with the next attempt's id of that bar and leg. */
    public OrderTicket plan(
            long barMillis, Leg leg, long decisionE8, RequestState state, RequestShape shape, long nowMillis) {
        int attempt = nextAttempt(barMillis, leg);
        OrderRequest request = shape.withId(ClientOrderId.derive(emi, barMillis, leg, attempt));
        OrderTicket ticket = new OrderTicket(request, barMillis, leg, attempt, decisionE8, state, "", 0, "", nowMillis);
        put(new Tracked(ticket));
        return ticket;
    }

    /** The intended stop takes its true shape under the id it was committed with. */
    OrderTicket reshape(OrderTicket intended, RequestShape shape, long decisionE8, long nowMillis) {
        OrderTicket ticket = new OrderTicket(
                shape.withId(intended.id()),
                intended.barMillis(),
                intended.leg(),
                intended.attempt(),
                decisionE8,
                RequestState.PLANNED,
                "",
                0,
                "",
                nowMillis);
        put(new Tracked(ticket));
        return ticket;
    }

    /** Whether anything of ours has a fate that is not known. */
    public boolean hasOpenQuestion() {
        return any(t -> t.ticket().state().isOpenQuestion());
    }

    /** Whether the venue speaks of more filled than fills were booked. */
    public boolean hasUnmatchedFills() {
        return any(t -> t.ticket().filledContracts() > t.bookedContracts);
    }

    /** Whether a stop or a leave was filled by the venue's word since then and its fill is still to come. */
    boolean isReductionUnbooked(long sinceMillis) {
        return any(t -> !t.ticket().leg().isEntry()
                && t.ticket().filledContracts() > t.bookedContracts
                && t.ticket().atMillis() > sinceMillis);
    }

    /** Whether a request of such a leg has not ended. */
    public boolean isAlive(Predicate<Leg> leg) {
        return any(t -> leg.test(t.ticket().leg()) && isLive(t));
    }

    /** Entries that rest at the venue instead of having filled at once. */
    public List<OrderTicket> workingEntries() {
        return alive(Leg::isEntry).stream()
                .map(Tracked::ticket)
                .filter(t -> t.state() == RequestState.WORKING)
                .toList();
    }

    /** How many requests may rest at the venue now. */
    public int openOrders() {
        return alive().size();
    }

    /** Takes the booked fills for all there will be, where a venue claims more than it ever shows. */
    public void writeOffUnmatched() {
        all.values()
                .forEach(t -> t.bookedContracts =
                        Math.max(t.bookedContracts, t.ticket().filledContracts()));
    }

    Collection<Tracked> alive() {
        List<Tracked> alive = new ArrayList<>();
        for (Tracked tracked : all.values()) {
            if (isLive(tracked)) {
                alive.add(tracked);
            }
        }
        return alive;
    }

    Optional<Tracked> tracked(ClientOrderId id) {
        return Optional.ofNullable(all.get(id));
    }

    List<Tracked> alive(Predicate<Leg> leg) {
        return alive().stream().filter(t -> leg.test(t.ticket().leg())).toList();
    }

    /** Marks what was committed as handed to the wire. */
    public void onSent(ClientOrderId id, long nowMillis) {
        tracked(id).filter(t -> t.ticket().state() == RequestState.PLANNED).ifPresent(t -> {
            t.isWaiting = false;
            t.changeTo(RequestState.IN_FLIGHT, "", nowMillis);
        });
    }

    /** Takes an order's state in; an order with our name that no ticket knows gets one. True when it told something new. */
    public boolean onOrder(Order order, long nowMillis) {
        if (!isOwn(order.clientId())) {
            return false;
        }
        Tracked tracked = all.computeIfAbsent(order.clientId().get(), id -> new Tracked(rebuilt(order, nowMillis)));
        boolean changed = tracked.learn(order);
        if (changed) {
            changedTickets.put(tracked.ticket().id(), tracked.ticket());
            changedOrders.put(order.orderId(), order);
        }
        prune();
        return changed;
    }

    /** Changes a ticket's state for a reason of our own. */
    public void change(ClientOrderId id, RequestState state, String note, long nowMillis) {
        tracked(id).ifPresent(t -> change(t, state, note, nowMillis));
    }

    void change(Tracked tracked, RequestState state, String note, long nowMillis) {
        tracked.changeTo(state, note, nowMillis);
        changedTickets.put(tracked.ticket().id(), tracked.ticket());
    }

    /** Remembers an execution; false when it was seen before. */
    public boolean remember(Fill fill) {
        if (!rememberExecution(fill.execId())) {
            return false;
        }
        if (isOwn(fill.clientId())) {
            tracked(fill.clientId().get()).ifPresent(t -> t.bookedContracts += fill.lastContracts());
        }
        return true;
    }

    /** Remembers an execution's id; false when it was seen before. */
    public boolean rememberExecution(String execId) {
        if (!executions.add(execId)) {
            return false;
        }
        if (executions.size() > EXECUTIONS_KEPT) {
            Iterator<String> oldest = executions.iterator();
            oldest.next();
            oldest.remove();
        }
        return true;
    }

    /** Tickets changed since the last call, each once, in its newest state. */
    public List<OrderTicket> drainTickets() {
        List<OrderTicket> drained = List.copyOf(changedTickets.values());
        changedTickets.clear();
        return drained;
    }

    /** Orders the venue spoke of since the last call. */
    public List<Order> drainOrders() {
        List<Order> drained = List.copyOf(changedOrders.values());
        changedOrders.clear();
        return drained;
    }

    /** The stop that was committed with an entry and has not been sent. */
    Optional<OrderTicket> intendedStop() {
        return all.values().stream()
                .map(Tracked::ticket)
                .filter(t -> t.state() == RequestState.INTENDED)
                .findFirst();
    }

    /** A stop that is live at the venue, for the page and the status file. */
    public Optional<Order> liveStop() {
        return alive(leg -> leg == Leg.STOP).stream()
                .filter(t -> t.ticket().state() == RequestState.WORKING && t.hasOrder())
                .map(Tracked::order)
                .findFirst();
    }

    private static boolean isLive(Tracked tracked) {
        return !tracked.ticket().state().isTerminal() && tracked.ticket().state() != RequestState.INTENDED;
    }

    private boolean any(Predicate<Tracked> test) {
        return all.values().stream().anyMatch(test);
    }

    private int nextAttempt(long barMillis, Leg leg) {
        int next = 0;
        for (Tracked tracked : all.values()) {
            OrderTicket ticket = tracked.ticket();
            if (ticket.barMillis() == barMillis && ticket.leg() == leg) {
                next = Math.max(next, ticket.attempt() + 1);
            }
        }
        return next;
    }

    private void put(Tracked tracked) {
        all.put(tracked.ticket().id(), tracked);
        changedTickets.put(tracked.ticket().id(), tracked.ticket());
        prune();
    }

    private void prune() {
        if (all.size() <= ENDED_KEPT * 2) {
            return;
        }
        Iterator<Tracked> oldest = all.values().iterator();
        int surplus = all.size() - ENDED_KEPT;
        while (oldest.hasNext() && surplus > 0) {
            if (oldest.next().ticket().state().isTerminal()) {
                oldest.remove();
                surplus--;
            }
        }
    }

    /** The number of an id tells its minute, leg and attempt. */
    private static OrderTicket rebuilt(Order order, long nowMillis) {
        long number = order.clientId().get().number();
        int code = (int) (number % LEGS_AND_ATTEMPTS / 1_000);
        Leg leg = Leg.LEAVE;
        for (Leg candidate : Leg.values()) {
            leg = candidate.code() == code ? candidate : leg;
        }
        OrderRequest request = new OrderRequest(
                order.clientId().get(),
                order.symbol(),
                order.side(),
                order.type(),
                order.contracts(),
                order.type().isLimit() ? order.limitE8() : 0,
                order.type().isTriggered() ? order.triggerE8() : 0,
                TriggerPrice.LAST,
                order.reduceOnly() || order.type() == OrderType.STOP,
                order.contracts() == 0);
        long barMillis = number / LEGS_AND_ATTEMPTS * Bar.MINUTE_MILLIS;
        return new OrderTicket(
                request,
                barMillis,
                leg,
                (int) (number % 1_000),
                0,
                RequestState.UNKNOWN,
                order.orderId(),
                0,
                "found at the venue",
                nowMillis);
    }
}
