package dev.barkeeper.bitmex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.exchange.RejectReason;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.OrderStatus;
import java.util.ArrayList;
import java.util.List;

/** Sends one order or one cancel and reads its answer. Stateless. */
final class OrderDesk {
    private static final String PATH = "order";
    private final BitmexRest rest;

    OrderDesk(BitmexRest rest) {
        this.rest = rest;
    }

    ExchangeReport submit(OrderRequest request) {
        ClientOrderId id = request.id();
        RestAnswer answer = rest.post(
                PATH, body(request), request.reduceOnly() ? RateBudget.Use.PROTECTING : RateBudget.Use.ENTERING);
        if (answer instanceof RestAnswer.Done done) {
            return placed(request, done.body());
        }
        if (answer instanceof RestAnswer.Refused refused) {
            return new ExchangeReport.SubmitRejected(id, refused.reason(), refused.message());
        }
        return answer instanceof RestAnswer.NotSent
                ? new ExchangeReport.SubmitRejected(id, RejectReason.NOT_SENT, answer.describe())
                : new ExchangeReport.SubmitUnknown(id, answer.describe());
    }

    private static ExchangeReport placed(OrderRequest request, JsonNode row) {
        ClientOrderId id = request.id();
        try {
            Order order = BitmexParser.order(row);
            if (!order.clientId().map(id::equals).orElse(false) || !order.answers(request)) {
                return new ExchangeReport.SubmitUnknown(id, "the answer is about another order: " + order.orderId());
            }
            if (order.status() == OrderStatus.REJECTED && order.filledContracts() == 0) {
                return new ExchangeReport.SubmitRejected(id, Refusals.reasonOf(order.text()), order.text());
            }
            return new ExchangeReport.Acknowledged(id, order);
        } catch (WireFormatException e) {
            return new ExchangeReport.SubmitUnknown(id, "the answer cannot be read: " + e.getMessage());
        }
    }

    /** The order as the wire wants it. A full close has no quantity: so it is not shed under load. */
    static ObjectNode body(OrderRequest request) {
        ObjectNode body = WireJson.object();
        body.put("symbol", request.symbol());
        body.put("side", WireWords.text(request.side()));
        body.put("ordType", request.type().text());
        body.put("clOrdID", request.id().text());
        if (request.contracts() > 0) {
            body.put("orderQty", request.contracts());
        }
        if (request.limitE8() > 0) {
            body.put("price", E8.toDecimal(request.limitE8()));
        }
        if (request.triggerE8() > 0) {
            body.put("stopPx", E8.toDecimal(request.triggerE8()));
        }
        String instructions = instructions(request);
        if (!instructions.isEmpty()) {
            body.put("execInst", instructions);
        }
        return body;
    }

    private static String instructions(OrderRequest request) {
        List<String> words = new ArrayList<>();
        if (request.closePosition()) {
            words.add("Close");
        } else if (request.reduceOnly()) {
            words.add("ReduceOnly");
        }
        if (request.type().isTriggered()) {
            words.add(request.trigger().text());
        }
        return String.join(",", words);
    }

    /** @param venueOrderId empty to cancel by our own id */
    ExchangeReport cancel(ClientOrderId id, String venueOrderId) {
        ObjectNode body = WireJson.object();
        if (venueOrderId.isEmpty()) {
            body.put("clOrdID", id.text());
        } else {
            body.put("orderID", venueOrderId);
        }
        RestAnswer answer = rest.delete(PATH, body);
        if (answer instanceof RestAnswer.Done done) {
            return cancelled(id, venueOrderId, done.body());
        }
        if (answer instanceof RestAnswer.Refused refused) {
            return new ExchangeReport.CancelFailed(id, refused.reason(), refused.message());
        }
        RejectReason reason =
                answer instanceof RestAnswer.NotSent ? RejectReason.NOT_SENT : RejectReason.UNKNOWN_OUTCOME;
        return new ExchangeReport.CancelFailed(id, reason, answer.describe());
    }

    /** The answer is a list; a row that could not be cancelled carries its state and an error. */
    private static ExchangeReport cancelled(ClientOrderId id, String venueOrderId, JsonNode answer) {
        JsonNode row = answer.isArray() ? answer.path(0) : answer;
        String error = row.path("error").asText("");
        try {
            Order order = BitmexParser.order(row);
            boolean isAsked = order.clientId().map(id::equals).orElse(false)
                    || order.orderId().equals(venueOrderId);
            if (!isAsked) {
                // what became of ours is not said: it would be taken for under way for ever
                return new ExchangeReport.CancelFailed(
                        id, RejectReason.UNKNOWN_OUTCOME, "the answer is about another order: " + order.orderId());
            }
            if (error.isEmpty() || !order.isOpen()) {
                return new ExchangeReport.OrderReported(order);
            }
        } catch (WireFormatException e) {
            if (error.isEmpty()) {
                return new ExchangeReport.CancelFailed(
                        id, RejectReason.UNKNOWN_OUTCOME, "the answer cannot be read: " + e.getMessage());
            }
        }
        return new ExchangeReport.CancelFailed(id, Refusals.reasonOf(error), error);
    }
}
