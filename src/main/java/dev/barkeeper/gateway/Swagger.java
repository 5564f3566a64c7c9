package dev.barkeeper.gateway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The REST calls as a Swagger 2.0 document, at the venue's own address for it, so that clients which are generated from it,
 * among them the venue's own for Python and Node, find their calls under the names they know. Immutable.
 */
final class Swagger {
    static final String PATH = "/api/explorer/swagger.json";
    private static final String TABLE = "symbol filter:JSON columns:JSON count:int32 start:int32 reverse:boolean"
            + " startTime:date-time endTime:date-time";
    private static final String NEW_ORDER =
            "symbol* side orderQty:int32 price:double displayQty:int32 stopPx:double clOrdID"
                    + " clOrdLinkID pegOffsetValue:double pegPriceType ordType timeInForce execInst contingencyType text";
    private static final String AMEND = "orderID origClOrdID clOrdID orderQty:int32 leavesQty:int32 price:double"
            + " stopPx:double pegOffsetValue:double text";
    private static final String BINS = "binSize partial:boolean " + TABLE;
    /** The document's name of each signing header, and the header. */
    private static final Map<String, String> SIGNED =
            new TreeMap<>(Map.of("apiExpires", "api-expires", "apiKey", "api-key", "apiSignature", "api-signature"));

    /**
     * @param route verb and path, as {@link Routes} names it
     * @param id the venue's name of the operation; what precedes its dot is the group clients show it in
     * @param many whether it answers with an array
     * @param table whose rows it answers with, if of any
     * @param params names, each with {@code :format} unless it is plain text and {@code *} where it must be given
     */
    private record Operation(String route, String id, boolean many, Optional<Table> table, String params) {
        String verb() {
            return route.substring(0, route.indexOf(' '));
        }

        String path() {
            return route.substring(route.indexOf(' ') + 1);
        }

        String group() {
            return id.substring(0, id.indexOf('.'));
        }
    }

    private static final List<Operation> OPERATIONS = List.of(
            rows("GET /apiKey", "APIKey.get", Table.API_KEY, "reverse:boolean"),
            table("GET /execution", "Execution.get", Table.EXECUTION),
            table("GET /execution/tradeHistory", "Execution.getTradeHistory", Table.EXECUTION),
            table("GET /funding", "Funding.get", Table.FUNDING),
            table("GET /instrument", "Instrument.get", Table.INSTRUMENT),
            rows("GET /instrument/active", "Instrument.getActive", Table.INSTRUMENT, ""),
            rows("GET /instrument/activeAndIndices", "Instrument.getActiveAndIndices", Table.INSTRUMENT, ""),
            other("GET /instrument/activeIntervals", "Instrument.getActiveIntervals", ""),
            other("GET /instrument/compositeIndex", "Instrument.getCompositeIndex", TABLE),
            rows("GET /instrument/indices", "Instrument.getIndices", Table.INSTRUMENT, ""),
            table("GET /insurance", "Insurance.get", Table.INSURANCE),
            table("GET /liquidation", "Liquidation.get", Table.LIQUIDATION),
            table("GET /order", "Order.getOrders", Table.ORDER),
            row("POST /order", "Order.new", Table.ORDER, NEW_ORDER),
            row("PUT /order", "Order.amend", Table.ORDER, AMEND),
            rows("DELETE /order", "Order.cancel", Table.ORDER, "orderID:JSON clOrdID:JSON text"),
            rows("DELETE /order/all", "Order.cancelAll", Table.ORDER, "symbol filter:JSON text"),
            rows("POST /order/bulk", "Order.newBulk", Table.ORDER, "orders:JSON*"),
            rows("PUT /order/bulk", "Order.amendBulk", Table.ORDER, "orders:JSON*"),
            other("POST /order/cancelAllAfter", "Order.cancelAllAfter", "timeout:double*"),
            row("POST /order/closePosition", "Order.closePosition", Table.ORDER, "symbol* price:double"),
            rows("GET /orderBook/L2", "OrderBook.getL2", Table.ORDER_BOOK_L2, "symbol* depth:int32"),
            rows("GET /position", "Position.get", Table.POSITION, "filter:JSON columns:JSON count:int32"),
            row("POST /position/isolate", "Position.isolateMargin", Table.POSITION, "symbol* enabled:boolean"),
            row("POST /position/leverage", "Position.updateLeverage", Table.POSITION, "symbol* leverage:double*"),
            row("POST /position/riskLimit", "Position.updateRiskLimit", Table.POSITION, "symbol* riskLimit:int64*"),
            row(
                    "POST /position/transferMargin",
                    "Position.transferIsolatedMargin",
                    Table.POSITION,
                    "symbol* amount:int64*"),
            table("GET /quote", "Quote.get", Table.QUOTE),
            rows("GET /quote/bucketed", "Quote.getBucketed", Table.QUOTE, BINS),
            other("GET /schema", "Schema.get", "model"),
            other("GET /schema/websocketHelp", "Schema.websocketHelp", ""),
            table("GET /settlement", "Settlement.get", Table.SETTLEMENT),
            other("GET /stats", "Stats.get", ""),
            table("GET /trade", "Trade.get", Table.TRADE),
            rows("GET /trade/bucketed", "Trade.getBucketed", Table.TRADE_BIN_1M, BINS),
            other("GET /user", "User.get", ""),
            other("GET /user/commission", "User.getCommission", ""),
            other("GET /user/executionHistory", "User.getExecutionHistory", "symbol* timestamp:date-time*"),
            row("GET /user/margin", "User.getMargin", Table.MARGIN, "currency"),
            other("GET /user/tradingVolume", "User.getTradingVolume", ""),
            row("GET /user/wallet", "User.getWallet", Table.WALLET, "currency"),
            rows(
                    "GET /user/walletHistory",
                    "User.getWalletHistory",
                    Table.TRANSACT,
                    "currency count:int32 start:int32 reverse:boolean"),
            other("GET /user/walletSummary", "User.getWalletSummary", "currency"));

