package dev.barkeeper.bitmex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.bitmex.ScriptedVenue.Act;
import dev.barkeeper.bitmex.ScriptedVenue.Reply;
import dev.barkeeper.bitmex.ScriptedVenue.Request;
import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.exchange.RejectReason;
import dev.barkeeper.exchange.TradingRight;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.OrderStatus;
import dev.barkeeper.model.Side;
import dev.barkeeper.model.TriggerPrice;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The calls about orders over real HTTP, each answered exactly once. */
class BitmexCallsTest extends ExchangeRig {
    static final ClientOrderId ID = new ClientOrderId(293123456000L, "EMI");
    static final OrderRequest MARKET = OrderRequest.market(ID, "XBTUSD", Side.BUY, 100);
    static final String FILLED = "{\"orderID\":\"o-1\",\"clOrdID\":\"293123456000.EMI\",\"symbol\":\"XBTUSD\","
            + "\"side\":\"Buy\",\"ordType\":\"Market\",\"ordStatus\":\"Filled\",\"orderQty\":100,\"cumQty\":100,"
            + "\"leavesQty\":0,\"avgPx\":9321.5,\"timestamp\":\"2020-02-03T18:28:00.100Z\"}";
    private static final String STOP = "{\"orderID\":\"o-2\",\"clOrdID\":\"293123456000.EMI\",\"symbol\":\"XBTUSD\","
            + "\"side\":\"Sell\",\"ordType\":\"StopLimit\",\"ordStatus\":\"New\",\"orderQty\":100,\"cumQty\":0,"
            + "\"leavesQty\":100,\"price\":9211,\"stopPx\":9211,\"execInst\":\"ReduceOnly,LastPrice\","
            + "\"timestamp\":\"2020-02-03T18:28:00.100Z\"}";

    @Test
    void signsTheBytesItSends() throws Exception {
        server.rest(request -> Reply.ok(FILLED));

        exchange.submit(MARKET);

        assertThat(reports.next(ExchangeReport.Acknowledged.class).order().status())
                .isEqualTo(OrderStatus.FILLED);
        assertSigned(server.requests.get(0));
        assertThat(server.requests.get(0).body())
                .isEqualTo("{\"symbol\":\"XBTUSD\",\"side\":\"Buy\",\"ordType\":\"Market\","
                        + "\"clOrdID\":\"293123456000.EMI\",\"orderQty\":100}");
    }

    @Test
    void signsTheQueryAsItIsOnTheWire() throws Exception {
        server.rest(request -> Reply.ok("[]"));

        exchange.lookUp(ID, "XBTUSD");

        assertThat(reports.next(ExchangeReport.LookedUp.class).order()).isEmpty();
        assertSigned(server.requests.get(0));
        assertThat(server.requests.get(0).parameter("filter")).isEqualTo("{\"clOrdID\":\"293123456000.EMI\"}");
    }

    private static void assertSigned(Request request) {
        long expires = Long.parseLong(request.headers().get("api-expires"));
        String expected = new RequestSigner(ScriptedVenue.SECRET)
                .sign(request.verb(), request.target(), expires, request.body().getBytes(StandardCharsets.UTF_8));
        assertThat(request.headers()).containsEntry("api-signature", expected).containsEntry("api-key", "test-key");
        assertThat(expires - System.currentTimeMillis() / 1000).isBetween(5L, BitmexRest.EXPIRES_AFTER_SECONDS);
    }

    @Test
    void writesAStopWithExactPricesAndItsInstructions() {
        OrderRequest stop = OrderRequest.stop(
                ID, "XBTUSD", Side.SELL, 100, E8.parse("9211"), E8.parse("9210.5"), TriggerPrice.MARK);

        assertThat(WireJson.text(OrderDesk.body(stop)))
                .isEqualTo("{\"symbol\":\"XBTUSD\",\"side\":\"Sell\",\"ordType\":\"StopLimit\","
                        + "\"clOrdID\":\"293123456000.EMI\",\"orderQty\":100,\"price\":9210.5,\"stopPx\":9211,"
                        + "\"execInst\":\"ReduceOnly,MarkPrice\"}");
    }

    @Test
    void closesWithoutAQuantity() {
        assertThat(WireJson.text(OrderDesk.body(OrderRequest.flatten(ID, "XBTUSD", Side.SELL))))
                .isEqualTo("{\"symbol\":\"XBTUSD\",\"side\":\"Sell\",\"ordType\":\"Market\","
                        + "\"clOrdID\":\"293123456000.EMI\",\"execInst\":\"Close\"}");
    }

    @ParameterizedTest
    @CsvSource({"0.00000001", "9300", "100000", "9300.5"})
    void writesPricesWithoutAnExponent(String price) {
        OrderRequest stop = OrderRequest.stop(ID, "XBTUSD", Side.SELL, 1, E8.parse(price), 0, TriggerPrice.LAST);

        assertThat(WireJson.text(OrderDesk.body(stop))).contains("\"stopPx\":" + price + ",");
    }

