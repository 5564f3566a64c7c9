package dev.barkeeper.execution;

import dev.barkeeper.model.Order;
import dev.barkeeper.model.OrderTicket;
import dev.barkeeper.model.RequestState;

/** One ticket with what is known of it beyond its row; mutable, owned by the tracker. */
final class Tracked {
    private OrderTicket ticket;
    private Order order;
    /** Sum of the fills that were booked for it. */
    long bookedContracts;
    /** Where it stands among all tickets. */
    long place;
    /** How often it was refused as overloaded or sent again after a look-up that found nothing. */
    int retries;

    boolean cancelRequested;
    boolean lookUpRunning;
    /** Waits for a retry or look-up alarm. */
    boolean isWaiting;

    Tracked(OrderTicket ticket) {
        this.ticket = ticket;
    }

    OrderTicket ticket() {
        return ticket;
    }

    /** The venue's newest word on it; null before the first. Package-internal. */
    Order order() {
        return order;
    }

    boolean hasOrder() {
        return order != null;
    }

    /** Whether it rests at the venue or may come to rest there. */
    boolean isLive() {
        return !ticket.state().isTerminal() && ticket.state() != RequestState.INTENDED;
    }

    /** Whether the venue speaks of more filled than fills were booked. */
    boolean isUnmatched() {
        return ticket.filledContracts() > bookedContracts;
    }

    /** Ended, with all its fills booked. */
    boolean isDone() {
        return ticket.state().isTerminal() && !isUnmatched();
    }

    boolean isTriggered() {
        return order != null && order.triggered();
    }

    void changeTo(RequestState state, String note, long nowMillis) {
        ticket = new OrderTicket(
                ticket.request(),
                ticket.barMillis(),
                ticket.leg(),
                ticket.attempt(),
                ticket.decisionE8(),
                state,
                ticket.venueOrderId(),
                ticket.filledContracts(),
                note,
                nowMillis);
    }

    /** Takes the venue's state unless something newer or final is known already; whether that changed anything. */
    boolean learn(Order newer) {
        if (ticket.state().isTerminal()
                && ticket.state() != RequestState.LAPSED
                && !newer.status().isTerminal()) {
            return false;
        }
        if (order != null
                && newer.filledContracts() < order.filledContracts()
                && !newer.status().isTerminal()) {
            return false;
        }
        boolean sameOrder = order != null
                && order.status() == newer.status()
                && order.leavesContracts() == newer.leavesContracts()
                && order.filledContracts() == newer.filledContracts()
                && order.triggerE8() == newer.triggerE8()
                && order.limitE8() == newer.limitE8()
                && order.triggered() == newer.triggered();
        order = newer;
        RequestState state = switch (newer.status()) {
            case PENDING, NEW, PARTIALLY_FILLED -> RequestState.WORKING;
            case FILLED -> RequestState.FILLED;
            case CANCELED, EXPIRED -> RequestState.CANCELED;
            case REJECTED -> RequestState.REJECTED;
        };
        boolean sameState = ticket.state() == state;
        ticket = new OrderTicket(
                ticket.request(),
                ticket.barMillis(),
                ticket.leg(),
                ticket.attempt(),
                ticket.decisionE8(),
                state,
                newer.orderId(),
                Math.max(ticket.filledContracts(), newer.filledContracts()),
                state == RequestState.CANCELED || state == RequestState.REJECTED ? newer.text() : "",
                newer.atMillis());
        lookUpRunning = false;
        isWaiting = false;
        return !sameOrder || !sameState;
    }
}
