package dev.barkeeper.paper;

import dev.barkeeper.exchange.RejectReason;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.OrderType;
import dev.barkeeper.model.Payment;
import dev.barkeeper.model.Position;
import dev.barkeeper.model.TimeInForce;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Between the core's words and the paper venue's. Stateless. */
final class PaperTranslation {

    private static final Set<ExecInst> CLOSE = Set.of(ExecInst.CLOSE);
    private static final Set<ExecInst> REDUCE = Set.of(ExecInst.REDUCE_ONLY);

    private PaperTranslation() {}

    static NewOrder newOrder(OrderRequest request) {
        Set<ExecInst> instructions = request.closePosition() ? CLOSE : request.reduceOnly() ? REDUCE : Set.of();
        return new NewOrder(
                request.symbol(),
                Optional.of(request.side()),
                request.type(),
                request.contracts(),
                request.limitE8(),
                request.triggerE8(),
                request.trigger(),
                request.type() == OrderType.MARKET ? TimeInForce.IMMEDIATE_OR_CANCEL : TimeInForce.GOOD_TILL_CANCEL,
                instructions,
                OptionalLong.empty(),
                request.id().text(),
                "");
    }

    static Order order(PaperOrder order) {
        return new Order(
                order.orderId(),
                ClientOrderId.parse(order.clOrdId()),
                order.symbol(),
                order.side(),
                order.type(),
                order.status(),
                order.contracts(),
                order.limitE8(),
                order.triggerE8(),
                order.leavesContracts(),
                order.filledContracts(),
                order.averageE8(),
                order.isReducing(),
                order.triggered(),
                order.text(),
                order.atMillis());
    }

    /** Empty for a row that is no fill of an order. */
    static Optional<Fill> fill(PaperExecution row) {
        if (!row.type().isFill() || row.order().isEmpty()) {
            return Optional.empty();
        }
        PaperOrder order = row.order().get();
        return Optional.of(new Fill(
                row.execId(),
                order.orderId(),
                ClientOrderId.parse(order.clOrdId()),
                row.symbol(),
                order.side(),
                order.type(),
                order.status(),
                order.contracts(),
                order.limitE8(),
                order.triggerE8(),
                row.lastE8(),
                row.lastContracts(),
                order.leavesContracts(),
                order.filledContracts(),
                order.averageE8(),
                row.costMinor(),
                row.feeMinor(),
                row.atMillis()));
    }

    static Payment payment(PaperExecution row, String currency) {
        return new Payment(
                row.execId(),
                row.symbol(),
                row.type().text(),
                row.lastContracts(),
                row.lastE8(),
                row.feeRateE8(),
                row.feeMinor(),
                currency,
                row.atMillis());
    }

    static Position position(PaperPosition position) {
        return new Position(
                position.symbol(),
                position.contracts(),
                position.averageE8(),
                position.unrealisedMinor(),
                position.markE8(),
                position.atMillis());
    }

    static RejectReason reason(RefusalReason reason) {
        return switch (reason) {
            case INVALID_SYMBOL, INVALID_PARAMETER, INJECTED, TOO_MANY_ORDERS -> RejectReason.INVALID;
            case DUPLICATE_ID -> RejectReason.DUPLICATE_ID;
            case NOTHING_TO_REDUCE -> RejectReason.NOTHING_TO_REDUCE;
            case INSUFFICIENT_BALANCE, RISK_LIMIT -> RejectReason.INSUFFICIENT_FUNDS;
            case INVALID_STATUS -> RejectReason.ALREADY_DONE;
            case NOT_FOUND -> RejectReason.NOT_FOUND;
        };
    }
}
