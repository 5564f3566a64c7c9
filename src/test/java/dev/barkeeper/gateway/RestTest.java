package dev.barkeeper.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    void placesALimitOrderAsTheVenueAnswersIt() throws IOException {
        JsonNode order = exchange.post("/order", LIMIT.replace("}", ",\"clOrdID\":\"1.bot\"}"));
        assertThat(names(order))
                .containsExactly(
                        "orderID",
                        "clOrdID",
                        "account",
                        "symbol",
                        "side",
                        "orderQty",
                        "price",
                        "currency",
                        "settlCurrency",
                        "ordType",
                        "timeInForce",
                        "ordStatus",
                        "workingIndicator",
                        "leavesQty",
                        "cumQty",
                        "text",
                        "transactTime",
                        "timestamp");
        assertThat(order.path("ordStatus").asText()).isEqualTo("New");
        assertThat(order.path("price").asText()).isEqualTo("9000.5");
        assertThat(order.path("timeInForce").asText()).isEqualTo("GoodTillCancel");
        assertThat(order.path("text").asText()).isEqualTo("Submitted via API.");
        assertThat(order.path("timestamp").asText()).isEqualTo("2022-01-03T10:12:00.000Z");
        JsonNode open = exchange.get("/order?filter=%7B%22open%22%3Atrue%7D&symbol=XBTUSD");
        assertThat(open).containsExactly(order);
        assertThat(exchange.get("/order?filter=%7B%22clOrdID%22%3A%5B%221.bot%22%5D%7D"))
                .containsExactly(order);
    }

    @Test
    void fillsAMarketOrderAndKeepsTheBooks() throws IOException {
        JsonNode order = exchange.post("/order", "symbol=XBTUSD&side=Buy&orderQty=100&ordType=Market&clOrdID=2.bot");
        assertThat(order.path("ordStatus").asText()).isEqualTo("Filled");
        assertThat(order.path("timeInForce").asText()).isEqualTo("ImmediateOrCancel");
        assertThat(order.has("price")).isFalse();
        assertThat(order.path("avgPx").asDouble()).isBetween(9400.0, 9600.0);

        JsonNode trade =
                exchange.get("/execution/tradeHistory?reverse=true&count=1").get(0);
        assertThat(trade.path("orderID")).isEqualTo(order.path("orderID"));
        assertThat(trade.path("execType").asText()).isEqualTo("Trade");
        assertThat(trade.path("execCost").asLong()).isNegative();
        assertThat(trade.path("homeNotional").asDouble()).isPositive();
        assertThat(trade.path("lastLiquidityInd").asText()).isEqualTo("RemovedLiquidity");
        assertThat(trade.path("commission").asText()).isEqualTo("0.00075");
        JsonNode all = exchange.get(
                "/execution?filter=%7B%22orderID%22:%22" + trade.path("orderID").asText() + "%22%7D");
        assertThat(all).extracting(row -> row.path("execType").asText()).contains("New", "Trade");

        JsonNode position = exchange.get("/position?filter=%7B%22symbol%22%3A%22XBTUSD%22%7D")
                .get(0);
        assertThat(position.path("currentQty").asLong()).isEqualTo(100);
        assertThat(position.path("isOpen").asBoolean()).isTrue();
        JsonNode margin = exchange.get("/user/margin");
        assertThat(margin.path("currency").asText()).isEqualTo("XBt");
        assertThat(margin.path("marginBalance").asLong())
                .isEqualTo(margin.path("walletBalance").asLong()
                        + margin.path("unrealisedPnl").asLong());
        assertThat(exchange.get("/user/margin?currency=all").isArray()).isTrue();
        assertThat(exchange.get("/user/wallet?currency=all")
                        .get(0)
                        .path("deposited")
                        .asLong())
                .isEqualTo(100_000_000);
        JsonNode history = exchange.get("/user/walletHistory?currency=all&count=10000");
        assertThat(history).extracting(row -> row.path("transactType").asText()).contains("Deposit");
    }

    @Test
    void amendsAndCancels() throws IOException {
        JsonNode order = exchange.post("/order", LIMIT);
        String id = order.path("orderID").asText();
        JsonNode amended = exchange.call(
                        "PUT", "/order", "{\"orderID\":\"" + id + "\",\"orderQty\":150,\"price\":9001}")
                .expect(200)
                .json();
        assertThat(amended.path("leavesQty").asLong()).isEqualTo(150);
        assertThat(amended.path("price").asText()).isEqualTo("9001");
        JsonNode cancelled =
                exchange.call("DELETE", "/order", "orderID=" + id).expect(200).json();
        assertThat(cancelled).hasSize(1);
        assertThat(cancelled.get(0).path("ordStatus").asText()).isEqualTo("Canceled");
        assertThat(cancelled.get(0).path("leavesQty").asLong()).isZero();
        assertThat(cancelled.get(0).path("orderQty").asLong()).isEqualTo(150);
        assertThat(cancelled.get(0).has("error")).isFalse();
        JsonNode again =
                exchange.call("DELETE", "/order?orderID=" + id, "").expect(200).json();
        assertThat(again.get(0).path("error").asText())
                .isEqualTo("Unable to cancel order due to existing state: Canceled");
        String unknown = "00000000-0000-0000-0000-00000000beef";
        exchange.call("DELETE", "/order", "orderID=" + unknown).expectError(404, "Not Found");
        JsonNode batch = exchange.call("DELETE", "/order", "{\"orderID\":[\"" + id + "\",\"" + unknown + "\"]}")
                .expect(200)
                .json();
        assertThat(batch).hasSize(2);
        assertThat(batch.get(1).path("error").asText())
                .isEqualTo("Unable to cancel order: Not found or not owned by user");
        exchange.call("PUT", "/order", "{\"orderID\":\"" + id + "\",\"price\":9002}")
                .expectError(400, "Invalid ordStatus");
        exchange.call("PUT", "/order", "{\"orderID\":\"" + unknown + "\",\"price\":9002}")
                .expectError(404, "Not Found");
    }

    @Test
    void cancelsAllThatFit() throws IOException {
        exchange.post("/order", LIMIT);
        exchange.post("/order", LIMIT.replace("Buy", "Sell").replace("9000.5", "9900"));
        JsonNode sells = exchange.call("DELETE", "/order/all", "{\"symbol\":\"XBTUSD\",\"filter\":{\"side\":\"Sell\"}}")
                .expect(200)
                .json();
        assertThat(sells).extracting(row -> row.path("side").asText()).containsExactly("Sell");
        assertThat(exchange.call("DELETE", "/order/all?symbol=XBTUSD", "").json())
                .hasSize(1);
    }

    @Test
    void cancelsAPostOnlyOrderThatWouldTake() throws IOException {
        JsonNode order = exchange.post(
                "/order", LIMIT.replace("9000.5", "9900").replace("}", ",\"execInst\":\"ParticipateDoNotInitiate\"}"));
        assertThat(order.path("ordStatus").asText()).isEqualTo("Canceled");
        assertThat(order.path("text").asText())
                .isEqualTo("Canceled: Order had execInst of ParticipateDoNotInitiate\nSubmitted via API.");
    }

    @Test
    void armsTheDeadMansSwitch() throws IOException {
        JsonNode armed = exchange.post("/order/cancelAllAfter", "{\"timeout\":60000}");
        assertThat(armed.path("now").asText()).isEqualTo("2022-01-03T10:12:00.000Z");
        assertThat(armed.path("cancelTime").asText()).isEqualTo("2022-01-03T10:13:00.000Z");
        assertThat(exchange.post("/order/cancelAllAfter", "{\"timeout\":0}")
                        .path("cancelTime")
                        .asLong(-1))
                .isZero();
    }

    @Test
    void closesAPosition() throws IOException {
        exchange.post("/order", "symbol=XBTUSD&orderQty=-200&ordType=Market");
        JsonNode closed = exchange.post("/order/closePosition", "symbol=XBTUSD");
        assertThat(closed.path("side").asText()).isEqualTo("Buy");
        assertThat(closed.path("cumQty").asLong()).isEqualTo(200);
    }

    @Test
    void setsLeverage() throws IOException {
        JsonNode position = exchange.post("/position/leverage", "symbol=XBTUSD&leverage=10");
        assertThat(position.path("leverage").asLong()).isEqualTo(10);
        assertThat(position.path("crossMargin").asBoolean()).isFalse();
        position = exchange.post("/position/isolate", "symbol=XBTUSD&enabled=false");
        assertThat(position.path("crossMargin").asBoolean()).isTrue();
        exchange.call("POST", "/position/leverage", "symbol=XBTUSD&leverage=101")
                .expectError(400, "Invalid leverage");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "symbol=NOPE&orderQty=1&ordType=Market|Invalid symbol",
                "orderQty=1&ordType=Market|'symbol' is a required arg.",
                "symbol=XBTUSD&side=Long&orderQty=1&ordType=Market|Invalid side",
                "symbol=XBTUSD&orderQty=0&ordType=Market|Invalid orderQty",
                "symbol=XBTUSD&orderQty=1.5&ordType=Market|Invalid orderQty",
                "symbol=XBTUSD&orderQty=1&price=-1|Invalid price",
                "symbol=XBTUSD&orderQty=1&price=9000.3|Invalid price tickSize",
                "symbol=XBTUSD&orderQty=1&stopPx=9000.3&ordType=Stop|Invalid stopPx tickSize",
                "symbol=XBTUSD&orderQty=1&ordType=Iceberg|Unsupported ordType",
                "symbol=XBTUSD&orderQty=1&price=9000&timeInForce=Sometimes|Unsupported timeInForce",
                "symbol=XBTUSD&orderQty=1&price=9000&execInst=Nonsense|Invalid execInst",
                "symbol=XBTUSD&orderQty=1&price=9000&execInst=Fixed|Unsupported execInst",
                "symbol=XBTUSD&orderQty=1&price=9000&pegPriceType=MarketPeg|Unsupported pegPriceType",
                "symbol=XBTUSD&orderQty=1&price=9000&contingencyType=OneCancelsTheOther|Unsupported contingencyType"
            })
    void refusesOrdersInTheVenuesWords(String form, String message) throws IOException {
        exchange.call("POST", "/order", form).expectError(400, message);
    }

    @Test
    void refusesWhatTheAccountCannotDo() throws IOException {
        JsonNode error = exchange.call("POST", "/order", "symbol=XBTUSD&orderQty=9000000&price=9000")
                .expect(400)
                .json()
                .path("error");
        assertThat(error.path("message").asText()).startsWith("Account has insufficient Available Balance");
        assertThat(error.path("name").asText()).isEqualTo("CodedHTTPError");
        assertThat(error.path("details").asText()).isEqualTo("19000");
        exchange.post("/order", LIMIT.replace("}", ",\"clOrdID\":\"twice\"}"));
        exchange.call("POST", "/order", LIMIT.replace("}", ",\"clOrdID\":\"twice\"}"))
                .expectError(400, "Duplicate clOrdID");
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
                "/globalNotification"
            })
    void answersTheRarelyUsedCalls(String path) throws IOException {
        exchange.call("GET", path, "").expect(200).json();
    }

    @Test
    void saysWhichPortIsInUse() {
        GatewaySettings taken = GatewaySettings.lockStep(exchange.server.port());
        assertThatThrownBy(() -> GatewayServer.start(exchange.venue, Optional.empty(), ApiKeys.demo(), taken))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("127.0.0.1:" + exchange.server.port())
                .hasMessageContaining("--port");
    }

    @Test
    void servesTheOldBulkCalls() throws IOException {
        JsonNode orders = exchange.post("/order/bulk", "{\"orders\":[" + LIMIT + "," + LIMIT + "]}");
        assertThat(orders).hasSize(2);
        String id = orders.get(0).path("orderID").asText();
        assertThat(exchange.call("PUT", "/order/bulk", "{\"orders\":[{\"orderID\":\"" + id + "\",\"price\":9001}]}")
                        .expect(200)
                        .json()
                        .get(0)
                        .path("price")
                        .asInt())
                .isEqualTo(9001);
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