    @ParameterizedTest
    @CsvSource({
        "503,The system is currently overloaded. Please try again later.,OVERLOADED",
        "400,Duplicate clOrdID,DUPLICATE_ID",
        "400,Account has insufficient Available Balance,INSUFFICIENT_FUNDS",
        "400,This request has expired - `expires` is in the past. Current time: 1561918674,EXPIRED",
        "401,Signature not valid.,UNAUTHORISED",
        "429,Rate limit exceeded,RATE_LIMITED"
    })
    void saysWhyAnOrderWasSurelyNotExecuted(int status, String message, RejectReason reason) throws Exception {
        server.rest(request -> Reply.error(status, message));

        exchange.submit(MARKET);

        assertThat(reports.next(ExchangeReport.SubmitRejected.class))
                .isEqualTo(new ExchangeReport.SubmitRejected(ID, reason, "HTTP " + status + " " + message));
    }

    @ParameterizedTest
    @CsvSource({"502", "503", "504", "500"})
    void doesNotKnowWhatBecameOfAnOrderBehindABrokenGateway(int status) throws Exception {
        server.rest(request -> new Reply(status, "retry-after: 0\r\n", "<html>Bad Gateway</html>", Act.ANSWER));

        exchange.submit(MARKET);

        assertThat(reports.next(ExchangeReport.SubmitUnknown.class).cause()).contains("HTTP " + status);
        assertThat(server.requests)
                .as("sent once, even when asked to come again at once")
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Act.class,
            names = {"CLOSE", "RESET", "HANG"})
    void doesNotKnowWhatBecameOfAnOrderWithoutAnAnswer(Act act) throws Exception {
        server.rest(request -> Reply.act(act));

        exchange.submit(MARKET);

        assertThat(reports.next(ExchangeReport.SubmitUnknown.class).id()).isEqualTo(ID);
        assertThat(server.requests).hasSize(1);
    }

    /** As a proxy may mix them up; the question by our id tells. */
    @ParameterizedTest
    @CsvSource({"XBTUSD,ETHUSD", "Buy,Sell", "100,50", "Market,Limit"})
    void doesNotKnowWhatBecameOfAnOrderWhoseAnswerSaysOtherThanWasAsked(String asked, String said) throws Exception {
        server.rest(
                request -> Reply.ok(FILLED.replace("\"" + asked, "\"" + said).replace(":" + asked, ":" + said)));

        exchange.submit(MARKET);

        assertThat(reports.next(ExchangeReport.SubmitUnknown.class).cause()).contains("another order");
    }

