package dev.barkeeper.bitmex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.exchange.TradingRight;
import dev.barkeeper.market.MarketDataListener;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.OrderStatus;
import dev.barkeeper.model.Quote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stream over a real socket, with a server that does as the test says. */
class BitmexStreamTest {
    private static final SocketTimes QUICK = new SocketTimes(150, 150, 2_000, 60_000);
    private static final String WELCOME = "{\"info\":\"Welcome\",\"version\":\"x\",\"limit\":{\"remaining\":39}";
    private static final String FILL = frame(
            "execution",
            "insert",
            "{\"execID\":\"e\",\"orderID\":\"o\",\"symbol\":\"XBTUSD\",\"side\":\"Buy\",\"execType\":\"Trade\",\"lastQty\":1,"
                    + "\"lastPx\":9000,\"leavesQty\":0,\"cumQty\":1,\"orderQty\":1,\"transactTime\":\"2020-02-03T18:27:59.999Z\"}");
    private static final String BAR = frame(
            "tradeBin1m",
            "insert",
            "{\"timestamp\":\"2020-02-03T18:28:00.000Z\",\"symbol\":\"XBTUSD\",\"open\":9256,\"high\":9256,\"low\":9256,\"close\":9256}");

    /** Everything told, of account and market together, in its order. */
    private final List<Object> told = new CopyOnWriteArrayList<>();

    private final List<Long> stamps = new CopyOnWriteArrayList<>();
    private final Reports reports = new Reports();
    private ScriptedVenue server;
    private BitmexVenue venue;
    private BitmexExchange exchange;
    private BitmexMarketData market;

    @BeforeEach
    void open() throws IOException {
        server = new ScriptedVenue();
        server.stream(BitmexStreamTest::wellBehaved);
        venue = new BitmexVenue(server.settings().withClockSpeed(20), stamps::add, QUICK);
        exchange = venue.exchange("XBTUSD", TradingRight.ALWAYS);
        market = venue.marketData();
    }

    @AfterEach
    void close() throws IOException {
        market.close();
        exchange.close();
        venue.close();
        server.close();
    }

    private void openBoth() throws InterruptedException {
        exchange.open(report -> {
            told.add(report);
            reports.onReport(report);
        });
        market.open("XBTUSD", new Market());
        reports.await(ExchangeReport.Connected.class);
        await().until(() -> told.contains("connected"));
    }

    /** Acknowledges, sends images, answers pings. */
    private static List<String> wellBehaved(String text) {
        if (text.equals("ping")) {
            return List.of("pong");
        }
        JsonNode frame = Frames.of(text);
        if (frame.path("op").asText().equals("authKeyExpires")) {
            return List.of("{\"success\":true,\"request\":" + text + "}");
        }
        List<String> answers = new ArrayList<>();
        for (JsonNode topic : frame.path("args")) {
            answers.add("{\"success\":true,\"subscribe\":" + topic + ",\"request\":" + text + "}");
            answers.add(image(topic.asText().split(":")[0], ""));
        }
        return answers;
    }

    private static String image(String table, String rows) {
        String keys = switch (table) {
            case "order" -> "\"orderID\"";
            case "execution" -> "\"execID\"";
            case "position" -> "\"account\",\"symbol\"";
            default -> "";
        };
        return "{\"table\":\"" + table + "\",\"action\":\"partial\",\"keys\":[" + keys
                + "],\"filter\":{\"symbol\":\"XBTUSD\"},\"data\":[" + rows + "]}";
    }

    private static String frame(String table, String action, String rows) {
        return "{\"table\":\"" + table + "\",\"action\":\"" + action + "\",\"data\":[" + rows + "]}";
    }

    private static String order(String fields) {
        return "{\"orderID\":\"o-1\",\"symbol\":\"XBTUSD\"," + fields + "}";
    }

