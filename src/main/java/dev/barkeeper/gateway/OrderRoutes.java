package dev.barkeeper.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.barkeeper.paper.CancelRow;
import dev.barkeeper.paper.DeadMan;
import dev.barkeeper.paper.PaperOrder;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** The calls that place, change, cancel and list orders. Thread-safe. */
final class OrderRoutes {
    private static final long MAX_TIMEOUT_MILLIS = 86_400_000;
    private static final int MAX_BULK = 100;

    private final PaperVenue venue;
    private final Symbols symbols;

    OrderRoutes(PaperVenue venue, Symbols symbols) {
        this.venue = venue;
        this.symbols = symbols;
    }

    void addTo(Routes routes) {
        routes.order("POST /order", request -> place(request.account(), request.params()))
                .order("PUT /order", request -> amend(request.account(), request.params()))
                .cancel("DELETE /order", true, this::cancel)
                .cancel("DELETE /order/all", true, this::cancelAll)
                .cancel("POST /order/cancelAllAfter", false, this::cancelAllAfter)
                .order("POST /order/closePosition", this::closePosition)
                // gone from the venue, kept for its own market-maker sample, which still calls them
                .order("POST /order/bulk", request -> bulk(request, this::place))
                .order("PUT /order/bulk", request -> bulk(request, this::amend))
                .read("GET /order", this::list);
    }

    private Row place(long account, Params params) {
        String symbol = params.text("symbol")
                .orElseThrow(() -> ApiError.badRequest("'symbol' is a required arg."))
                .toUpperCase(Locale.ROOT);
        return answer(venue.place(account, OrderText.newOrder(params, symbol)));
    }

    private Row amend(long account, Params params) {
        if (!params.has("orderID") && !params.has("origClOrdID")) {
            throw ApiError.badRequest(params.has("clOrdID") ? "Invalid origClOrdID" : "Invalid orderID");
        }
        return answer(venue.amend(account, OrderText.amendment(params)));
    }

    private Row answer(Placement placement) {
        if (placement instanceof Placement.Placed placed) {
            return row(placed.order());
        }
        Placement.Refused refused = (Placement.Refused) placement;
        int status = refused.reason().httpStatus();
        if (status == 404) {
            throw ApiError.notFound();
        }
        throw ApiError.coded(status, refused.message(), refused.reason().details());
    }

    private Row row(PaperOrder order) {
        return OrderRows.order(order, symbols.spec(order.symbol()));
    }

    /** One call of many. */
    private interface Single {
        Row answer(long account, Params params);
    }

    private List<Row> bulk(ApiRequest request, Single single) {
        JsonNode orders = request.params()
                .json("orders")
                .filter(JsonNode::isArray)
                .orElseThrow(() -> ApiError.badRequest("'orders' is a required arg."));
        if (orders.size() > MAX_BULK) {
            throw ApiError.badRequest("at most " + MAX_BULK + " orders at once");
        }
        List<Row> rows = new ArrayList<>();
        for (JsonNode order : orders) {
            rows.add(single.answer(request.account(), Params.of(order)));
        }
        return rows;
    }

    private List<Row> cancel(ApiRequest request) {
        List<String> orderIds = request.params().list("orderID");
        List<String> clOrdIds = request.params().list("clOrdID");
        if (orderIds.isEmpty() && clOrdIds.isEmpty()) {
            throw ApiError.badRequest("Must send an orderID or clOrdID.");
        }
        List<CancelRow> rows = venue.cancel(
                request.account(), orderIds, clOrdIds, request.params().remark());
        if (rows.size() == 1 && rows.get(0).order().isEmpty()) {
            throw ApiError.notFound();
        }
        return rows.stream().map(row -> cancelled(row, orderIds)).toList();
    }

    private Row cancelled(CancelRow cancel, List<String> orderIds) {
        String idField = orderIds.contains(cancel.asked()) ? "orderID" : "clOrdID";
        Row row = cancel.order().map(this::row).orElseGet(() -> new Row().text(idField, cancel.asked()));
        return row.text("error", cancel.error());
    }

    private List<Row> cancelAll(ApiRequest request) {
        Params params = request.params();
        TableQuery query = TableQuery.of(params, Table.ORDER, TableQuery.MAX_COUNT, false, symbols);
        Predicate<PaperOrder> which =
                order -> query.wants(order.symbol()) && query.filter().test(row(order));
        return venue.cancelAll(request.account(), which, params.remark()).stream()
                .map(this::row)
                .toList();
    }

    private Row cancelAllAfter(ApiRequest request) {
        request.required("timeout");
        return cancelAllAfter(
                request.account(), request.params().whole("timeout").orElseThrow());
    }

    /** Shared with the socket's operation of that name. */
    Row cancelAllAfter(long account, long timeoutMillis) {
        if (timeoutMillis < 0 || timeoutMillis > MAX_TIMEOUT_MILLIS) {
            throw ApiError.badRequest("timeout is invalid");
        }
        DeadMan deadMan = venue.cancelAllAfter(account, timeoutMillis);
        Row row = new Row().time("now", deadMan.nowMillis());
        return deadMan.cancelMillis() == 0
                ? row.whole("cancelTime", 0)
                : row.time("cancelTime", deadMan.cancelMillis());
    }

    private Row closePosition(ApiRequest request) {
        String symbol = request.required("symbol").toUpperCase(Locale.ROOT);
        return answer(venue.place(request.account(), OrderText.closing(request.params(), symbol)));
    }

    private List<Row> list(ApiRequest request) {
        TableQuery query = TableQuery.of(request.params(), Table.ORDER, TableQuery.MAX_COUNT, false, symbols);
        return query.pageOldestFirst(candidates(request).stream()
                .filter(order -> query.wants(order.symbol()) && query.wants(order.atMillis()))
                .map(this::row)
                .toList());
    }

    /** What the filter can match at all: clients ask for open orders and for single ones each minute, of ten thousand. */
    private List<PaperOrder> candidates(ApiRequest request) {
        JsonNode filter = request.params().json("filter").orElse(MissingNode.getInstance());
        if (filter.path("open").isBoolean() && filter.path("open").asBoolean()) {
            return venue.openOrders(request.account());
        }
        if (filter.path("clOrdID").isTextual()) {
            return venue
                    .orderByClOrdId(request.account(), filter.path("clOrdID").asText())
                    .stream()
                    .toList();
        }
        if (filter.path("orderID").isTextual()) {
            return venue.order(request.account(), filter.path("orderID").asText()).stream()
                    .toList();
        }
        return venue.orders(request.account());
    }
}
