package dev.barkeeper.execution;

import dev.barkeeper.model.Order;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.OrderStatus;
import dev.barkeeper.model.OrderTicket;
import dev.barkeeper.model.RequestState;
import java.util.Optional;

/** One ticket with what is known of it beyond its row; mutable, owned by the tracker. */
final class Tracked {
    /** A row or a list that is older than the end of an order comes within it. */
    private static final long LONGEST_LAG_MILLIS = 60_000;

    /** Where it stands among all tickets. */
    long place;
    /** How often it was refused as overloaded or sent again after a look-up that found nothing. */
    int retries;
    /** How often it could not be sent, or was refused for what had nothing to do with it. */
    int triesWithoutArrival;
    /** How many look-ups failed in a row. */
    int lookUpFailures;
    /** How many readings of the account in a row lacked it though it was thought to rest there. */
    int timesUnlisted;

    private final Standing standing;
    private OrderTicket ticket;
    private Order order;
    /** The ticket as it became by the venue's newest word. */
    private OrderTicket learned;

    private long bookedContracts;
    /** When the venue's word of its newest fill reached us, which may be long after that fill. */
    private long filledHeardMillis;

    /** The venue's stamp of the first word that said so: what fills a little goes on being late. */
    private long triggeredMillis;

    private boolean cancelRequested;
    private boolean lookUpRunning;
    private boolean isWaiting;
    /** No ticket of ours made it; false once it was to be cancelled. */
    private boolean isFound;

    private boolean awaitsAnswer;

    /** @param standing told of every change */
    Tracked(OrderTicket ticket, Standing standing) {
        this.ticket = ticket;
        this.standing = standing;
    }

    /** Sum of the fills that were booked for it. */
    long bookedContracts() {
        return bookedContracts;
    }

    void book(long contracts) {
        bookedContracts = contracts;
        standing.touch();
    }

    boolean isCancelRequested() {
        return cancelRequested;
    }

    void setCancelRequested(boolean requested) {
        cancelRequested = requested;
        isFound &= !requested;
        standing.touch();
    }

    /** It was found at the venue under our name: made by another process, or before our books began. */
    boolean isFound() {
        return isFound;
    }

    void onFound() {
        isFound = true;
        standing.touch();
    }

    /** Its request is on the way, and what became of it has not been said in answer. */
    boolean awaitsAnswer() {
        return awaitsAnswer;
    }

    void onSent() {
        awaitsAnswer = true;
    }

    void onAnswered() {
        awaitsAnswer = false;
    }

    boolean isLookUpRunning() {
        return lookUpRunning;
    }

    /** Waits for a retry or look-up alarm. */
    boolean isWaiting() {
        return isWaiting;
    }

    /** A look-up is under way. */
    void onLookUp() {
        ask(true, false);
    }

    /** An alarm is set for it. */
    void onWaiting() {
        ask(lookUpRunning, true);
    }

    /** Its alarm has rung, or there is none. */
    void onAlarmOver() {
        ask(lookUpRunning, false);
    }

    /** The look-up has failed and is to be repeated at an alarm. */
    void onLookUpFailed() {
        ask(false, true);
    }

    /** The look-up was answered. */
    void onLookedUp() {
        ask(false, false);
    }

    private void ask(boolean looking, boolean waiting) {
        lookUpRunning = looking;
        isWaiting = waiting;
        standing.touch();
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

    /** Whether it speaks so since later than that, by the time it was heard. */
    boolean isUnmatchedSince(long millis) {
        return isUnmatched() && filledHeardMillis > millis;
    }

    /** Ended, with all its fills booked. */
    boolean isDone() {
        return ticket.state().isTerminal() && !isUnmatched();
    }

    boolean isTriggered() {
        return order != null && order.triggered();
    }

    /** When it was set off, as far as was heard; 0 when it was not. */
    long triggeredMillis() {
        return triggeredMillis;
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
        standing.touch();
    }

    /** Whether the venue only says once more what it said last, and nothing came in between. */
    boolean isRepeated(Order word) {
        return word == order && ticket == learned && !lookUpRunning && !isWaiting;
    }

    /** What the rows say of an order that the venue told of once and does not know any more: gone, with what it had filled. */
    Order gone(String note, long nowMillis) {
        OrderRequest asked = ticket.request();
        return new Order(
                ticket.venueOrderId(),
                Optional.of(ticket.id()),
                asked.symbol(),
                asked.side(),
                asked.type(),
                OrderStatus.CANCELED,
                order == null ? asked.contracts() : order.contracts(),
                asked.limitE8(),
                asked.triggerE8(),
                0,
                ticket.filledContracts(),
                order == null ? 0 : order.averageE8(),
                asked.reduceOnly(),
                isTriggered(),
                note,
                nowMillis);
    }

    /** Takes the venue's state unless something newer or final is known already; whether that changed anything. */
    boolean learn(Order newer, long nowMillis) {
        // what ended for us without such a word, or long ago, is there after all, and would stay if nobody cancelled it
        boolean isEndTold =
                order != null && order.status().isTerminal() && nowMillis < order.atMillis() + LONGEST_LAG_MILLIS;
        boolean isBack = ticket.state().isTerminal() && !newer.status().isTerminal();
        if (isBack && isEndTold) {
            return false;
        }
        // what cancelled it then is as gone as its end
        cancelRequested &= !isBack;
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
        if (newer.triggered() && !isTriggered()) {
            triggeredMillis = newer.atMillis();
        }
        order = newer;
        if (newer.filledContracts() > ticket.filledContracts()) {
            filledHeardMillis = nowMillis;
        }
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
        learned = ticket;
        lookUpFailures = 0;
        ask(false, false);
        return !sameOrder || !sameState;
    }
}
