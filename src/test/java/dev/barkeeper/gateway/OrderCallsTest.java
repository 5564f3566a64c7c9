package dev.barkeeper.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderCallsTest {
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
    void closesALongPositionAsWell() throws IOException {
        exchange.post("/order", "symbol=XBTUSD&orderQty=200&ordType=Market");
        JsonNode closed = exchange.post("/order/closePosition", "symbol=XBTUSD");
        assertThat(closed.path("side").asText()).isEqualTo("Sell");
        assertThat(closed.path("cumQty").asLong()).isEqualTo(200);
    }

    @Test
    void countsOpenOrdersAmongAPositionsRisk() throws IOException {
        exchange.post("/order", LIMIT);
        JsonNode position = exchange.get("/position?filter=%7B%22symbol%22%3A%22XBTUSD%22%7D")
                .get(0);
        assertThat(position.path("openOrderBuyCost").asLong()).isEqualTo(-1_111_000);
        assertThat(position.path("riskValue").asLong()).isEqualTo(1_111_000);
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

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
