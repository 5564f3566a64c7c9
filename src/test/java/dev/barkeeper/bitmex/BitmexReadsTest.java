package dev.barkeeper.bitmex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.barkeeper.bitmex.ScriptedVenue.Reply;
import dev.barkeeper.bitmex.ScriptedVenue.Request;
import dev.barkeeper.exchange.ExchangeException;
import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Position;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The calls that only read, over real HTTP, and what they leave to orders. */
class BitmexReadsTest extends ExchangeRig {
    @Test
    void readsOrdersBeforeThePositionAndTakesNoRowForFlat() throws Exception {
        String open = BitmexCallsTest.FILLED.replace("Filled", "New").replace("\"leavesQty\":0", "\"leavesQty\":100");
        server.rest(request -> request.path().endsWith("/order")
                ? Reply.ok("[" + open + "," + BitmexCallsTest.FILLED + "," + open.replace("XBTUSD", "ETHUSD") + "]")
                : Reply.ok("[{\"symbol\":\"ETHUSD\",\"currentQty\":5}]"));

        exchange.fetchAccount("XBTUSD");

        var snapshot = reports.next(ExchangeReport.AccountFetched.class).snapshot();
        assertThat(snapshot.openOrders())
                .singleElement()
                .satisfies(order -> assertThat(order.orderId()).isEqualTo("o-1"));
        assertThat(snapshot.position()).isEqualTo(Position.flat("XBTUSD", 0));
        assertThat(server.requests.stream().map(Request::path)).containsExactly("/api/v1/order", "/api/v1/position");
        assertThat(server.requests.get(0).parameter("filter")).isEqualTo("{\"open\":true}");
    }

    @Test
    void anOrderThatCannotBeReadDoesNotHideTheOthers() throws Exception {
        String open = BitmexCallsTest.FILLED.replace("Filled", "New").replace("\"leavesQty\":0", "\"leavesQty\":100");
        server.rest(request -> request.path().endsWith("/order")
                ? Reply.ok("[" + open.replace("Buy", "Both") + "," + open + "]")
                : Reply.ok("[{\"symbol\":\"XBTUSD\",\"currentQty\":5}]"));

        exchange.fetchAccount("XBTUSD");

        var snapshot = reports.next(ExchangeReport.AccountFetched.class).snapshot();
        assertThat(snapshot.openOrders()).hasSize(1);
        assertThat(snapshot.position().contracts()).isEqualTo(5);
    }

    /** It would cost a position its stop. */
    @ParameterizedTest
    @ValueSource(strings = {"", ",\"currentQty\":null", ",\"currentQty\":\"\""})
    void aPositionWithoutItsQuantityIsNoFlatOne(String quantity) throws Exception {
        server.rest(request -> Reply.ok(
                request.path().endsWith("/order")
                        ? "[]"
                        : "[{\"symbol\":\"XBTUSD\",\"avgEntryPrice\":9321" + quantity + "}]"));

        exchange.fetchAccount("XBTUSD");

        assertThat(reports.next(ExchangeReport.AccountFetchFailed.class).cause())
                .contains("currentQty");
    }

    @Test
    void readsAgainWhenAReadFailsAndSaysSoInTheEnd() throws Exception {
        server.rest(request -> Reply.error(503, "Service unavailable"));

        exchange.fetchAccount("XBTUSD");

        assertThat(reports.next(ExchangeReport.AccountFetchFailed.class).cause())
                .contains("/api/v1/order")
                .contains("503");
        assertThat(server.requests).hasSize(BitmexRest.READ_ATTEMPTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "{\"message\":\"maintenance\"}"})
    void takesAnAnswerThatIsNoListForNoAnswer(String body) throws Exception {
        server.rest(request -> Reply.ok(body));

        exchange.fetchAccount("XBTUSD");
        assertThat(reports.next(ExchangeReport.AccountFetchFailed.class).cause())
                .contains("order");
        exchange.lookUp(BitmexCallsTest.ID, "XBTUSD");
        assertThat(reports.next(ExchangeReport.LookUpFailed.class).id()).isEqualTo(BitmexCallsTest.ID);
        exchange.fetchFills("XBTUSD", 0);
        assertThat(reports.next(ExchangeReport.FillsFetchFailed.class).cause()).contains("tradeHistory");
    }

