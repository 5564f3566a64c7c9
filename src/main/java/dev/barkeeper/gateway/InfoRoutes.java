package dev.barkeeper.gateway;

import dev.barkeeper.paper.PaperVenue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Schema, help, currencies, and the rarely used calls, which have nothing to tell at a paper exchange. Thread-safe. */
final class InfoRoutes {
    private static final List<String> EMPTY_TABLES = List.of(
            "announcement",
            "announcement/urgent",
            "chat",
            "chat/channels",
            "insurance",
            "settlement",
            "liquidation",
            "stats/history",
            "stats/historyUSD",
            "leaderboard",
            "wallet/networks");
    private static final List<String> EMPTY_PERSONAL = List.of(
            "globalNotification",
            "user/getWalletTransferAccounts",
            "user/quoteValueRatio",
            "user/staking",
            "user/staking/instruments",
            "user/staking/tiers",
            "user/unstakingRequests",
            "userAffiliates",
            "address");

    private final PaperVenue venue;

    InfoRoutes(PaperVenue venue) {
        this.venue = venue;
    }

    void addTo(Routes routes) {
        EMPTY_TABLES.forEach(name -> routes.open("GET /" + name, request -> List.of()));
        EMPTY_PERSONAL.forEach(name -> routes.read("GET /" + name, request -> List.of()));
        routes.read("GET /userEvent", request -> new Row().put("userEvents", List.of()))
                .open("GET /schema", InfoRoutes::schema)
                .open("GET /schema/websocketHelp", request -> websocketHelp())
                .open("GET /wallet/assets", request -> assets())
                .open(
                        "GET /chat/connected",
                        request -> new Row().whole("users", 0).whole("bots", 0))
                .open(
                        "GET /",
                        request -> new Row()
                                .text("name", "BitMEX API")
                                .text("version", "1.2.0")
                                .whole("timestamp", venue.nowMillis()));
    }

    private static Object schema(ApiRequest request) {
        Map<String, Object> models = new LinkedHashMap<>();
        for (Table table : Table.values()) {
            models.put(
                    table.model(),
                    new Row()
                            .put("keys", table.keys())
                            .put("types", table.types())
                            .fields());
        }
        return request.params()
                .text("model")
                .map(model -> {
                    Object one = models.get(model);
                    if (one == null) {
                        throw ApiError.notFound();
                    }
                    return one;
                })
                .orElse(models);
    }

    /** Also the answer to the socket's {@code help}. */
    static Row websocketHelp() {
        return new Row()
                .text(
                        "info",
                        "See https://www.bitmex.com/app/wsAPI and https://www.bitmex.com/explorer for more documentation.")
                .text("usage", "Send any command shown as {\"op\": <cmd>, \"args\": [\"arg1\", \"arg2\"]}")
                .put("ops", List.of("authKeyExpires", "cancelAllAfter", "subscribe", "unsubscribe"))
                .put("subscribe", "To subscribe, send: {\"op\": \"subscribe\", \"args\": [subscriptionTopic, ...]}.")
                .put(
                        "subscriptionSubjects",
                        new Row()
                                .put("authenticationRequired", topics(true))
                                .put("public", topics(false))
                                .fields());
    }

    private static List<String> topics(boolean personal) {
        return Arrays.stream(Table.values())
                .filter(table -> table.isTopic() && table.isPersonal() == personal)
                .map(Table::text)
                .toList();
    }

    private static List<Row> assets() {
        return List.of(
                asset("XBT", "XBt", "Bitcoin", 8),
                asset("USDT", "USDt", "USD Tether", 6),
                asset("ETH", "Gwei", "Ethereum", 9));
    }

    private static Row asset(String asset, String currency, String name, int scale) {
        return new Row()
                .text("asset", asset)
                .text("currency", currency)
                .text("majorCurrency", asset)
                .text("name", name)
                .text("currencyType", "Crypto")
                .whole("scale", scale)
                .flag("enabled", true)
                .flag("isMarginCurrency", scale != 9)
                .flag("memoRequired", false)
                .put("networks", List.of());
    }
}