    @Test
    void signsInAndSubscribesToTheAccountOnOneSocketWithTheMarket() throws Exception {
        openBoth();

        ScriptedStream stream = server.nextStream();
        JsonNode key = Frames.of(stream.next());
        long expires = key.path("args").get(1).asLong();
        assertThat(key.path("args").get(1).isIntegralNumber()).isTrue();
        assertThat(key.path("args").get(2).asText())
                .isEqualTo(new RequestSigner(ScriptedVenue.SECRET)
                        .sign("GET", "/realtime", expires, "".getBytes(StandardCharsets.UTF_8)));
        List<String> topics = new ArrayList<>();
        Frames.of(stream.next()).path("args").forEach(topic -> topics.add(topic.asText()));
        Frames.of(stream.next()).path("args").forEach(topic -> topics.add(topic.asText()));
        assertThat(topics)
                .containsExactlyInAnyOrder(
                        "execution:XBTUSD", "order:XBTUSD", "position:XBTUSD", "quote:XBTUSD", "tradeBin1m:XBTUSD");
        assertThat(server.streams).isEmpty();
    }

    @Test
    void tellsWhatHappenedBeforeABarBeforeTheBar() throws Exception {
        openBoth();
        ScriptedStream stream = server.nextStream();
        told.clear();

        stream.send(
                frame(
                        "quote",
                        "insert",
                        "{\"timestamp\":\"2020-02-03T18:27:59.500Z\",\"symbol\":\"XBTUSD\",\"bidPrice\":9255.5,\"bidSize\":3,\"askPrice\":9256,\"askSize\":4}"));
        stream.send(FILL);
        stream.send(BAR);

        await().until(() -> told.size() == 3);
        assertThat(told.get(0))
                .isEqualTo(new Quote(
                        "XBTUSD",
                        Instant.parse("2020-02-03T18:27:59.500Z").toEpochMilli(),
                        E8.parse("9255.5"),
                        3,
                        E8.ofWhole(9256),
                        4));
        assertThat(told.get(1)).isInstanceOf(ExchangeReport.FillReported.class);
        assertThat(told.get(2)).isInstanceOf(Bar.class);
        assertThat(stamps)
                .endsWith(
                        Instant.parse("2020-02-03T18:27:59.500Z").toEpochMilli(),
                        Instant.parse("2020-02-03T18:27:59.999Z").toEpochMilli(),
                        Instant.parse("2020-02-03T18:28:00.000Z").toEpochMilli());
    }

    @Test
    void reportsSparseOrderUpdatesWhole() throws Exception {
        openBoth();
        ScriptedStream stream = server.nextStream();

        stream.send(
                frame(
                        "order",
                        "insert",
                        order(
                                "\"side\":\"Sell\",\"ordType\":\"Stop\",\"stopPx\":9211,\"orderQty\":100,\"leavesQty\":100,\"ordStatus\":\"New\"")));
        stream.send(frame("order", "update", order("\"ordStatus\":\"Canceled\",\"leavesQty\":0")));

        reports.next(ExchangeReport.OrderReported.class);
        Order order = reports.next(ExchangeReport.OrderReported.class).order();
        assertThat(order.status()).isEqualTo(OrderStatus.CANCELED);
        assertThat(order.triggerE8()).isEqualTo(E8.ofWhole(9211));
        assertThat(order.contracts()).isEqualTo(100);
    }

    @Test
    void connectsAgainAfterAnUpdateOfAnOrderItDoesNotKnow() throws Exception {
        openBoth();

        server.nextStream().send(frame("order", "update", order("\"leavesQty\":0")));

        assertThat(reports.await(ExchangeReport.Disconnected.class).cause()).contains("o-1");
        reports.await(ExchangeReport.Connected.class);
        server.nextStream();
    }

    @Test
    void connectsAgainAndSignsAnewAfterACut() throws Exception {
        openBoth();

        server.nextStream().cut();

        reports.await(ExchangeReport.Disconnected.class);
        reports.await(ExchangeReport.Connected.class);
        assertThat(server.nextStream().next()).contains("authKeyExpires");
        await().until(() -> told.stream().filter("connected"::equals).count() == 2);
        assertThat(told).contains("disconnected");
    }

    @Test
    void connectsAgainAfterAnOrderlyClose() throws Exception {
        openBoth();

        server.nextStream().sayClose(1000);

        assertThat(reports.await(ExchangeReport.Disconnected.class).cause()).contains("1000");
        reports.await(ExchangeReport.Connected.class);
    }

