package dev.barkeeper.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers and words that no honest client sends, or sends by a slip: refused or cut, at no cost to anybody else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RubbishTest {
    private TestExchange exchange;

    @BeforeAll
    void start() {
        exchange = TestExchange.start();
    }

    @AfterAll
    void stop() {
        exchange.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e99999999", "1e-999999999", "-1e99999999", "1e400"})
    void refusesAnExponentBeforeItIsWrittenOut(String number) {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            order("\"orderQty\":100,\"price\":" + number).expect(400);
            order("\"orderQty\":100,\"stopPx\":\"" + number + "\"").expect(400);
            order("\"orderQty\":" + number + ",\"price\":9000").expect(400);
            exchange.call("POST", "/position/leverage", "{\"symbol\":\"XBTUSD\",\"leverage\":" + number + "}")
                    .expect(400);
        });
    }

    @Test
    void refusesALeverageThatWouldBeCrossByRounding() throws IOException {
        exchange.call("POST", "/position/leverage", "symbol=XBTUSD&leverage=1e-9")
                .expectError(400, "Invalid leverage");
    }

    @Test
    void refusesABuyOfANegativeQuantity() throws IOException {
        order("\"side\":\"Buy\",\"orderQty\":-100,\"price\":9000").expectError(400, "Invalid orderQty");
        JsonNode sold = order("\"side\":\"Sell\",\"orderQty\":-100,\"price\":19000")
                .expect(200)
                .json();
        assertThat(sold.path("side").asText()).isEqualTo("Sell");
        assertThat(sold.path("orderQty").asLong()).isEqualTo(100);
    }

    @Test
    void keepsNoMoreOfARemarkThanARemarkNeeds() throws IOException {
        String novel = "x".repeat(500_000);
        JsonNode placed = order("\"orderQty\":100,\"price\":9000,\"text\":\"" + novel + "\"")
                .expect(200)
                .json();
        assertThat(placed.path("text").asText()).isEqualTo("x".repeat(Params.MAX_REMARK));
        String id = placed.path("orderID").asText();
        JsonNode amended = exchange.call("PUT", "/order", "{\"orderID\":\"" + id + "\",\"text\":\"y" + novel + "\"}")
                .expect(200)
                .json();
        assertThat(amended.path("text").asText()).hasSize(Params.MAX_REMARK).startsWith("yx");
        JsonNode cancelled = exchange.call(
                        "DELETE", "/order", "{\"orderID\":\"" + id + "\",\"text\":\"" + novel + "\"}")
                .expect(200)
                .json();
        assertThat(cancelled.get(0).path("ordStatus").asText()).isEqualTo("Canceled");
        assertThat(cancelled.get(0).path("text").asText().length()).isLessThan(3 * Params.MAX_REMARK);
    }

    private TestExchange.Reply order(String fields) throws IOException {
        return exchange.call("POST", "/order", "{\"symbol\":\"XBTUSD\"," + fields + "}");
    }
}
