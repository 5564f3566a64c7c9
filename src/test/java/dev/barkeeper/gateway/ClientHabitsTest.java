package dev.barkeeper.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The requests and frames of clients that know nothing of this project, byte for byte as they send them: ccxt, BitMEX's
 * own connectors for Node and Python, its market-maker sample.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientHabitsTest {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final String NOBODY = "00000000-0000-0000-0000-00000000beef";

    private TestExchange exchange;

    @BeforeAll
    void start() {
        exchange = TestExchange.start();
        for (int i = 0; i < 10; i++) {
            exchange.venue.advanceBar();
        }
    }

    @AfterAll
    void stop() {
        exchange.close();
    }

    /** As ccxt sends it: JSON announced even where there is no body, a request that lives five seconds. */
    private JsonNode ccxt(int status, String verb, String path, String body) throws IOException {
        String expires = String.valueOf(System.currentTimeMillis() / 1_000 + 5);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        RequestBody content = verb.equals("GET") ? null : RequestBody.create(bytes, body.isEmpty() ? null : JSON);
        Request request = new Request.Builder()
                .url(exchange.server.restUrl() + path)
                .method(verb, content)
                .header("Content-Type", "application/json")
                .header("api-key", ApiKeys.DEMO_KEY)
                .header("api-expires", expires)
                .header(
                        "api-signature",
                        Signature.sign(ApiKeys.DEMO_SECRET, verb, RestDoor.ROOT + path, expires, bytes))
                .build();
        try (Response response = exchange.http.newCall(request).execute()) {
            String text = response.body().string();
            assertThat(response.code()).as(text).isEqualTo(status);
            return Json.read(text).orElseThrow();
        }
    }

    private static String filter(String json) {
        return "filter=" + URLEncoder.encode(json, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/trade/bucketed?symbol=XBTUSD&binSize=1m&partial=true&count=5&reverse=true",
                "/trade/bucketed?symbol=XBTUSD&binSize=1m&partial=true&count=5&startTime=2022-01-03T10%3A02%3A00.000Z",
                "/trade?symbol=XBTUSD&reverse=true&count=2",
                "/orderBook/L2?symbol=XBTUSD&depth=3",
                "/funding?symbol=XBt&count=2&reverse=true",
                "/funding?symbol=XBt%3Aperpetual&count=2&reverse=true",
                "/instrument/active",
                "/instrument/activeAndIndices",
                "/user/walletHistory?currency=all"
            })
    void readsTablesAsCcxtAsksForThem(String path) throws IOException {
        assertThat(ccxt(200, "GET", path, "")).isNotEmpty();
    }

    @Test
    void tradesAsCcxtDoes() throws IOException {
        JsonNode order = ccxt(
                200,
                "POST",
                "/order",
                "{\"symbol\":\"XBTUSD\",\"side\":\"Buy\",\"orderQty\":100,\"ordType\":\"Limit\",\"text\":\"CCXT\","
                        + "\"price\":9000,\"clOrdID\":\"habit.1\"}");
        assertThat(order.path("workingIndicator").asBoolean()).isTrue();
        assertThat(order.path("text").asText()).isEqualTo("CCXT");
        String id = order.path("orderID").asText();
        String other = ccxt(
                        200,
                        "POST",
                        "/order",
                        "{\"symbol\":\"XBTUSD\",\"side\":\"Sell\",\"orderQty\":100,\"ordType\":\"Stop\",\"text\":\"CCXT\","
                                + "\"stopPx\":9000}")
                .path("orderID")
                .asText();
        assertThat(ccxt(200, "GET", "/order?" + filter("{\"orderID\":\"" + id + "\"}"), ""))
                .containsExactly(order);
        assertThat(ccxt(200, "GET", "/order?symbol=XBTUSD&" + filter("{\"open\":true}"), ""))
                .hasSize(2);
        JsonNode amended = ccxt(
                200, "PUT", "/order", "{\"orderID\":\"" + id + "\",\"orderQty\":200,\"price\":8999,\"text\":\"CCXT\"}");
        assertThat(amended.path("leavesQty").asLong()).isEqualTo(200);
        JsonNode renamed =
                ccxt(200, "PUT", "/order", "{\"origClOrdID\":\"habit.1\",\"clOrdID\":\"habit.2\",\"price\":8998}");
        assertThat(renamed.path("clOrdID").asText()).isEqualTo("habit.2");
        assertThat(ccxt(200, "DELETE", "/order", "{\"orderID\":[\"" + id + "\",\"" + other + "\"]}"))
                .extracting(row -> row.path("ordStatus").asText())
                .containsExactly("Canceled", "Canceled");
        assertThat(ccxt(200, "DELETE", "/order", "{\"orderID\":\"" + id + "\"}")
                        .at("/0/error")
                        .asText())
                .isEqualTo("Unable to cancel order due to existing state: Canceled");
        assertThat(ccxt(404, "DELETE", "/order", "{\"orderID\":\"" + NOBODY + "\"}")
                        .at("/error/message")
                        .asText())
                .isEqualTo("Not Found");
        assertThat(ccxt(200, "DELETE", "/order/all", "")).isEmpty();
        assertThat(ccxt(200, "POST", "/order/cancelAllAfter", "{\"timeout\":60}")
                        .has("cancelTime"))
                .isTrue();
        ccxt(200, "POST", "/order/cancelAllAfter", "{\"timeout\":0}");
        ccxt(200, "POST", "/position/leverage", "{\"symbol\":\"XBTUSD\",\"leverage\":10}");
        ccxt(200, "POST", "/position/isolate", "{\"symbol\":\"XBTUSD\",\"enabled\":false}");
    }

    @Test
    void tellsTheDaysFiguresOfATicker() throws IOException {
        JsonNode ticker = ccxt(200, "GET", "/instrument?symbol=XBTUSD", "").get(0);
        assertThat(ticker.path("foreignNotional24h").asLong())
                .isEqualTo(ticker.path("volume24h").asLong())
                .isPositive();
        assertThat(ticker.path("homeNotional24h")
                        .decimalValue()
                        .movePointRight(8)
                        .longValueExact())
                .isEqualTo(ticker.path("turnover24h").asLong());
        assertThat(ticker.path("impactMidPrice")).isEqualTo(ticker.path("midPrice"));
        JsonNode stats = ccxt(200, "GET", "/stats", "");
        assertThat(stats)
                .extracting(row ->
                        row.path("rootSymbol").asText() + row.path("currency").asText())
                .containsExactly("XBTXBt", "ETHXBt", "TotalXBt");
        assertThat(stats.get(0).path("openInterest")).isEqualTo(ticker.path("openInterest"));
        assertThat(stats.get(2).path("openValue").asLong())
                .isEqualTo(stats.get(0).path("openValue").asLong()
                        + stats.get(1).path("openValue").asLong());
        assertThat(ccxt(200, "GET", "/instrument/usdVolume", "")
                        .get(0)
                        .path("currency")
                        .asText())
                .isEqualTo("XBt");
        assertThat(ccxt(200, "GET", "/instrument/compositeIndex?symbol=.BXBT", "")
                        .get(0)
                        .path("lastPrice")
                        .asDouble())
                .isBetween(9_400.0, 9_600.0);
    }

    /** A short has a negative homeNotional, by which clients tell the side, and is worth its share of an XBT in dollars. */
    @Test
    void tellsWhatAQuantoIsWorthInItsOwnCurrencies() throws IOException {
        exchange.post("/order", "{\"symbol\":\"ETHUSD\",\"orderQty\":-10,\"ordType\":\"Market\"}");
        JsonNode position = ccxt(200, "GET", "/position?" + filter("{\"symbol\":\"ETHUSD\"}"), "")
                .get(0);
        double xbt = ccxt(200, "GET", "/instrument?symbol=.BXBT", "")
                .get(0)
                .path("lastPrice")
                .asDouble();
        double dollars = Math.abs(position.path("markValue").asLong()) / 1e8 * xbt;
        assertThat(position.path("foreignNotional").asDouble()).isCloseTo(dollars, within(1e-6));
        assertThat(position.path("homeNotional").asDouble())
                .isCloseTo(-dollars / position.path("markPrice").asDouble(), within(1e-6));
        JsonNode ticker = ccxt(200, "GET", "/instrument?symbol=ETHUSD", "").get(0);
        assertThat(ticker.path("foreignNotional24h").asDouble())
                .isCloseTo(ticker.path("turnover24h").asLong() / 1e8 * xbt, within(0.01));
        exchange.post("/order", "{\"symbol\":\"ETHUSD\",\"execInst\":\"Close\",\"ordType\":\"Market\"}");
    }

    @Test
    void tellsTheAccountsMoneyAndKeepsIt() throws IOException {
        String id = exchange.post("/order", "{\"symbol\":\"ETHUSD\",\"orderQty\":10,\"ordType\":\"Market\"}")
                .path("orderID")
                .asText();
        JsonNode summary = ccxt(200, "GET", "/user/walletSummary", "");
        assertThat(summary)
                .extracting(row -> row.path("transactType").asText())
                .contains("Deposit", "RealisedPNL")
                .endsWith("Total");
        long total = summary.get(summary.size() - 1).path("walletBalance").asLong();
        long sum = 0;
        for (int i = 0; i < summary.size() - 1; i++) {
            sum += summary.get(i).path("amount").asLong();
        }
        assertThat(sum).isEqualTo(total);
        assertThat(ccxt(200, "GET", "/user/executionHistory?symbol=ETHUSD&timestamp=2022-01-03T00%3A00%3A00.000Z", ""))
                .extracting(row -> row.path("orderID").asText())
                .contains(id);
        assertThat(ccxt(200, "GET", "/user/executionHistory?symbol=ETHUSD&timestamp=2022-01-04T00%3A00%3A00.000Z", ""))
                .isEmpty();
        String withdrawal =
                "{\"currency\":\"XBt\",\"amount\":100000,\"address\":\"3BMEXqGpG4FxBA1KWhRFufXfSTRgzfDBhJ\",\"network\":\"btc\"}";
        assertThat(ccxt(403, "POST", "/user/requestWithdrawal", withdrawal)
                        .at("/error/message")
                        .asText())
                .isEqualTo("Access Denied");
        ccxt(403, "GET", "/user/depositAddress?currency=XBt&network=btc", "");
        exchange.post("/order", "{\"symbol\":\"ETHUSD\",\"execInst\":\"Close\",\"ordType\":\"Market\"}");
    }

    /** Its expiry is in milliseconds, which is merely a long time off. */
    @Test
    void listensAsCcxtDoes() throws Exception {
        try (TestSocket socket = exchange.socket()) {
            long expires = System.currentTimeMillis();
            String signature = Signature.sign(
                    ApiKeys.DEMO_SECRET, "GET", GatewayServer.REALTIME, String.valueOf(expires), new byte[0]);
            socket.send("{\"op\":\"authKeyExpires\",\"args\":[\"" + ApiKeys.DEMO_KEY + "\"," + expires + ",\""
                    + signature + "\"]}");
            assertThat(socket.next(frame -> frame.has("success"))
                            .path("success")
                            .asBoolean())
                    .isTrue();
            socket.send("{\"op\":\"subscribe\",\"args\":[\"order\"]}");
            socket.next("order", "partial");
            String id = exchange.post("/order", "{\"symbol\":\"XBTUSD\",\"orderQty\":100,\"price\":9000}")
                    .path("orderID")
                    .asText();
            List<JsonNode> frames = socket.drain();
            assertThat(frames).as("one row tells the resting order whole").hasSize(1);
            assertThat(frames.get(0).path("action").asText()).isEqualTo("insert");
            assertThat(frames.get(0).at("/data/0/workingIndicator").asBoolean()).isTrue();
            exchange.call("PUT", "/order", "{\"orderID\":\"" + id + "\",\"orderQty\":200}")
                    .expect(200);
            assertThat(socket.drain()).hasSize(1);
            exchange.call("DELETE", "/order", "orderID=" + id).expect(200);
            frames = socket.drain();
            assertThat(frames).hasSize(1);
            assertThat(frames.get(0).at("/data/0/ordStatus").asText()).isEqualTo("Canceled");
            assertThat(frames.get(0).at("/data/0/workingIndicator").asBoolean(true))
                    .isFalse();
        }
    }

    /** Everything the help names, one topic a frame as a plain text, authenticated in the address. */
    @Test
    void listensAsTheNodeConnectorDoes() throws Exception {
        JsonNode subjects =
                exchange.open("/schema/websocketHelp").expect(200).json().path("subscriptionSubjects");
        List<String> tables = new ArrayList<>();
        subjects.path("public").forEach(name -> tables.add(name.asText()));
        subjects.path("authenticationRequired").forEach(name -> tables.add(name.asText()));
        assertThat(tables).contains("quoteBin1m", "quoteBin1d", "affiliate", "margin", "orderBookL2_25");
        String expires = String.valueOf(System.currentTimeMillis() / 1_000 + 5);
        String signature = Signature.sign(ApiKeys.DEMO_SECRET, "GET", GatewayServer.REALTIME, expires, new byte[0]);
        List<String> wholeAccount = List.of("insurance", "margin", "transact", "wallet", "announcement", "affiliate");
        try (TestSocket socket = exchange.socket(
                "?api-expires=" + expires + "&api-key=" + ApiKeys.DEMO_KEY + "&api-signature=" + signature)) {
            socket.next();
            for (String table : tables) {
                String symbol = wholeAccount.contains(table) ? "*" : "XBTUSD";
                socket.send("{\"op\":\"subscribe\",\"args\":\"" + table + ":" + symbol + "\"}");
                assertThat(socket.next().path("subscribe").asText()).isEqualTo(table + ":" + symbol);
                JsonNode image = socket.next();
                assertThat(image.path("table").asText()).isEqualTo(table);
                assertThat(image.path("action").asText()).isEqualTo("partial");
            }
            exchange.venue.advanceBar();
            JsonNode bin = socket.next("quoteBin1m", "insert").at("/data/0");
            JsonNode last = exchange.get("/quote/bucketed?symbol=XBTUSD&binSize=1m&count=1&reverse=true")
                    .get(0);
            assertThat(bin).isEqualTo(last);
        }
    }

    @Test
    void refusesAnUpgradeInTheDialect() throws IOException {
        Request request = new Request.Builder()
                .url(exchange.server.restUrl().replace(RestDoor.ROOT, "") + "/realtime?api-expires=4102444800&api-key="
                        + ApiKeys.DEMO_KEY + "&api-signature=00")
                .headers(Headers.of(
                        "Connection", "Upgrade",
                        "Upgrade", "websocket",
                        "Sec-WebSocket-Version", "13",
                        "Sec-WebSocket-Key", "AQIDBAUGBwgJCgsMDQ4PEA=="))
                .build();
        try (Response response = exchange.http.newCall(request).execute()) {
            assertThat(response.code()).isEqualTo(401);
            assertThat(response.body().string())
                    .isEqualTo("{\"error\":{\"message\":\"Signature not valid.\",\"name\":\"HTTPError\"}}");
        }
    }

    /** Everything subscribed to in the address, authenticated by headers, a command with its argument in a list. */
    @Test
    void listensAsThePythonConnectorsDo() throws Exception {
        String topics = "execution:XBTUSD,instrument:XBTUSD,order:XBTUSD,orderBookL2:XBTUSD,position:XBTUSD,"
                + "quote:XBTUSD,trade:XBTUSD,margin";
        Headers headers = TestExchange.credentials(ApiKeys.DEMO_KEY, ApiKeys.DEMO_SECRET);
        try (TestSocket socket =
                new TestSocket(exchange.http, exchange.server.webSocketUrl() + "?subscribe=" + topics, headers)) {
            List<JsonNode> frames = socket.drain();
            assertThat(frames)
                    .filteredOn(frame -> frame.path("action").asText().equals("partial"))
                    .hasSize(8)
                    .allSatisfy(
                            frame -> assertThat(frame.path("keys").isArray()).isTrue());
            socket.send("{\"op\": \"cancelAllAfter\", \"args\": [0]}");
            assertThat(socket.next(frame -> frame.has("cancelTime"))
                            .path("cancelTime")
                            .asLong(-1))
                    .isZero();
        }
    }

    /** Bodies with blanks after colons and commas, orders in bulk, a filter by part of a state. */
    @Test
    void tradesAsTheMarketMakerSampleDoes() throws IOException {
        JsonNode orders = ccxt(
                200,
                "POST",
                "/order/bulk",
                "{\"orders\": [{\"price\": 9000.0, \"orderQty\": 100, \"side\": \"Buy\", \"clOrdID\": \"mm_bitmex_1a\","
                        + " \"symbol\": \"XBTUSD\", \"execInst\": \"ParticipateDoNotInitiate\"}, {\"price\": 9900.0,"
                        + " \"orderQty\": 100, \"side\": \"Sell\", \"clOrdID\": \"mm_bitmex_1b\","
                        + " \"symbol\": \"XBTUSD\"}]}");
        assertThat(orders).extracting(row -> row.path("side").asText()).containsExactly("Buy", "Sell");
        String query = "?" + filter("{\"ordStatus.isTerminated\": false, \"symbol\": \"XBTUSD\"}") + "&count=500";
        assertThat(ccxt(200, "GET", "/order" + query, ""))
                .extracting(row -> row.path("clOrdID").asText())
                .containsExactly("mm_bitmex_1a", "mm_bitmex_1b");
        String id = orders.get(0).path("orderID").asText();
        ccxt(
                200,
                "PUT",
                "/order/bulk",
                "{\"orders\": [{\"orderID\": \"" + id
                        + "\", \"orderQty\": 200, \"price\": 9000.5, \"side\": \"Buy\"}]}");
        assertThat(ccxt(
                        200,
                        "DELETE",
                        "/order",
                        "{\"orderID\": [\"" + id + "\", \""
                                + orders.get(1).path("orderID").asText() + "\"]}"))
                .hasSize(2);
    }
}
