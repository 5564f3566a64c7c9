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
import dev.barkeeper.model.Payment;
import dev.barkeeper.model.RequestState;
import dev.barkeeper.model.TriggerPrice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Every request of one bot that matters still, and every execution seen lately. Used by one thread. */
public final class OrderTracker {
    private final String emi;
    private final Blotter blotter = new Blotter();
    private final SeenExecutions executions = new SeenExecutions();
    private final Map<ClientOrderId, OrderTicket> changedTickets = new LinkedHashMap<>();
    private final Map<String, Order> changedOrders = new LinkedHashMap<>();

    public OrderTracker(String emi) {
        this.emi = emi;
    }

    /** Takes up where an earlier run stopped; what was planned or in flight then is a question now. */
    public void restore(SavedState saved, long nowMillis) {
        List<OrderTicket> tickets = saved.tickets();
        List<Fill> fills = saved.recentFills();
        // a payment is stored once by its id, whenever it is read again
        saved.recentPayments().forEach(id -> executions.add(id, 0));
        for (OrderTicket ticket : tickets) {
            Tracked tracked = new Tracked(ticket, standing());
            blotter.put(tracked);
            if (ticket.state().isOpenQuestion() || ticket.state() == RequestState.WORKING) {
                change(tracked, RequestState.UNKNOWN, "restart", nowMillis);
            }
        }
        fills.forEach(this::remember);
        if (fills.size() >= SavedState.RECENT_FILLS) {
            executions.onForgotten(fills.get(0).atMillis());
            // older fills were not loaded, so what ended long ago cannot be matched again
            for (Tracked tracked : blotter.all()) {
                if (tracked.ticket().state().isTerminal()) {
                    book(tracked, tracked.ticket().filledContracts());
                }
            }
        }
    }

    /** Whether the id carries this bot's name. */
    public boolean isOwn(Optional<ClientOrderId> id) {
        return id.isPresent() && id.get().emi().equals(emi);
    }

    public Optional<OrderTicket> ticket(ClientOrderId id) {
        Optional<Tracked> found = blotter.find(id);
        return found.isPresent() ? Optional.of(found.get().ticket()) : Optional.empty();
    }

    /** A new ticket with the next attempt's id of that bar and leg; of the minute after it where all are used up. */
    public OrderTicket plan(
            long barMillis, Leg leg, long decisionE8, RequestState state, RequestShape shape, long nowMillis) {
        // an entry is its bar's own; the others go on where they were before a restart too
        long minute = leg.isEntry() ? barMillis : Math.max(barMillis, blotter.newestBar(leg));
        // without bars a stop that somebody goes on cancelling, or a close that nobody takes, comes to that
        if (blotter.nextAttempt(minute, leg) >= ClientOrderId.ATTEMPTS) {
            minute += Bar.MINUTE_MILLIS;
        }
        int attempt = blotter.nextAttempt(minute, leg);
        OrderRequest request = shape.withId(ClientOrderId.derive(emi, minute, leg, attempt));
        return put(new OrderTicket(request, minute, leg, attempt, decisionE8, state, "", 0, "", nowMillis));
    }

    /** The intended stop takes its true shape under the id it was committed with. */
    OrderTicket reshape(OrderTicket intended, RequestShape shape, long decisionE8, long nowMillis) {
        return put(new OrderTicket(
                shape.withId(intended.id()),
                intended.barMillis(),
                intended.leg(),
                intended.attempt(),
                decisionE8,
                RequestState.PLANNED,
                "",
                0,
                "",
                nowMillis));
    }

    /** Whether anything of ours has a fate that is not known. */
    public boolean hasOpenQuestion() {
        return standing().hasOpenQuestion();
    }

    /** Whether the venue speaks of more filled than fills were booked. */
    public boolean hasUnmatchedFills() {
        return standing().hasUnmatched();
    }

    /** Whether what the venue holds may come of a request of ours that nothing certain is known of yet. */
    public boolean isInDoubt() {
        return hasOpenQuestion() || hasUnmatchedFills() || standing().isLookedFor();
    }

