package dev.barkeeper.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barkeeper.gateway.TestExchange.Reply;
import java.io.IOException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ControlTest {
    @Test
    void lockStepGoesOnWithEachAcknowledgedBar() throws Exception {
        try (TestExchange exchange = TestExchange.lockStep();
                TestSocket socket = exchange.socket().subscribe("tradeBin1m:XBTUSD")) {
            assertThat(socket.next().path("lockStep").asBoolean()).isTrue();
            socket.next("tradeBin1m", "partial");
            exchange.control("POST", "/control/ack", "{}");
            for (int bar = 1; bar <= 5; bar++) {
                String close = "2022-01-03T10:0" + bar + ":00.000Z";
                assertThat(socket.next("tradeBin1m", "insert")
                                .at("/data/0/timestamp")
                                .asText())
                        .isEqualTo(close);
                assertThat(exchange.venue.lastBarMillis()).isEqualTo(TestExchange.START + bar * 60_000L);
                exchange.control("POST", "/control/ack", "{\"bar\":\"" + close + "\"}");
            }
            Awaitility.await()
                    .until(() -> status(exchange).path("barsPublished").asInt() >= 6);
            JsonNode status = status(exchange);
            assertThat(status.path("lockStep").asBoolean()).isTrue();
            assertThat(status.path("lastAcknowledged").asText()).isEqualTo("2022-01-03T10:05:00.000Z");
            assertThat(status.path("sockets").asInt()).isEqualTo(1);
        }
    }

    @Test
    void statusTellsOrdersAndPositionsOfEveryAccount() throws IOException {
        try (TestExchange exchange = TestExchange.start()) {
            exchange.control("POST", "/control/step", "{\"bars\":3}");
            exchange.post("/order", "symbol=XBTUSD&orderQty=100&ordType=Market");
            exchange.post("/order", "symbol=XBTUSD&orderQty=100&price=9000");
            JsonNode status = status(exchange);
            assertThat(status.path("venueTime").asText()).isEqualTo("2022-01-03T10:03:00.000Z");
            JsonNode account = status.path("accounts").get(0);
            assertThat(account.path("account").asLong()).isEqualTo(ApiKeys.DEMO_ACCOUNT);
            assertThat(account.path("openOrders")).hasSize(1);
            assertThat(account.at("/positions/0/currentQty").asLong()).isEqualTo(100);
            assertThat(account.path("orders").asLong()).isEqualTo(2);
        }
    }

    @Test
    void limitsRequestsAndSaysSo() throws IOException {
        try (TestExchange exchange = TestExchange.start(GatewaySettings.atSpeed(0, 0.001))) {
            Reply first = exchange.open("/trade?count=1").expect(200);
            assertThat(first.headers().get("x-ratelimit-limit")).isEqualTo("30");
            assertThat(first.headers().get("x-ratelimit-remaining")).isEqualTo("29");
            assertThat(first.headers().get("x-ratelimit-reset")).matches("\\d{10}");
            for (int i = 0; i < 29; i++) {
                exchange.open("/trade?count=1").expect(200);
            }
            Reply refused =
                    exchange.open("/trade?count=1").expectError(429, "Rate limit exceeded, retry in 2 seconds.");
            assertThat(refused.headers().get("retry-after")).isEqualTo("2");
            assertThat(refused.json().at("/error/name").asText()).isEqualTo("RateLimitError");
            Reply order = exchange.call("POST", "/order", "symbol=XBTUSD&orderQty=1&price=9000")
                    .expect(200);
            assertThat(order.headers().get("x-ratelimit-limit")).isEqualTo("120");
            assertThat(order.headers().get("x-ratelimit-remaining-1s")).isEqualTo("9");
            for (int i = 0; i < 9; i++) {
                exchange.call("DELETE", "/order/all", "").expect(200);
            }
            assertThat(exchange.call("DELETE", "/order/all", "")
                            .expect(429)
                            .headers()
                            .get("retry-after"))
                    .isEqualTo("1");
        }
    }

    private static JsonNode status(TestExchange exchange) throws IOException {
        return exchange.control("GET", "/control/status", "");
    }
}
