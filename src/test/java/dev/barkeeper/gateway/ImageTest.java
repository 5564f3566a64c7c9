package dev.barkeeper.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barkeeper.model.Side;
import dev.barkeeper.paper.AmendOrder;
import dev.barkeeper.paper.ExecInst;
import dev.barkeeper.paper.NewOrder;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An image and the updates after it add up to what a query answers. */
class ImageTest {
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

    @Test
    void updatesGoOnFromTheImageAlsoWhereThePriceHadMovedBeforeIt() throws Exception {
        exchange.venue.place(ApiKeys.DEMO_ACCOUNT, NewOrder.market("XBTUSD", Side.BUY, 100));
        exchange.venue.push("XBTUSD", 9_700L * 100_000_000, 10, exchange.venue.nowMillis() + 100);
        try (TestSocket socket = exchange.privateSocket().subscribe("position", "margin")) {
            ObjectNode position =
                    (ObjectNode) socket.next("position", "partial").at("/data/0");
            ObjectNode margin = (ObjectNode) socket.next("margin", "partial").at("/data/0");
            exchange.venue.push("XBTUSD", 9_510L * 100_000_000, 10, exchange.venue.nowMillis() + 100);
            for (JsonNode frame : socket.drain()) {
                ObjectNode row = frame.path("table").asText().equals("position") ? position : margin;
                row.setAll((ObjectNode) frame.at("/data/0"));
            }
            assertThat(position).isEqualTo(exchange.get("/position").get(0));
            assertThat(margin).isEqualTo(exchange.get("/user/margin"));
        }
    }

    @Test
    void aQuotesImageShowsWhatRestsInTheBook() throws Exception {
        JsonNode bid = exchange.get("/orderBook/L2?symbol=XBTUSD&depth=1").get(1);
        exchange.post(
                "/order",
                "symbol=XBTUSD&orderQty=777&ordType=Limit&price="
                        + bid.path("price").asText());
        try (TestSocket socket = exchange.socket().subscribe("quote:XBTUSD")) {
            assertThat(socket.next("quote", "partial").at("/data/0/bidSize").asLong())
                    .isEqualTo(bid.path("size").asLong() + 777);
        }
    }

    @Test
    void aBookGoesOnFromItsImageWhenThePriceComesBackToWhereNobodyListened() throws Exception {
        long now = exchange.venue.nowMillis();
        try (TestSocket socket = exchange.socket().subscribe("orderBookL2:XBTUSD", "quote:XBTUSD")) {
            socket.drain();
            exchange.venue.push("XBTUSD", 9_500L * 100_000_000, 10, now + 100);
            socket.send("{\"op\":\"unsubscribe\",\"args\":[\"orderBookL2:XBTUSD\",\"quote:XBTUSD\"]}");
            socket.drain();
            exchange.venue.push("XBTUSD", 9_700L * 100_000_000, 10, now + 200);
            socket.subscribe("orderBookL2:XBTUSD", "quote:XBTUSD").drain();
            exchange.venue.push("XBTUSD", 9_500L * 100_000_000, 10, now + 300);
            assertThat(socket.drain())
                    .extracting(frame -> frame.path("table").asText())
                    .contains("orderBookL2", "quote");
        }
    }