    /** Whether the venue's word that a stop or a leave has filled came after that time, and its fill is still to come. */
    boolean isReductionUnbooked(long sinceMillis) {
        return any(t -> !t.ticket().leg().isEntry() && t.isUnmatchedSince(sinceMillis));
    }

    /** Whether an entry rests at the venue instead of having filled at once. */
    public boolean isEntryWorking() {
        return standing().isEntryWorking();
    }

    /** The entries of {@link #isEntryWorking}. */
    public List<OrderTicket> workingEntries() {
        if (!isEntryWorking()) {
            return List.of();
        }
        List<OrderTicket> working = new ArrayList<>();
        for (Tracked tracked : blotter.undone()) {
            OrderTicket ticket = tracked.ticket();
            if (ticket.leg().isEntry() && ticket.state() == RequestState.WORKING) {
                working.add(ticket);
            }
        }
        return working;
    }

    /** How many requests may rest at the venue now. */
    public int openOrders() {
        return standing().live();
    }

    /** What is true of all undone tickets together. */
    Standing standing() {
        return blotter.standing();
    }

    /** Takes the booked fills for all there will be, where a venue claims more than it ever shows. */
    public void writeOffUnmatched() {
        for (Tracked tracked : blotter.all()) {
            if (tracked.isUnmatched()) {
                book(tracked, tracked.ticket().filledContracts());
            }
        }
    }

    /** What has not ended, or has fills that are still to come; changes with every change of a state. */
    List<Tracked> undone() {
        return blotter.undone();
    }

    Optional<Tracked> tracked(ClientOrderId id) {
        return blotter.find(id);
    }

    /** Marks what was committed as handed to the wire. */
    public void onSent(ClientOrderId id, long nowMillis) {
        tracked(id).filter(t -> t.ticket().state() == RequestState.PLANNED).ifPresent(t -> {
            t.onAlarmOver();
            t.onSent();
            t.changeTo(RequestState.IN_FLIGHT, "", nowMillis);
        });
    }

    /** Takes an order's state in; an order with our name that no ticket knows gets one. True when it told something new. */
    public boolean onOrder(Order order, long nowMillis) {
        if (!isOwn(order.clientId())) {
            return false;
        }
        Optional<Tracked> known = blotter.find(order.clientId().get());
        Tracked tracked = known.orElseGet(() -> new Tracked(rebuilt(order, nowMillis), standing()));
        if (known.isEmpty() || isAnothersUnderOurId(tracked.ticket(), order)) {
            tracked.onFound();
        }
        if (known.isEmpty()) {
            blotter.put(tracked);
        } else if (tracked.isRepeated(order)) {
            return false;
        }
        boolean changed = tracked.learn(order, nowMillis);
        blotter.refile(tracked);
        if (changed) {
            changedTickets.put(tracked.ticket().id(), tracked.ticket());
            changedOrders.put(order.orderId(), order);
        }
        return changed;
    }

    /** Two processes derive the same ids; the venue takes the first, and tells the other of an order that it did not ask for. */
    private static boolean isAnothersUnderOurId(OrderTicket ticket, Order order) {
        return ticket.venueOrderId().isEmpty()
                && ticket.leg() == Leg.STOP
                && order.triggerE8() != ticket.request().triggerE8();
    }

    /** Changes a ticket's state for a reason of our own. */
    public void change(ClientOrderId id, RequestState state, String note, long nowMillis) {
        tracked(id).ifPresent(t -> change(t, state, note, nowMillis));
    }

    void change(Tracked tracked, RequestState state, String note, long nowMillis) {
        tracked.changeTo(state, note, nowMillis);
        blotter.refile(tracked);
        changedTickets.put(tracked.ticket().id(), tracked.ticket());
    }

    /** The venue, which told of its order once, does not know it any more: it rests nowhere, and its row says so. */
    void changeToGone(Tracked tracked, String note, long nowMillis) {
        change(tracked, RequestState.CANCELED, note, nowMillis);
        Order gone = tracked.gone(note, nowMillis);
        changedOrders.put(gone.orderId(), gone);
    }