    /** The venue does so with a reduce-only order that is larger than the position. */
    @Test
    void believesInALeaveThatTheVenueMadeSmaller() throws Exception {
        server.rest(request -> Reply.ok(FILLED.replace(":100,", ":60,").replace("Buy", "Sell")));

        exchange.submit(OrderRequest.leave(ID, "XBTUSD", Side.SELL, 100));

        assertThat(reports.next(ExchangeReport.Acknowledged.class).order().contracts())
                .isEqualTo(60);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"orderID\":",
                "''",
                "[]",
                "{\"orderID\":\"o\",\"clOrdID\":\"1.EMI\",\"symbol\":\"X\",\"side\":\"Buy\"}"
            })
    void doesNotKnowWhatBecameOfAnOrderWhoseAnswerIsNoneOfIts(String body) throws Exception {
        server.rest(request -> Reply.ok(body));

        exchange.submit(MARKET);

        reports.next(ExchangeReport.SubmitUnknown.class);
    }

    @Test
    void takesNoOtherOrdersEndForThatOfTheOneToCancel() throws Exception {
        server.rest(request -> Reply.ok("[" + FILLED.replace("293123456000.EMI", "293123456001.EMI") + "]"));

        exchange.cancel(ID, "o-2");

        assertThat(reports.next(ExchangeReport.CancelFailed.class).reason()).isEqualTo(RejectReason.UNKNOWN_OUTCOME);
    }

    @Test
    void knowsThatAnOrderDidNotLeaveWithoutAConnection() throws Exception {
        // nobody listens on port 1, and nobody takes it over meanwhile as might happen to a port that was let go
        BitmexSettings nowhere = BitmexSettings.at("http://127.0.0.1:1/api/v1", "ws://127.0.0.1:1/realtime", "k", "s");
        try (BitmexVenue gone = new BitmexVenue(nowhere, stamp -> {});
                BitmexExchange unreachable = gone.exchange("XBTUSD", TradingRight.ALWAYS)) {
            unreachable.open(reports);

            unreachable.submit(MARKET);

            assertThat(reports.next(ExchangeReport.SubmitRejected.class).reason())
                    .isEqualTo(RejectReason.NOT_SENT);
        }
    }

    @Test
    void keepsSilentAfterBeingToldTo() throws Exception {
        server.rest(request -> Reply.error(429, "Rate limit exceeded").header("retry-after: 60"));

        exchange.submit(MARKET);
        reports.next(ExchangeReport.SubmitRejected.class);
        exchange.submit(MARKET);

        assertThat(reports.next(ExchangeReport.SubmitRejected.class).reason()).isEqualTo(RejectReason.RATE_LIMITED);
        assertThat(server.requests).hasSize(1);
    }

    /** Fifty times as fast: the stop's two seconds are 40 ms here, the twenty minutes 24 seconds. */
    @Test
    void aLookUpThatIsToWaitForMinutesSilencesNoStop() throws Exception {
        OrderRequest stop =
                OrderRequest.stop(ID, "XBTUSD", Side.SELL, 100, E8.ofWhole(9211), E8.ofWhole(9211), TriggerPrice.LAST);
        server.rest(request -> request.verb().equals("GET") && server.requests.size() == 1
                ? Reply.error(429, "Rate limit exceeded").header("retry-after: 1200")
                : Reply.ok(request.verb().equals("GET") ? "[]" : STOP));
        try (BitmexVenue quick = new BitmexVenue(server.settings().withClockSpeed(50), stamp -> {})) {
            Reports answers = new Reports();
            BitmexExchange account = quick.exchange("XBTUSD", TradingRight.ALWAYS);
            account.open(answers);

            account.lookUp(ID, "XBTUSD");
            Awaitility.await().until(() -> server.requests.size() >= 1);
            Awaitility.await().until(() -> {
                account.submit(stop);
                return answers.await(ExchangeReport.class) instanceof ExchangeReport.Acknowledged;
            });
            account.submit(MARKET);
            assertThat(answers.await(ExchangeReport.SubmitRejected.class).reason())
                    .isEqualTo(RejectReason.RATE_LIMITED);
            account.close();
        }
    }

    @Test
    void reportsTheStateAfterACancel() throws Exception {
        server.rest(request -> Reply.ok("[" + FILLED.replace("\"Filled\"", "\"Canceled\"") + "]"));

        exchange.cancel(ID, "o-1");

        assertThat(reports.next(ExchangeReport.OrderReported.class).order().status())
                .isEqualTo(OrderStatus.CANCELED);
        assertThat(server.requests.get(0).verb()).isEqualTo("DELETE");
        assertThat(server.requests.get(0).body()).isEqualTo("{\"orderID\":\"o-1\"}");
        assertSigned(server.requests.get(0));
    }

    @Test
    void reportsTheStateOfAnOrderThatHadEndedBeforeItsCancel() throws Exception {
        server.rest(request -> Reply.ok("["
                + FILLED.replace("}", ",\"error\":\"Unable to cancel order due to existing state: Filled\"}") + "]"));

        exchange.cancel(ID, "o-1");

        assertThat(reports.next(ExchangeReport.OrderReported.class).order().status())
                .isEqualTo(OrderStatus.FILLED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|[{\"error\":\"Unable to cancel order due to existing state: Filled\"}]|ALREADY_DONE",
                "200|[{\"error\":\"Unable to cancel order: Not found or not owned by user\"}]|NOT_FOUND",
                "200|[]|UNKNOWN_OUTCOME",
                "404|{\"error\":{\"message\":\"Not Found\"}}|NOT_FOUND",
                "502|x|UNKNOWN_OUTCOME"
            })
    void saysWhyAnOrderIsNotCancelled(int status, String body, RejectReason reason) throws Exception {
        server.rest(request -> new Reply(status, "", body, Act.ANSWER));

        exchange.cancel(ID, "o-1");

        assertThat(reports.next(ExchangeReport.CancelFailed.class).reason()).isEqualTo(reason);
    }

    @Test
    void closesSoonThoughTheVenueHangs() throws Exception {
        server.rest(request -> Reply.act(Act.HANG));
        exchange.fetchFills("XBTUSD", 0);
        exchange.fetchAccount("XBTUSD");
        exchange.lookUp(ID, "XBTUSD");
        Awaitility.await().until(() -> server.requests.size() == 2);
        long start = System.nanoTime();

        exchange.close();
        venue.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        reports.await(ExchangeReport.LookUpFailed.class);
    }

    @Test
    void answersWhatDoesNotFitAndWhatWasNotBegun() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        server.rest(request -> {
            await(release);
            return Reply.ok(FILLED);
        });
        int calls = CallQueue.MAX_WAITING + 10;

        for (int i = 0; i < calls; i++) {
            exchange.submit(OrderRequest.market(new ClientOrderId(i, "EMI"), "XBTUSD", Side.BUY, 1));
        }
        ExchangeReport.SubmitRejected overflow = reports.next(ExchangeReport.SubmitRejected.class);
        release.countDown();
        exchange.close();

        assertThat(overflow.reason()).isEqualTo(RejectReason.NOT_SENT);
        assertThat(overflow.message()).contains("waiting already");
        assertThat(reports.rest()).hasSize(calls - 1);
    }

    @Test
    void neverPrintsItsSecrets() {
        assertThat(server.settings().toString())
                .doesNotContain(ScriptedVenue.KEY)
                .doesNotContain(ScriptedVenue.SECRET);
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