    @Test
    void saysOnceThatReadsFailAndOnceThatTheyWorkAgain() throws Exception {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        Logger log = (Logger) LoggerFactory.getLogger(BitmexRest.class);
        Level before = log.getLevel();
        log.setLevel(Level.INFO);
        log.addAppender(lines);
        try {
            server.rest(request -> server.requests.size() <= 2 * BitmexRest.READ_ATTEMPTS
                    ? Reply.error(502, "Bad gateway")
                    : Reply.ok("[]"));
            exchange.lookUp(BitmexCallsTest.ID, "XBTUSD");
            reports.next(ExchangeReport.LookUpFailed.class);
            exchange.lookUp(BitmexCallsTest.ID, "XBTUSD");
            reports.next(ExchangeReport.LookUpFailed.class);
            exchange.lookUp(BitmexCallsTest.ID, "XBTUSD");
            reports.next(ExchangeReport.LookedUp.class);
        } finally {
            log.detachAppender(lines);
            log.setLevel(before);
        }
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("read=failed path=order cause="),
                        line -> assertThat(line).isEqualTo("read=works_again path=order"));
    }

    /** It would make a held position flat, and an order that is there be sent again. */
    @ParameterizedTest
    @ValueSource(strings = {"[{}]", "[\"maintenance\"]", "[{\"error\":\"overloaded\"}]"})
    void takesARowOfNothingNeitherForFlatNorForNoOrder(String rows) throws Exception {
        server.rest(request -> Reply.ok(rows));

        exchange.fetchAccount("XBTUSD");
        exchange.lookUp(BitmexCallsTest.ID, "XBTUSD");

        assertThat(reports.next(ExchangeReport.AccountFetchFailed.class).cause())
                .contains("symbol");
        assertThat(reports.next(ExchangeReport.LookUpFailed.class).cause()).contains("orderID");
    }

    @Test
    void doesNotFindSomebodyElsesOrder() throws Exception {
        server.rest(request -> Reply.ok("[" + BitmexCallsTest.FILLED + "]"));

        exchange.lookUp(BitmexCallsTest.ID, "XBTUSD");
        exchange.lookUp(new ClientOrderId(7, "EMI"), "XBTUSD");

        assertThat(reports.next(ExchangeReport.LookedUp.class).order()).isPresent();
        assertThat(reports.next(ExchangeReport.LookedUp.class).order()).isEmpty();
    }

    @Test
    void aSlowReadDelaysNoOrder() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        server.rest(request -> {
            if (request.verb().equals("GET")) {
                BitmexCallsTest.await(release);
                return Reply.ok("[]");
            }
            return Reply.ok(BitmexCallsTest.FILLED);
        });

        exchange.fetchFills("XBTUSD", 0);
        exchange.fetchAccount("XBTUSD");
        exchange.submit(BitmexCallsTest.MARKET);

        reports.next(ExchangeReport.Acknowledged.class);
        release.countDown();
        reports.await(ExchangeReport.FillsFetched.class);
    }

    @Test
    void historyWaitsForTheRateLimitWhileAnOrderGoesThrough() throws Exception {
        server.rest(request -> Reply.ok(request.verb().equals("GET") ? "[]" : BitmexCallsTest.FILLED)
                .header("x-ratelimit-limit: 120")
                .header("x-ratelimit-remaining: 5"));
        venue.marketData().fetchBars("XBTUSD", 0, 60_000, 2);

        FutureTask<Object> history = new FutureTask<>(() -> venue.marketData().fetchBars("XBTUSD", 0, 60_000, 2));
        Thread reader = new Thread(history);
        reader.start();
        Awaitility.await().until(() -> reader.getState() == Thread.State.TIMED_WAITING);
        exchange.submit(BitmexCallsTest.MARKET);

        reports.next(ExchangeReport.Acknowledged.class);
        assertThat(server.requests).extracting(Request::verb).containsExactly("GET", "POST");
        venue.close();
        assertThatThrownBy(() -> history.get(5, TimeUnit.SECONDS)).hasMessageContaining("closed");
    }

    @Test
    void tellsWhatAPersonMustMend() throws Exception {
        server.rest(request ->
                request.path().endsWith("/instrument") ? Reply.ok("[]") : Reply.error(401, "Invalid API Key."));

        assertThatThrownBy(() -> venue.instrument("NOPE"))
                .isInstanceOfSatisfying(
                        ExchangeException.class,
                        e -> assertThat(e.isRetryable()).isFalse())
                .hasMessageContaining("NOPE");
        assertThatThrownBy(() -> venue.accountNumber())
                .isInstanceOfSatisfying(
                        ExchangeException.class,
                        e -> assertThat(e.isRetryable()).isFalse())
                .hasMessageContaining("Invalid API Key.");
    }

    @Test
    void readsWhatADoctorAsks() throws Exception {
        server.rest(request -> switch (request.path()) {
            case "/api/v1/user" -> Reply.ok("{\"id\":2273415}");
            case "/api/v1/apiKey" ->
                Reply.ok(
                        "[{\"id\":\"other\",\"permissions\":[\"withdraw\"]},{\"id\":\"test-key\",\"enabled\":true,\"permissions\":[\"order\"]}]");
            default ->
                Reply.ok(Frames.json("instruments.json").toString()).header("date: Thu, 01 Jan 2026 00:00:00 GMT");
        });

        assertThat(venue.accountNumber()).isEqualTo(2273415);
        assertThat(venue.keyPermissions().mayTrade()).isTrue();
        assertThat(venue.keyPermissions().mayWithdraw()).isFalse();
        assertThat(venue.instrument("XBTUSD").lotContracts()).isEqualTo(100);
        assertThat(venue.clockSkewMillis("XBTUSD"))
                .isLessThan(Duration.ofHours(-1).toMillis());
    }
}