    /** Remembers an execution; false when it was seen before. */
    public boolean remember(Fill fill) {
        if (!executions.add(fill.execId(), fill.atMillis())) {
            return false;
        }
        if (isOwn(fill.clientId())) {
            tracked(fill.clientId().get()).ifPresent(t -> book(t, t.bookedContracts() + fill.lastContracts()));
        }
        return true;
    }

    /** Remembers a payment; false when it was seen before. */
    public boolean remember(Payment payment) {
        return executions.add(payment.execId(), payment.atMillis());
    }

    /** Fills before that venue time may have been booked without being known by their ids any more. */
    public long fillsKnownFromMillis() {
        return executions.knownFromMillis();
    }

    /** Tickets changed since the last call, each once, in its newest state. */
    public List<OrderTicket> drainTickets() {
        if (changedTickets.isEmpty()) {
            return List.of();
        }
        List<OrderTicket> drained = List.copyOf(changedTickets.values());
        changedTickets.clear();
        return drained;
    }

    /** Orders the venue spoke of since the last call. */
    public List<Order> drainOrders() {
        if (changedOrders.isEmpty()) {
            return List.of();
        }
        List<Order> drained = List.copyOf(changedOrders.values());
        changedOrders.clear();
        return drained;
    }

    /** The stop that was committed with an entry and has not been sent. */
    Optional<OrderTicket> intendedStop() {
        if (!standing().isStopIntended()) {
            return Optional.empty();
        }
        return first(t -> t.ticket().state() == RequestState.INTENDED).map(Tracked::ticket);
    }

    /** What became of the newest stop that has not ended, for people. */
    public String wordOnStop() {
        List<Tracked> stops = standing().stops();
        if (stops.isEmpty()) {
            return "no stop is under way";
        }
        OrderTicket ticket = stops.get(stops.size() - 1).ticket();
        return "stop " + ticket.id() + " is " + ticket.state() + " " + ticket.note();
    }

    /** A stop that is live at the venue, for the page and the status file. */
    public Optional<Order> liveStop() {
        return first(t -> t.ticket().leg() == Leg.STOP && t.ticket().state() == RequestState.WORKING && t.hasOrder())
                .map(Tracked::order);
    }

    /** The last request to leave, of those that are known. */
    Optional<OrderTicket> newestExit() {
        OrderTicket newest = null;
        for (Tracked tracked : blotter.all()) {
            newest = tracked.ticket().leg().isExit() ? tracked.ticket() : newest;
        }
        return Optional.ofNullable(newest);
    }

    boolean any(Predicate<Tracked> test) {
        return first(test).isPresent();
    }

    Optional<Tracked> first(Predicate<Tracked> test) {
        for (Tracked tracked : blotter.undone()) {
            if (test.test(tracked)) {
                return Optional.of(tracked);
            }
        }
        return Optional.empty();
    }

    private void book(Tracked tracked, long contracts) {
        tracked.book(contracts);
        blotter.refile(tracked);
    }

    private OrderTicket put(OrderTicket ticket) {
        blotter.put(new Tracked(ticket, standing()));
        changedTickets.put(ticket.id(), ticket);
        return ticket;
    }

    /** The id tells its bar, leg and attempt. */
    private static OrderTicket rebuilt(Order order, long nowMillis) {
        ClientOrderId id = order.clientId().get();
        OrderRequest request = new OrderRequest(
                id,
                order.symbol(),
                order.side(),
                order.type(),
                order.contracts(),
                order.type().isLimit() ? order.limitE8() : 0,
                order.type().isTriggered() ? order.triggerE8() : 0,
                TriggerPrice.LAST,
                order.reduceOnly() || order.type() == OrderType.STOP,
                order.contracts() == 0);
        return new OrderTicket(
                request,
                id.barMillis(),
                id.leg().orElse(Leg.LEAVE),
                id.attempt(),
                0,
                RequestState.UNKNOWN,
                order.orderId(),
                0,
                "found at the venue",
                nowMillis);
    }
}
