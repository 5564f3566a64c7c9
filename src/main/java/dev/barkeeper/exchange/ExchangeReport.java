package dev.barkeeper.exchange;

import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.Payment;
import dev.barkeeper.model.Position;
import java.util.List;
import java.util.Optional;

/** What a venue tells: answers to calls and rows of the private stream. They may overtake each other and repeat. */
public sealed interface ExchangeReport {

    /** The private stream is up. */
    record Connected() implements ExchangeReport {}

    /** The private stream is lost. */
    record Disconnected(String cause) implements ExchangeReport {}

    /** The venue took the order; it may already be filled or cancelled. */
    record Acknowledged(ClientOrderId id, Order order) implements ExchangeReport {}

    /** The order was surely not executed. */
    record SubmitRejected(ClientOrderId id, RejectReason reason, String message) implements ExchangeReport {}

    /** Whether the order arrived is not known: look it up, never resend blindly. */
    record SubmitUnknown(ClientOrderId id, String cause) implements ExchangeReport {}

    /** An order's state, from the stream or from a cancel's answer. */
    record OrderReported(Order order) implements ExchangeReport {}

    /** The order is not cancelled; {@link RejectReason#UNKNOWN_OUTCOME} when that is not known. */
    record CancelFailed(ClientOrderId id, RejectReason reason, String message) implements ExchangeReport {}

    /** Empty: the venue does not know the id (yet). */
    record LookedUp(ClientOrderId id, Optional<Order> order) implements ExchangeReport {}

    record LookUpFailed(ClientOrderId id, String cause) implements ExchangeReport {}

    record AccountFetched(AccountSnapshot snapshot) implements ExchangeReport {}

    record AccountFetchFailed(String cause) implements ExchangeReport {}

    /** One fill from the stream. */
    record FillReported(Fill fill) implements ExchangeReport {}

    /** One payment from the stream. */
    record PaymentReported(Payment payment) implements ExchangeReport {}

    /** Everything from a transaction time on, oldest first. */
    record FillsFetched(List<Fill> fills, List<Payment> payments) implements ExchangeReport {}

    record FillsFetchFailed(String cause) implements ExchangeReport {}

    /** The position, from the stream. */
    record PositionReported(Position position) implements ExchangeReport {}
}