    private final Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
    private final Map<String, Object> definitions = definitions();

    /**
     * @throws IllegalStateException for an operation that is not served
     */
    Swagger(Routes routes) {
        for (Operation operation : OPERATIONS) {
            Routes.Route route = routes.find(operation.route())
                    .orElseThrow(() -> new IllegalStateException("described but not served: " + operation.route()));
            paths.computeIfAbsent(operation.path(), any -> new LinkedHashMap<>())
                    .put(operation.verb().toLowerCase(Locale.ROOT), describe(operation, route.access()));
        }
    }

    /** The document for one who reached the exchange at that {@code host}, with its port. */
    Object at(String host) {
        return new Row()
                .text("swagger", "2.0")
                .put(
                        "info",
                        new Row()
                                .text("title", "BitMEX API")
                                .text("version", "1.2.0")
                                .text("description", "Served by Barkeeper's paper exchange"))
                .text("host", host)
                .text("basePath", RestDoor.ROOT)
                .put("schemes", List.of("http"))
                // JSON is taken too, but clients send a form, under the first type they find here
                .put("consumes", List.of("application/x-www-form-urlencoded"))
                .put("produces", List.of("application/json"))
                .put("securityDefinitions", signedWith(Swagger::header))
                .put("paths", paths)
                .put("definitions", definitions);
    }

    private static Operation row(String route, String id, Table table, String params) {
        return new Operation(route, id, false, Optional.of(table), params);
    }

    private static Operation rows(String route, String id, Table table, String params) {
        return new Operation(route, id, true, Optional.of(table), params);
    }

    private static Operation table(String route, String id, Table table) {
        return rows(route, id, table, TABLE);
    }

    private static Operation other(String route, String id, String params) {
        return new Operation(route, id, false, Optional.empty(), params);
    }

    private static Row describe(Operation operation, Routes.Access access) {
        String in = operation.verb().equals("GET") ? "query" : "formData";
        List<Row> params = new ArrayList<>();
        if (!operation.params().isEmpty()) {
            for (String param : operation.params().split(" ")) {
                params.add(param(param, in));
            }
        }
        Row row = new Row()
                .put("tags", List.of(operation.group()))
                .text("operationId", operation.id())
                .put("parameters", params)
                .put(
                        "responses",
                        new Row()
                                .put(
                                        "200",
                                        new Row()
                                                .text("description", "Request was successful")
                                                .put("schema", schema(operation)))
                                .put(
                                        "default",
                                        new Row().text("description", "Refused").put("schema", reference("Error"))));
        return access == Routes.Access.PUBLIC ? row : row.put("security", List.of(signedWith(header -> List.of())));
    }

    private static Row signedWith(Function<String, Object> value) {
        Row all = new Row();
        SIGNED.forEach((name, header) -> all.put(name, value.apply(header)));
        return all;
    }

    private static Row param(String text, String in) {
        boolean required = text.endsWith("*");
        String[] parts = text.substring(0, text.length() - (required ? 1 : 0)).split(":");
        Row row = new Row().text("name", parts[0]).text("in", in).flag("required", required);
        String format = parts.length > 1 ? parts[1] : "";
        return switch (format) {
            case "" -> row.text("type", "string");
            case "boolean" -> row.text("type", "boolean");
            case "JSON", "date-time" -> row.text("type", "string").text("format", format);
            default -> row.text("type", "number").text("format", format);
        };
    }

    private static Row schema(Operation operation) {
        if (operation.table().isEmpty()) {
            return new Row();
        }
        Row model = reference(operation.table().get().model());
        return operation.many() ? new Row().text("type", "array").put("items", model) : model;
    }

    private static Row reference(String model) {
        return new Row().text("$ref", "#/definitions/" + model);
    }

    private static Row header(String name) {
        return new Row().text("type", "apiKey").text("name", name).text("in", "header");
    }

    private static Map<String, Object> definitions() {
        Map<String, Object> models = new LinkedHashMap<>();
        models.put("Error", object(new Row().put("error", new Row().text("type", "object"))));
        for (Operation operation : OPERATIONS) {
            operation.table().ifPresent(table -> models.computeIfAbsent(table.model(), any -> model(table)));
        }
        return models;
    }

    private static Row model(Table table) {
        Row properties = new Row();
        table.types().forEach((column, type) -> properties.put(column, property(type)));
        return object(properties);
    }

    private static Row object(Row properties) {
        return new Row().text("type", "object").put("properties", properties);
    }

    private static Row property(String wireType) {
        return switch (wireType) {
            case "long" -> new Row().text("type", "number").text("format", "int64");
            case "float" -> new Row().text("type", "number").text("format", "double");
            case "boolean" -> new Row().text("type", "boolean");
            case "timestamp", "timespan" -> new Row().text("type", "string").text("format", "date-time");
            case "guid" -> new Row().text("type", "string").text("format", "guid");
            default -> new Row().text("type", "string");
        };
    }
}
