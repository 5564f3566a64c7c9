package dev.barkeeper.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BookTablesTest {
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
    void keepsTheBookInStep() throws Exception {
        try (TestSocket socket = exchange.socket("?subscribe=orderBookL2_25:XBTUSD,orderBook10:XBTUSD")) {
            socket.next();
            JsonNode image = socket.next("orderBookL2_25", "partial");
            List<JsonNode> book = new ArrayList<>();
            image.path("data").forEach(book::add);
            socket.drain();
            for (int i = 0; i < 5; i++) {
                exchange.venue.advanceBar();
            }
            List<JsonNode> frames = socket.drain();
            assertThat(tables(frames)).contains("orderBook10 update");
            for (JsonNode frame : frames) {
                if (frame.path("table").asText().equals("orderBookL2_25")) {
                    frame.path("data")
                            .forEach(row -> apply(book, frame.path("action").asText(), row));
                }
            }
            List<String> seen =
                    book.stream().map(BookTablesTest::level).sorted().toList();
            List<String> asked = new ArrayList<>();
            exchange.open("/orderBook/L2?symbol=XBTUSD&depth=25").json().forEach(row -> asked.add(level(row)));
            assertThat(seen).isEqualTo(asked.stream().sorted().toList());
        }
    }

    private static void apply(List<JsonNode> book, String action, JsonNode row) {
        boolean known =
                book.removeIf(old -> old.path("id").asLong() == row.path("id").asLong());
        assertThat(known).as("%s %s", action, row).isEqualTo(!action.equals("insert"));
        if (!action.equals("delete")) {
            book.add(row);
        }
    }

    private static String level(JsonNode row) {
        return row.path("side").asText() + row.path("price").asText() + "x"
                + row.path("size").asText();
    }

    private static List<String> tables(List<JsonNode> frames) {
        return frames.stream()
                .map(frame -> frame.path("table").asText() + " "
                        + frame.path("action").asText())
                .toList();
    }
}