    @Test
    void asksInSilenceAndStaysWhenAnswered() throws Exception {
        openBoth();
        ScriptedStream stream = server.nextStream();
        for (int i = 0; i < 3; i++) {
            stream.next();
        }

        assertThat(stream.next()).isEqualTo("ping");
        assertThat(stream.next()).isEqualTo("ping");
        assertThat(reports.rest()).isEmpty();
    }

    @Test
    void connectsAgainWhenNobodyAnswersAPing() throws Exception {
        openBoth();

        server.stream(text -> List.of());
        assertThat(reports.await(ExchangeReport.Disconnected.class).cause()).contains("silent");
        server.stream(BitmexStreamTest::wellBehaved);

        reports.await(ExchangeReport.Connected.class);
    }

    @Test
    void isNotConnectedBeforeTheLastImageOfTheAccount() throws Exception {
        server.stream(text -> wellBehaved(text).stream()
                .filter(answer -> !answer.contains("\"table\":\"position\""))
                .toList());
        exchange.open(reports);
        ScriptedStream stream = server.nextStream();
        await().until(() -> stream.next().contains("subscribe"));

        stream.send(FILL);
        assertThat(reports.rest()).noneMatch(ExchangeReport.Connected.class::isInstance);
        stream.send(image("position", ""));

        reports.await(ExchangeReport.Connected.class);
    }

    @Test
    void leavesOutRowsBeforeTheirImageAndTheFirstImageOfExecutions() throws Exception {
        server.stream(text -> text.contains("\"subscribe\"") ? List.of() : wellBehaved(text));
        exchange.open(reports);
        ScriptedStream stream = server.nextStream();
        String row = Frames.of(FILL).path("data").get(0).toString();

        stream.send(FILL);
        stream.send(image("execution", row));
        stream.send(image("order", ""));
        stream.send(image("position", ""));
        reports.next(ExchangeReport.Connected.class);
        stream.send(image("execution", row));

        reports.next(ExchangeReport.FillReported.class);
    }

    @Test
    void triesAgainWhenSubscribingIsNeverFinished() throws Exception {
        venue.close();
        venue = new BitmexVenue(
                server.settings().withClockSpeed(20), stamps::add, new SocketTimes(150, 150, 300, 60_000));
        exchange = venue.exchange("XBTUSD", TradingRight.ALWAYS);
        market = venue.marketData();
        server.stream(text -> text.equals("ping") ? List.of("pong") : List.of());

        exchange.open(reports);
        server.nextStream();
        server.stream(BitmexStreamTest::wellBehaved);

        reports.await(ExchangeReport.Connected.class);
    }

    @Test
    void comesBackAfterRefusedUpgrades() throws Exception {
        server.refuseUpgrades(503);
        exchange.open(reports);
        await().until(() -> server.requests.size() >= 2);

        server.refuseUpgrades(0);

        reports.await(ExchangeReport.Connected.class);
    }

