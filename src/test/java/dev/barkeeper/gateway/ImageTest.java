package dev.barkeeper.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barkeeper.model.Side;
import dev.barkeeper.paper.NewOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