    /** What a client that applies frames by their keys has, against what a newcomer is shown. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void tablesAddUpWhateverHappens(long seed) throws Exception {
        String[] topics = {"order", "position", "margin", "wallet", "instrument", "orderBookL2", "orderBookL2_25"};
        Random random = new Random(seed);
        try (TestSocket client = exchange.privateSocket().subscribe(topics)) {
            Map<String, Map<String, ObjectNode>> kept = new TreeMap<>();
            apply(client.drain(), kept);
            for (int i = 0; i < 150; i++) {
                act(random);
                if (i % 25 == 24) {
                    apply(client.drain(), kept);
                    try (TestSocket newcomer = exchange.privateSocket().subscribe(topics)) {
                        Map<String, Map<String, ObjectNode>> fresh = new TreeMap<>();
                        apply(newcomer.drain(), fresh);
                        apply(client.drain(), kept);
                        for (String topic : topics) {
                            assertThat(kept.get(topic))
                                    .as(topic + " after " + i)
                                    .isEqualTo(fresh.get(topic));
                        }
                    }
                }
            }
        }
    }

    private void act(Random random) {
        long account = ApiKeys.DEMO_ACCOUNT;
        String symbol = random.nextInt(4) == 0 ? "ETHUSD" : "XBTUSD";
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        long contracts = 1 + random.nextInt(20_000);
        long last = exchange.venue.state(symbol).orElseThrow().lastE8();
        long tick = symbol.equals("XBTUSD") ? 50_000_000 : 5_000_000;
        long price = last + (random.nextInt(41) - 20) * tick;
        List<dev.barkeeper.paper.PaperOrder> open = exchange.venue.openOrders(account);
        switch (random.nextInt(9)) {
            case 0 -> exchange.venue.place(account, NewOrder.market(symbol, side, contracts));
            case 1 -> exchange.venue.place(account, NewOrder.limit(symbol, side, contracts, price));
            case 2 ->
                exchange.venue.place(
                        account, NewOrder.limit(symbol, side, contracts, price).with(ExecInst.REDUCE_ONLY));
            case 3 -> exchange.venue.place(account, NewOrder.stopLimit(symbol, side, contracts, price, price));
            case 4 ->
                exchange.venue.place(
                        account, NewOrder.stop(symbol, side, contracts, price).with(ExecInst.REDUCE_ONLY));
            case 5 -> {
                if (!open.isEmpty()) {
                    String id = open.get(random.nextInt(open.size())).orderId();
                    exchange.venue.amend(account, AmendOrder.of(id).toContracts(contracts));
                }
            }
            case 6 -> {
                if (!open.isEmpty()) {
                    String id = open.get(random.nextInt(open.size())).orderId();
                    exchange.venue.cancel(account, List.of(id), List.of(), "");
                }
            }
            case 7 -> exchange.venue.setLeverage(account, symbol, random.nextInt(50) * 100_000_000L);
            default -> exchange.venue.step();
        }
    }

    private static void apply(List<JsonNode> frames, Map<String, Map<String, ObjectNode>> tables) {
        for (JsonNode frame : frames) {
            if (!frame.has("table")) {
                continue;
            }
            String name = frame.path("table").asText();
            Table table = Table.of(name).orElseThrow();
            Map<String, ObjectNode> rows = tables.computeIfAbsent(name, any -> new TreeMap<>());
            for (JsonNode row : frame.path("data")) {
                String key = table.keys().stream()
                        .map(column -> row.path(column).asText())
                        .toList()
                        .toString();
                ObjectNode plain = ((ObjectNode) row).deepCopy();
                plain.remove(List.of("timestamp", "transactTime"));
                switch (frame.path("action").asText()) {
                    case "partial" -> rows.put(key, plain);
                    case "insert" ->
                        assertThat(rows.put(key, plain)).as("doubled " + frame).isNull();
                    case "delete" ->
                        assertThat(rows.remove(key)).as("unknown " + frame).isNotNull();
                    default -> {
                        assertThat(rows).as("unknown " + frame).containsKey(key);
                        plain.properties().forEach(field -> {
                            if (field.getValue().isNull()) {
                                rows.get(key).remove(field.getKey());
                            } else {
                                rows.get(key).set(field.getKey(), field.getValue());
                            }
                        });
                        if (name.equals("order")
                                && rows.get(key).path("leavesQty").asLong() == 0
                                && !rows.get(key).path("ordStatus").asText().equals("New")) {
                            rows.remove(key);
                        }
                    }
                }
            }
        }
    }

    @Test
    void aPositionThatTheImageShowedIsNotInsertedAgain() throws Exception {
        exchange.venue.place(ApiKeys.DEMO_ACCOUNT, NewOrder.market("XBTUSD", Side.BUY, 9_000_000));
        try (TestSocket socket = exchange.privateSocket().subscribe("position")) {
            assertThat(socket.next("position", "partial").path("data")).hasSize(1);
            exchange.venue.place(ApiKeys.DEMO_ACCOUNT, NewOrder.market("XBTUSD", Side.BUY, 100));
            assertThat(socket.drain())
                    .extracting(frame -> frame.path("action").asText())
                    .containsOnly("update");
        }
    }
}