    @Test
    void doesNotHammerAVenueThatRefusesTheKey() throws Exception {
        server.stream(text -> text.contains("authKeyExpires")
                ? List.of("{\"status\":401,\"error\":\"Invalid API Key.\",\"meta\":{},\"request\":" + text + "}")
                : wellBehaved(text));

        exchange.open(reports);
        long firstNanos = server.nextStream().openedNanos();
        ScriptedStream second = server.nextStream();

        // a minute of the venue's time is three seconds at this speed, less the jitter
        assertThat(second.openedNanos() - firstNanos).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(2_300));
        assertThat(reports.rest()).isEmpty();
    }

    @Test
    void doesNotCountAnUnreadableRowAndGoesOn() throws Exception {
        openBoth();
        ScriptedStream stream = server.nextStream();
        told.clear();

        stream.send(frame(
                "tradeBin1m", "insert", "{\"symbol\":\"XBTUSD\",\"open\":\"x\",\"high\":1,\"low\":1,\"close\":1}"));
        stream.send(frame("execution", "insert", "{\"symbol\":\"XBTUSD\",\"execType\":\"Trade\",\"lastQty\":5}"));
        stream.send(BAR);

        await().until(() -> told.size() == 1);
        assertThat(told.get(0)).isInstanceOf(Bar.class);
    }

    @Test
    void leavesOutABarOfTomorrowAndGivesTheNext() throws Exception {
        openBoth();
        ScriptedStream stream = server.nextStream();
        told.clear();

        for (String end : List.of("03T18:28", "04T18:29", "03T18:29")) {
            stream.send(BAR.replace("03T18:28", end));
        }

        await().until(() -> told.size() == 2);
        assertThat(told)
                .extracting(it -> ((Bar) it).closeTime().toString())
                .containsExactly("2020-02-03T18:28:00Z", "2020-02-03T18:29:00Z");
        assertThat(stamps)
                .last()
                .isEqualTo(Instant.parse("2020-02-03T18:29:00Z").toEpochMilli());
    }

    @Test
    void connectsAgainAfterAFrameThatIsNoJson() throws Exception {
        openBoth();

        server.nextStream().send("{\"table\":\"order\",");

        reports.await(ExchangeReport.Disconnected.class);
        reports.await(ExchangeReport.Connected.class);
    }

    /** Gathered whole it would take more memory than a bot has, and end it. */
    @Test
    void connectsAgainWhereAFrameDoesNotEnd() throws Exception {
        openBoth();
        ScriptedStream stream = server.nextStream();

        assertThatIOException().isThrownBy(stream::sendWithoutEnd);

        assertThat(reports.await(ExchangeReport.Disconnected.class).cause()).contains("a frame is longer than 8388608");
        reports.await(ExchangeReport.Connected.class);
    }

    @Test
    void connectsAgainWhereAFrameHasMoreInItThanMemoryHolds() throws Exception {
        openBoth();

        server.nextStream().send("[" + "0,".repeat(500_000) + "0]");

        assertThat(reports.await(ExchangeReport.Disconnected.class).cause()).contains("Token count");
        reports.await(ExchangeReport.Connected.class);
    }

    /** A hundred kilobytes would become as many megabytes. */
    @Test
    void takesNoPackedFrames() throws Exception {
        server.refuseUpgrades(503);
        exchange.open(reports);
        await().until(() -> !server.requests.isEmpty());

        assertThat(server.requests.get(0).headers())
                .containsKey("upgrade")
                .doesNotContainKey("sec-websocket-extensions");
    }

    @Test
    void acknowledgesBarsToAVenueThatWaits() throws Exception {
        server.rest(request -> ScriptedVenue.Reply.ok("{}"));
        openBoth();
        venue.lockStep().acknowledge(1);
        assertThat(venue.lockStep().isLockStep()).isFalse();

        server.nextStream().send(WELCOME + ",\"lockStep\":true}");
        await().until(() -> venue.lockStep().isLockStep());
        venue.lockStep().acknowledge(Instant.parse("2020-02-03T18:28:00Z").toEpochMilli());

        await().until(() -> !server.requests.isEmpty());
        assertThat(server.requests).singleElement().satisfies(request -> {
            assertThat(request.verb() + " " + request.target()).isEqualTo("POST /control/ack");
            assertThat(request.body()).isEqualTo("{\"bar\":\"2020-02-03T18:28:00.000Z\"}");
        });
    }

    @Test
    void tellsNothingAfterItsClose() throws Exception {
        openBoth();
        ScriptedStream stream = server.nextStream();
        told.clear();

        exchange.close();
        stream.send(FILL);
        stream.send(BAR);

        await().until(() -> !told.isEmpty());
        assertThat(told).singleElement().isInstanceOf(Bar.class);
    }

    /** Notes what the market side tells. */
    private final class Market implements MarketDataListener {
        @Override
        public void onBar(Bar bar) {
            told.add(bar);
        }

        @Override
        public void onQuote(Quote quote) {
            told.add(quote);
        }

        @Override
        public void onConnected() {
            told.add("connected");
        }

        @Override
        public void onDisconnected(String cause) {
            told.add("disconnected");
        }
    }
}
