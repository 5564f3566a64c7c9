package dev.barkeeper.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestTest {
    private static final String LIMIT =
            "{\"symbol\":\"XBTUSD\",\"side\":\"Buy\",\"orderQty\":100,\"price\":9000.5,\"ordType\":\"Limit\"}";

    private TestExchange exchange;

    @BeforeAll
    void start() {
        exchange = TestExchange.start();
        for (int i = 0; i < 12; i++) {
            exchange.venue.advanceBar();
        }
    }

    @AfterEach
    void cleanUp() throws IOException {
        exchange.call("DELETE", "/order/all", "");
        exchange.call("POST", "/order", "{\"symbol\":\"XBTUSD\",\"execInst\":\"Close\",\"ordType\":\"Market\"}");
    }

    @AfterAll
    void stop() {
        exchange.close();
    }

    @Test
    void asksForAKeyThatMay() throws IOException {
        exchange.open("/order").expectError(401, "Authorization Required");
        assertThat(exchange.open("/user/margin").expect(401).headers().get("x-ratelimit-limit"))
                .isEqualTo("30");
        exchange.call(TestExchange.READER, "POST", "/order", LIMIT).expectError(403, "Access Denied");
        exchange.call(TestExchange.READER, "DELETE", "/order/all", "").expectError(403, "Access Denied");
        exchange.call(TestExchange.READER, "GET", "/order", "").expect(200);
        exchange.call(TestExchange.CANCELER, "POST", "/order", LIMIT).expectError(403, "Access Denied");
        exchange.call(TestExchange.CANCELER, "DELETE", "/order/all", "").expect(200);
        exchange.call(TestExchange.DISABLED, "GET", "/order", "").expectError(403, "This key is disabled.");
        exchange.call(ApiKey.trading("unknown", "x", 1), "GET", "/order", "").expectError(401, "Invalid API Key.");
        ApiKey wrong = ApiKey.trading(ApiKeys.DEMO_KEY, "wrong", 1);
        exchange.call(wrong, "GET", "/order", "").expectError(401, "Signature not valid.");
        exchange.call(wrong, "GET", "/instrument", "").expectError(401, "Signature not valid.");
        exchange.call("GET", "/nonsense", "").expectError(404, "Not Found");
        exchange.call("POST", "/order", "{nonsense").expectError(400, "The body is not a JSON object");
        JsonNode key = exchange.get("/apiKey").findParents("id").stream()
                .filter(row -> row.path("id").asText().equals(ApiKeys.DEMO_KEY))
                .findFirst()
                .orElseThrow();
        assertThat(key.path("permissions")).extracting(JsonNode::asText).containsExactly("order", "orderCancel");
        assertThat(key.has("secret")).isFalse();
    }

    @Test
    void refusesAnExpiredRequestWith400() throws IOException {
        String expires = String.valueOf(System.currentTimeMillis() / 1_000 - 2);
        String signature = Signature.sign(ApiKeys.DEMO_SECRET, "GET", "/api/v1/order", expires, new byte[0]);
        Request request = new Request.Builder()
                .url(exchange.server.restUrl() + "/order")
                .header("api-key", ApiKeys.DEMO_KEY)
                .header("api-expires", expires)
                .header("api-signature", signature)
                .build();
        try (Response response = exchange.http.newCall(request).execute()) {
            assertThat(response.code()).isEqualTo(400);
            assertThat(response.body().string())
                    .startsWith(
                            "{\"error\":{\"message\":\"This request has expired - `expires` is in the past. Current time: ");
        }
    }

    @Test
    void keepsAccountsApart() throws IOException {
        String id = exchange.post("/order", LIMIT).path("orderID").asText();
        exchange.call(TestExchange.OTHER, "DELETE", "/order", "orderID=" + id).expectError(404, "Not Found");
        assertThat(exchange.call(TestExchange.OTHER, "GET", "/order", "").json())
                .isEmpty();
    }

    @Test
    void showsXbtFirstAmongCurrencies() throws IOException {
        for (String path : List.of("/user/margin", "/user/wallet")) {
            JsonNode rows = exchange.call(TestExchange.OTHER, "GET", path + "?currency=all", "")
                    .expect(200)
                    .json();
            assertThat(rows).extracting(row -> row.path("currency").asText()).containsExactly("XBt", "USDt");
            exchange.call(TestExchange.OTHER, "GET", path + "?currency=Gwei", "")
                    .expectError(400, "currency is invalid");
        }
    }

    @Test
    void showsInstrumentsInEveryForm() throws IOException {
        JsonNode xbtusd =
                exchange.open("/instrument?symbol=xbtusd").expect(200).json().get(0);
        assertThat(xbtusd.path("multiplier").asLong()).isEqualTo(-100_000_000);
        assertThat(xbtusd.path("tickSize").asText()).isEqualTo("0.5");
        assertThat(xbtusd.path("isInverse").asBoolean()).isTrue();
        assertThat(xbtusd.path("fundingInterval").asText()).isEqualTo("2000-01-01T08:00:00.000Z");
        assertThat(symbols("/instrument/active")).containsExactly("XBTUSD", "ETHUSD");
        assertThat(symbols("/instrument/indices")).containsExactly(".BXBT", ".BETH");
        assertThat(symbols("/instrument/activeAndIndices")).containsExactly("XBTUSD", "ETHUSD", ".BXBT", ".BETH");
        assertThat(symbols("/instrument?symbol=XBT")).containsExactly("XBTUSD");
        assertThat(symbols("/instrument?symbol=ETH:perpetual")).containsExactly("ETHUSD");
        assertThat(symbols("/instrument?symbol=XBT:quarterly")).isEmpty();
        assertThat(symbols("/instrument?symbol=.BXBT")).containsExactly(".BXBT");
        assertThat(
                        symbols(
                                "/instrument?filter=%7B%22typ%22:%22FFWCSX%22,%22state%22:%22Open%22%7D&columns=%5B%22typ%22%5D"))
                .containsExactly("XBTUSD", "ETHUSD");
        JsonNode intervals = exchange.open("/instrument/activeIntervals").json();
        assertThat(intervals.path("intervals").get(0).asText()).isEqualTo("XBT:perpetual");
        assertThat(intervals.path("symbols").get(0).asText()).isEqualTo("XBTUSD");
    }

    @Test
    void showsBins() throws IOException {
        JsonNode bins = exchange.open("/trade/bucketed?symbol=XBTUSD&binSize=1m&reverse=true&count=3")
                .expect(200)
                .json();
        assertThat(bins)
                .extracting(row -> row.path("timestamp").asText())
                .containsExactly("2022-01-03T10:12:00.000Z", "2022-01-03T10:11:00.000Z", "2022-01-03T10:10:00.000Z");
        assertThat(bins.get(0).path("open")).isEqualTo(bins.get(1).path("close"));
        assertThat(exchange.open(
                                "/trade/bucketed?symbol=XBTUSD&startTime=2022-01-03T10:05:00.000Z&endTime=2022-01-03T10:06")
                        .json())
                .extracting(row -> row.path("timestamp").asText())
                .containsExactly("2022-01-03T10:05:00.000Z", "2022-01-03T10:06:00.000Z");
        for (String size : List.of("5m", "1h", "1d")) {
            assertThat(exchange.open("/trade/bucketed?symbol=XBTUSD&count=5&binSize=" + size)
                            .expect(200)
                            .json())
                    .as(size)
                    .hasSize(5);
        }
        JsonNode partial = exchange.open("/trade/bucketed?symbol=XBTUSD&binSize=1h&partial=true&reverse=true&count=1")
                .json();
        assertThat(partial.get(0).path("timestamp").asText()).isEqualTo("2022-01-03T11:00:00.000Z");
        exchange.open("/trade/bucketed?binSize=3m").expectError(400, "binSize is invalid: it is one of 1m, 5m, 1h, 1d");
        exchange.open("/trade/bucketed?count=1001").expectError(400, "count is invalid: it is 1 to 1000");
        assertThat(exchange.open("/trade/bucketed?symbol=XBTUSD&count=1000")
                        .expect(200)
                        .json())
                .hasSize(1_000);
    }

    @Test
    void showsTradesQuotesBookAndFunding() throws IOException {
        JsonNode trades = exchange.open("/trade?symbol=XBTUSD&count=5&reverse=true")
                .expect(200)
                .json();
        assertThat(trades).hasSize(5);
        assertThat(names(trades.get(0)))
                .containsExactly(
                        "timestamp",
                        "symbol",
                        "side",
                        "size",
                        "price",
                        "tickDirection",
                        "trdMatchID",
                        "grossValue",
                        "homeNotional",
                        "foreignNotional",
                        "trdType");
        JsonNode quote = exchange.open("/quote?symbol=XBTUSD&count=1&reverse=true")
                .expect(200)
                .json()
                .get(0);
        assertThat(quote.path("askPrice").asDouble())
                .isGreaterThan(quote.path("bidPrice").asDouble());
        assertThat(exchange.open("/quote/bucketed?symbol=XBTUSD&count=2&reverse=true&binSize=1m")
                        .json())
                .hasSize(2);
        JsonNode book =
                exchange.open("/orderBook/L2?symbol=XBTUSD&depth=3").expect(200).json();
        assertThat(book)
                .extracting(row -> row.path("side").asText())
                .containsExactly("Sell", "Sell", "Sell", "Buy", "Buy", "Buy");
        List<Double> prices = new ArrayList<>();
        book.forEach(row -> prices.add(row.path("price").asDouble()));
        assertThat(prices).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        exchange.open("/orderBook/L2").expectError(400, "'symbol' is a required arg.");
        exchange.open("/orderBook/L2?symbol=XBTUSD&depth=-1").expectError(400, "depth is invalid");
        JsonNode funding = exchange.open("/funding?symbol=XBTUSD&count=1&reverse=true")
                .expect(200)
                .json();
        assertThat(funding.get(0).path("fundingInterval").asText()).isEqualTo("2000-01-01T08:00:00.000Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/schema",
                "/schema/websocketHelp",
                "/schema?model=Order",
                "/announcement",
                "/announcement/urgent",
                "/stats",
                "/stats/history",
                "/leaderboard",
                "/chat",
                "/insurance",
                "/settlement",
                "/liquidation",
                "/wallet/assets",
                "/instrument/compositeIndex",
                "/chat/connected",
                "/",
                "/trade/",
                "/user",
                "/user/commission",
                "/user/wallet",
                "/user/tradingVolume",
                "/user/quoteFillRatio",
                "/user/quoteValueRatio",
                "/user/unstakingRequests",
                "/userAffiliates",
                "/userEvent",
                "/user/getWalletTransferAccounts",
                "/globalNotification"
            })
    void answersTheRarelyUsedCalls(String path) throws IOException {
        exchange.call("GET", path, "").expect(200).json();
    }

    @ParameterizedTest
    @CsvSource({"GET,/api/v2/order", "PATCH,/api/v1/order", "GET,/api/explorer", "GET,/"})
    void answersInTheDialectWhereNoCallIs(String verb, String path) throws IOException {
        Request request = new Request.Builder()
                .url(exchange.server.restUrl().replace(RestDoor.ROOT, "") + path)
                .method(verb, verb.equals("GET") ? null : RequestBody.create(new byte[0]))
                .build();
        try (Response response = exchange.http.newCall(request).execute()) {
            assertThat(response.code()).isEqualTo(404);
            assertThat(response.header("content-type")).startsWith("application/json");
            assertThat(response.body().string())
                    .isEqualTo("{\"error\":{\"message\":\"Not Found\",\"name\":\"HTTPError\"}}");
        }
    }

    @Test
    void filtersBinsByTheirOpen() throws IOException {
        assertThat(exchange.get("/trade/bucketed?symbol=XBTUSD&filter=%7B%22open%22%3A1%7D"))
                .isEmpty();
    }

    @Test
    void knowsTheProfitOfAnExecutionAsAColumn() throws IOException {
        exchange.call("GET", "/execution?columns=realisedPnl", "").expect(200);
    }

    @Test
    void refusesABodyThatIsTooLarge() throws IOException {
        String body = "{\"symbol\":\"XBTUSD\",\"text\":\"" + "x".repeat(2 << 20) + "\"}";
        exchange.call("POST", "/order", body).expectError(413, "Content Too Large");
    }

    @Test
    void saysWhichPortIsInUse() {
        GatewaySettings taken = GatewaySettings.lockStep(exchange.server.port());
        assertThatThrownBy(() -> GatewayServer.start(exchange.venue, Optional.empty(), ApiKeys.demo(), taken))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("127.0.0.1:" + exchange.server.port())
                .hasMessageContaining("--port");
    }

    private List<String> symbols(String path) throws IOException {
        List<String> symbols = new ArrayList<>();
        exchange.open(path)
                .expect(200)
                .json()
                .forEach(row -> symbols.add(row.path("symbol").asText()));
        return symbols;
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
