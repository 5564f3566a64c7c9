package dev.barkeeper.bitmex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barkeeper.bitmex.ScriptedVenue.Reply;
import dev.barkeeper.bitmex.ScriptedVenue.Request;
import dev.barkeeper.model.Bar;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BitmexMarketDataTest {
    private static final long FIRST = Instant.parse("2020-02-03T18:28:00Z").toEpochMilli();
    private static final long MINUTE = Bar.MINUTE_MILLIS;

    private ScriptedVenue server;
    private BitmexVenue venue;
    private BitmexMarketData market;

    @BeforeEach
    void open() throws IOException {
        server = new ScriptedVenue();
        venue = new BitmexVenue(server.settings(), stamp -> {});
        market = venue.marketData();
    }

    @AfterEach
    void close() throws IOException {
        market.close();
        venue.close();
        server.close();
    }

    @Test
    void asksByTheEndsOfBarsAndKeepsThoseAskedFor() throws Exception {
        server.rest(request -> Reply.ok(Frames.json("bars.json").toString()));

        List<Bar> bars = market.fetchBars("XBTUSD", FIRST, FIRST + MINUTE, 500);

        assertThat(bars).extracting(Bar::closeMillis).containsExactly(FIRST, FIRST + MINUTE);
        Request asked = server.requests.get(0);
        assertThat(asked.path()).isEqualTo("/api/v1/trade/bucketed");
        assertThat(asked.parameter("binSize")).isEqualTo("1m");
        assertThat(asked.parameter("partial")).isEqualTo("false");
        assertThat(asked.parameter("startTime")).isEqualTo("2020-02-03T18:28:00.000Z");
        assertThat(asked.parameter("count")).isEqualTo("2");
        assertThat(asked.parameter("reverse")).isEqualTo("false");
    }

    @Test
    void leavesOutABarThatTheServersOwnClockSaysIsUnfinished() throws Exception {
        long now = System.currentTimeMillis() / MINUTE * MINUTE;
        String row = "{\"symbol\":\"XBTUSD\",\"open\":1,\"high\":1,\"low\":1,\"close\":1,\"timestamp\":\"";
        server.rest(
                request -> Reply.ok("[" + row + WireRow.iso(now) + "\"}," + row + WireRow.iso(now + MINUTE) + "\"}]")
                        .header("date: " + httpDate(now + 1_000)));
        venue.close();
        venue = new BitmexVenue(server.settings(), stamp -> {});
        market = venue.marketData();

        assertThat(market.fetchBars("XBTUSD", now, now + MINUTE, 10))
                .as("no stamp seen yet: the venue may live in another time")
                .hasSize(2);
        server.stream(text ->
                List.of("{\"table\":\"quote\",\"action\":\"partial\",\"keys\":[],\"data\":[{\"symbol\":\"XBTUSD\","
                        + "\"timestamp\":\"" + WireRow.iso(now) + "\"}]}"));
        var quotes = new CountDownLatch(1);
        market.open("XBTUSD", new Quotes(quotes));
        assertThat(quotes.await(5, TimeUnit.SECONDS)).isTrue();

        assertThat(market.fetchBars("XBTUSD", now, now + MINUTE, 10)).hasSize(1);
    }

    private static String httpDate(long millis) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC));
    }

    @Test
    void saysWhichBarsItCouldNotGetAndWhy() {
        server.rest(request -> Reply.error(400, "Invalid symbol"));

        assertThatThrownBy(() -> market.fetchBars("NOPE", FIRST, FIRST + MINUTE, 10))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("NOPE")
                .hasMessageContaining("2020-02-03T18:28:00.000Z")
                .hasMessageContaining("Invalid symbol");
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void oneBarThatCannotBeReadCostsThatBarOnly() throws Exception {
        ArrayNode rows = (ArrayNode) Frames.json("bars.json");
        ((ObjectNode) rows.get(0)).put("homeNotional", "1e12");
        server.rest(request -> Reply.ok(rows.toString()));

        assertThat(market.fetchBars("XBTUSD", FIRST, FIRST + MINUTE, 500))
                .extracting(Bar::closeMillis)
                .containsExactly(FIRST + MINUTE);
    }

    @Test
    void asksForNothingWhenNothingIsMissing() throws Exception {
        assertThat(market.fetchBars("XBTUSD", FIRST, FIRST - MINUTE, 10)).isEmpty();
        assertThat(server.requests).isEmpty();
    }
}
