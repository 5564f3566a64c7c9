package dev.barkeeper.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Side;
import dev.barkeeper.paper.NewOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealtimeTest {
    private TestExchange exchange;

    @BeforeEach
    void start() {
        exchange = TestExchange.start();
        exchange.venue.advanceBar();
    }

    @AfterEach
    void stop() {
        exchange.close();
    }

    @ParameterizedTest
    @CsvSource({
        "instrument:XBTUSD,1",
        "instrument,4",
        "instrument:CONTRACTS,2",
        "instrument:INDICES,2",
        "instrument:SPOT,0",
        "orderBookL2:XBTUSD,50",
        "orderBookL2_25:XBTUSD,50",
        "orderBook10:XBTUSD,1",
        "quote:XBTUSD,1",
        "quoteBin1m:XBTUSD,1",
        "affiliate,0",
        "trade:XBTUSD,1",
        "trade,2",
        "tradeBin1m:XBTUSD,1",
        "tradeBin5m:XBTUSD,1",
        "tradeBin1h:XBTUSD,1",
        "tradeBin1d:XBTUSD,1",
        "funding:XBTUSD,1",
        "liquidation:XBTUSD,0",
        "order,0",
        "order:XBTUSD,0",
        "execution,0",
        "position,0",
        "margin,1",
        "wallet,1",
        "transact,0"
    })
    void greetsAcknowledgesAndShowsTheTable(String topic, int rows) throws Exception {
        try (TestSocket socket = exchange.privateSocket()) {
            JsonNode welcome = socket.next();
            assertThat(welcome.path("info").asText()).isEqualTo("Welcome to the BitMEX Realtime API.");
            assertThat(welcome.path("timestamp").asText()).isEqualTo("2022-01-03T10:01:00.000Z");
            assertThat(welcome.has("lockStep")).isFalse();
            socket.subscribe(topic);
            JsonNode ack = socket.next();
            assertThat(ack.path("success").asBoolean()).isTrue();
            assertThat(ack.path("subscribe").asText()).isEqualTo(topic);
            assertThat(ack.at("/request/args/0").asText()).isEqualTo(topic);
            JsonNode image = socket.next();
            Table table = Table.of(topic.replaceFirst(":.*", "")).orElseThrow();
            assertThat(image.path("table").asText()).isEqualTo(table.text());
            assertThat(image.path("action").asText()).isEqualTo("partial");
            assertThat(image.path("keys")).extracting(JsonNode::asText).containsExactlyElementsOf(table.keys());
            assertThat(image.path("data")).hasSize(rows);
            assertThat(image.path("filter").path("account").asLong())
                    .isEqualTo(table.isPersonal() ? ApiKeys.DEMO_ACCOUNT : 0);
            image.path("data")
                    .forEach(row -> row.fieldNames()
                            .forEachRemaining(
                                    name -> assertThat(image.path("types").has(name))
                                            .as(name)
                                            .isTrue()));
        }
    }

    @Test
    void tellsAFillInTheVenuesOrderAndThenTheBar() throws Exception {
        try (TestSocket socket = exchange.privateSocket()
                .subscribe(
                        "order:XBTUSD",
                        "execution",
                        "position",
                        "margin",
                        "wallet",
                        "tradeBin1m:XBTUSD",
                        "trade:XBTUSD")) {
            socket.drain();
            exchange.venue.place(
                    ApiKeys.DEMO_ACCOUNT,
                    NewOrder.market("XBTUSD", Side.BUY, 100).withId("1.bot"));
            List<JsonNode> frames = socket.drain();
            assertThat(tables(frames)).contains("order insert", "order update", "execution insert", "position insert");
            JsonNode executions = find(frames, "execution", "insert");
            assertThat(executions.path("data"))
                    .extracting(row -> row.path("execType").asText()
                            + row.path("ordStatus").asText())
                    .containsExactly("NewNew", "TradeFilled");
            JsonNode inserted = find(frames, "order", "insert").at("/data/0");
            assertThat(inserted.path("ordStatus").asText()).isEqualTo("New");
            assertThat(inserted.path("leavesQty").asLong()).isEqualTo(100);
            JsonNode updated = find(frames, "order", "update").at("/data/0");
            assertThat(names(updated))
                    .contains("orderID", "clOrdID", "account", "symbol", "ordStatus", "leavesQty", "cumQty", "avgPx")
                    .doesNotContain("side", "orderQty", "ordType");
            assertThat(updated.path("ordStatus").asText()).isEqualTo("Filled");
            assertThat(find(frames, "position", "insert")
                            .at("/data/0/currentQty")
                            .asLong())
                    .isEqualTo(100);

            exchange.venue.place(
                    ApiKeys.DEMO_ACCOUNT,
                    NewOrder.limit("XBTUSD", Side.SELL, 100, E8.ofWhole(9_511)).withId("2.bot"));
            socket.drain();
            exchange.venue.advanceBar();
            List<String> order = tables(socket.drain());
            int fill = order.indexOf("execution insert");
            int bar = order.indexOf("tradeBin1m insert");
            assertThat(fill).as("%s", order).isNotNegative();
            assertThat(bar).isGreaterThan(fill).isGreaterThan(order.lastIndexOf("order update"));
            assertThat(bar).isGreaterThan(order.lastIndexOf("position update"));
            assertThat(bar).isGreaterThan(order.lastIndexOf("trade insert"));
        }
    }

    @Test
    void clearsAClosedPositionWithNulls() throws Exception {
        exchange.venue.place(ApiKeys.DEMO_ACCOUNT, NewOrder.market("XBTUSD", Side.BUY, 100));
        try (TestSocket socket = exchange.privateSocket().subscribe("position")) {
            assertThat(socket.next("position", "partial")
                            .at("/data/0/currentQty")
                            .asLong())
                    .isEqualTo(100);
            exchange.venue.place(ApiKeys.DEMO_ACCOUNT, NewOrder.close("XBTUSD"));
            JsonNode row = socket.next("position", "update").at("/data/0");
            assertThat(row.path("currentQty").asLong(-1)).isZero();
            assertThat(row.path("avgEntryPrice").isNull()).isTrue();
            assertThat(row.has("underlying")).isFalse();
        }
    }

    @Test
    void tellsACancelWithWhatChangedOnly() throws Exception {
        try (TestSocket socket = exchange.privateSocket().subscribe("order")) {
            socket.drain();
            exchange.post("/order", "symbol=XBTUSD&orderQty=100&price=9000&clOrdID=3.bot");
            JsonNode inserted = socket.next("order", "insert").at("/data/0");
            assertThat(inserted.path("price").asInt()).isEqualTo(9000);
            exchange.call("DELETE", "/order", "clOrdID=3.bot").expect(200);
            JsonNode row = socket.next(
                            frame -> frame.at("/data/0/ordStatus").asText().equals("Canceled"))
                    .at("/data/0");
            assertThat(names(row))
                    .containsExactlyInAnyOrder(
                            "orderID",
                            "clOrdID",
                            "account",
                            "symbol",
                            "ordStatus",
                            "workingIndicator",
                            "leavesQty",
                            "text",
                            "timestamp");
            assertThat(row.path("text").asText()).isEqualTo("Canceled: Canceled via API.\nSubmitted via API.");
        }
    }

    @Test
    void tellsPublicTables() throws Exception {
        try (TestSocket socket = exchange.socket()
                .subscribe(
                        "quote:XBTUSD",
                        "trade:XBTUSD",
                        "instrument:XBTUSD",
                        "tradeBin1m:XBTUSD",
                        "tradeBin5m:XBTUSD")) {
            socket.drain();
            for (int i = 0; i < 5; i++) {
                exchange.venue.advanceBar();
            }
            List<JsonNode> frames = socket.drain();
            assertThat(tables(frames))
                    .contains(
                            "quote insert",
                            "trade insert",
                            "instrument update",
                            "tradeBin1m insert",
                            "tradeBin5m insert");
            JsonNode update = find(frames, "instrument", "update").at("/data/0");
            assertThat(update.path("symbol").asText()).isEqualTo("XBTUSD");
            assertThat(update.has("tickSize")).isFalse();
            assertThat(frames.stream()
                            .map(frame -> frame.at("/data/0/symbol").asText())
                            .distinct())
                    .containsExactly("XBTUSD");
            JsonNode bar = find(frames, "tradeBin1m", "insert").at("/data/0");
            assertThat(bar.path("timestamp").asText()).isEqualTo("2022-01-03T10:02:00.000Z");
            JsonNode same = exchange.open("/trade/bucketed?symbol=XBTUSD&startTime=2022-01-03T10:02&count=1")
                    .json();
            assertThat(bar).isEqualTo(same.get(0));
        }
    }

    private static List<String> tables(List<JsonNode> frames) {
        return frames.stream()
                .map(frame -> frame.path("table").asText() + " "
                        + frame.path("action").asText())
                .toList();
    }

    private static JsonNode find(List<JsonNode> frames, String table, String action) {
        return frames.stream()
                .filter(frame -> frame.path("table").asText().equals(table)
                        && frame.path("action").asText().equals(action))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
