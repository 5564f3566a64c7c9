package dev.barkeeper.bitmex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.OrderStatus;
import dev.barkeeper.model.OrderType;
import dev.barkeeper.model.Payment;
import dev.barkeeper.model.Position;
import dev.barkeeper.model.Quote;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rows of the wire, from a socket's table or a REST answer, as the nouns of the core. Every field is optional; what a
 * noun cannot be without throws {@link WireFormatException} with the row. Stateless.
 */
final class BitmexParser {
    /** Executions that trade. Everything else is an order's life, not money. */
    private static final Set<String> TRADING = Set.of("Trade", "Liquidation", "Bankruptcy");

    private static final Set<String> PAYING = Set.of("Funding", "Settlement");

    private BitmexParser() {}

    /** A whole order row; a sparse one must have been merged with its stored row before. */
    static Order order(JsonNode node) {
        WireRow row = new WireRow(node);
        OrderType type = WireWords.type(row);
        OrderStatus status = WireWords.status(row);
        String execInst = row.text("execInst");
        return new Order(
                row.required("orderID"),
                ClientOrderId.parse(row.text("clOrdID")),
                row.required("symbol"),
                WireWords.side(row),
                type,
                status,
                row.whole("orderQty"),
                row.e8("price"),
                row.e8("stopPx"),
                WireWords.leaves(row, status),
                row.whole("cumQty"),
                row.e8("avgPx"),
                execInst.contains("ReduceOnly") || execInst.contains("Close"),
                isTriggered(row, type, status),
                remark(row),
                row.millis("timestamp", "transactTime"));
    }

    private static boolean isTriggered(WireRow row, OrderType type, OrderStatus status) {
        String triggered = row.text("triggered");
        boolean working = type.isTriggered() && !status.isTerminal() && row.flag("workingIndicator");
        return working || (!triggered.isEmpty() && !triggered.equals("NotTriggered"));
    }

    private static String remark(WireRow row) {
        String reason = row.text("ordRejReason");
        return reason.isEmpty() ? row.text("text") : reason + " " + row.text("text");
    }

    /** The trade in an execution row; empty when it only tells of an order's life or of a payment. */
    static Optional<Fill> fill(JsonNode node) {
        WireRow row = new WireRow(node);
        String kind = row.text("execType");
        if (!TRADING.contains(kind.isEmpty() ? "Trade" : kind) || row.whole("lastQty") <= 0) {
            return Optional.empty();
        }
        OrderStatus status = WireWords.status(row);
        return Optional.of(new Fill(
                row.required("execID"),
                row.text("orderID"),
                ClientOrderId.parse(row.text("clOrdID")),
                row.required("symbol"),
                WireWords.side(row),
                WireWords.type(row),
                status,
                row.whole("orderQty"),
                row.e8("price"),
                row.e8("stopPx"),
                tradePrice(row),
                row.whole("lastQty"),
                WireWords.leaves(row, status),
                row.whole("cumQty"),
                row.e8("avgPx"),
                row.whole("execCost"),
                row.whole("execComm"),
                row.millis("transactTime", "timestamp")));
    }

    private static long tradePrice(WireRow row) {
        long price = row.e8("lastPx");
        if (price <= 0) {
            throw new WireFormatException("a trade without a price: " + row.node());
        }
        return price;
    }

    /** The funding or settlement in an execution row. */
    static Optional<Payment> payment(JsonNode node) {
        WireRow row = new WireRow(node);
        if (!PAYING.contains(row.text("execType"))) {
            return Optional.empty();
        }
        return Optional.of(new Payment(
                row.required("execID"),
                row.required("symbol"),
                row.text("execType"),
                row.whole("lastQty"),
                row.e8("lastPx"),
                row.e8("commission"),
                row.whole("execComm"),
                row.has("settlCurrency") ? row.text("settlCurrency") : row.text("currency"),
                row.millis("transactTime", "timestamp")));
    }

    /**
     * Execution rows as they happened: rows of one order ordered by its sum filled, whatever their order in the frame
     * or page; the places of different orders stay.
     */
    static List<JsonNode> inOrderOfFilling(List<? extends JsonNode> rows) {
        Map<String, List<JsonNode>> byOrder = new HashMap<>();
        rows.forEach(row ->
                byOrder.computeIfAbsent(orderId(row), id -> new ArrayList<>()).add(row));
        byOrder.values().forEach(own -> own.sort(Comparator.comparingLong(row -> new WireRow(row).whole("cumQty"))));
        Map<String, Integer> next = new HashMap<>();
        return rows.stream()
                .map(row -> byOrder.get(orderId(row)).get(next.merge(orderId(row), 1, Integer::sum) - 1))
                .toList();
    }

    private static String orderId(JsonNode row) {
        String id = new WireRow(row).text("orderID");
        return id.isEmpty() ? new WireRow(row).text("execID") : id;
    }

    /**
     * A position row; {@code isOpen} says nothing, since resting orders make it true too. One with an entry price and without a
     * quantity must not pass for flat: the stop would be taken from what is held.
     */
    static Position position(JsonNode node) {
        WireRow row = new WireRow(node);
        long average = row.has("avgEntryPrice") ? row.e8("avgEntryPrice") : row.e8("avgCostPrice");
        if (average > 0) {
            row.required("currentQty");
        }
        long contracts = row.whole("currentQty");
        return new Position(
                row.required("symbol"),
                contracts,
                contracts == 0 ? 0 : average,
                row.whole("unrealisedPnl"),
                row.e8("markPrice"),
                row.millis("timestamp"));
    }

    /**
     * A finished minute; the wire stamps it with its end. Empty for one still in progress: prices missing, or an end
     * after {@code latestEndMillis}.
     */
    static Optional<Bar> bar(JsonNode node, long latestEndMillis) {
        WireRow row = new WireRow(node);
        boolean whole = row.has("open") && row.has("high") && row.has("low") && row.has("close");
        if (!whole || row.millis("timestamp") > latestEndMillis) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Bar(
                    row.required("symbol"),
                    row.millis("timestamp"),
                    row.e8("open"),
                    row.e8("high"),
                    row.e8("low"),
                    row.e8("close"),
                    row.whole("trades"),
                    row.whole("volume"),
                    row.e8("vwap"),
                    row.whole("lastSize"),
                    row.whole("turnover"),
                    row.e8("homeNotional"),
                    row.e8("foreignNotional")));
        } catch (IllegalArgumentException e) {
            throw new WireFormatException(e.getMessage() + ": " + node);
        }
    }

    /** Best bid and ask; a side that is missing is empty. */
    static Quote quote(JsonNode node) {
        WireRow row = new WireRow(node);
        return new Quote(
                row.required("symbol"),
                row.millis("timestamp"),
                row.e8("bidPrice"),
                row.whole("bidSize"),
                row.e8("askPrice"),
                row.whole("askSize"));
    }
}
