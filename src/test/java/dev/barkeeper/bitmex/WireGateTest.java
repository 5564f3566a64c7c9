package dev.barkeeper.bitmex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.bitmex.ScriptedVenue.Reply;
import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.exchange.RejectReason;
import dev.barkeeper.exchange.TradingRight;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.Side;
import dev.barkeeper.model.TriggerPrice;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What waited behind a slow call, or stood with its process, is asked again before the wire. */
class WireGateTest {
    private static final OrderRequest ENTRY = OrderRequest.market(id(1), "XBTUSD", Side.BUY, 100);
    private static final OrderRequest STOP =
            OrderRequest.stop(id(2), "XBTUSD", Side.SELL, 100, E8.parse("9000"), 0, TriggerPrice.LAST);

    private final Right right = new Right();
    private long nanos = 5;
    private long wallMillis = 1_000_000;

    private static final class Right implements TradingRight {
        private volatile boolean held = true;
        private volatile boolean certain = true;

        @Override
        public boolean isHeld() {
            return held;
        }

        @Override
        public boolean isCertain() {
            return certain;
        }
    }

    private static ClientOrderId id(long number) {
        return new ClientOrderId(number, "EMI");
    }

    @Test
    void anEntryThatWaitedWhileTheLeaseRanOutIsNotSentButAStopIs() throws Exception {
        assertThat(sentAfter(() -> right.certain = false)).containsExactly("0.EMI", "2.EMI", "DELETE o-1");
    }

    @Test
    void nothingIsSentOnceAnotherProcessHasTakenOver() throws Exception {
        assertThat(sentAfter(() -> right.held = false)).containsExactly("0.EMI");
    }

    /** What reaches the venue of an entry, a stop and a cancel that wait behind a call while something happens. */
    private List<String> sentAfter(Runnable happens) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Reports reports = new Reports();
        try (ScriptedVenue server = new ScriptedVenue();
                BitmexVenue venue = new BitmexVenue(server.settings(), stamp -> {});
                BitmexExchange exchange = venue.exchange("XBTUSD", right)) {
            exchange.open(reports);
            server.rest(request -> {
                begun.countDown();
                await(release);
                return Reply.error(400, "no");
            });
            exchange.submit(OrderRequest.market(id(0), "XBTUSD", Side.BUY, 100));
            await(begun);
            exchange.submit(ENTRY);
            exchange.submit(STOP);
            exchange.cancel(id(3), "o-1");
            happens.run();
            release.countDown();

            reports.next(ExchangeReport.SubmitRejected.class);
            ExchangeReport.SubmitRejected refused = reports.next(ExchangeReport.SubmitRejected.class);
            assertThat(refused.id()).isEqualTo(ENTRY.id());
            assertThat(refused.reason()).isEqualTo(RejectReason.NOT_SENT);
            reports.next(ExchangeReport.SubmitRejected.class);
            reports.next(ExchangeReport.CancelFailed.class);
            return server.requests.stream()
                    .map(request -> request.verb().equals("DELETE")
                            ? "DELETE " + request.body().replaceAll(".*\"orderID\":\"([^\"]*)\".*", "$1")
                            : request.body().replaceAll(".*\"clOrdID\":\"([^\"]*)\".*", "$1"))
                    .toList();
        }
    }

    @Test
    void anEntryIsGoodForTenSecondsOnEitherClock() {
        WireGate gate = new WireGate(right, () -> nanos, () -> wallMillis);
        WireGate.Handed handed = gate.now();
        long tenSeconds = WireGate.ENTRY_GOOD_FOR.toMillis();
        nanos += tenSeconds * 1_000_000;
        wallMillis += tenSeconds;
        assertThat(gate.refuse(true, handed)).isEmpty();

        wallMillis += 1;
        assertThat(gate.refuse(true, handed))
                .as("the machine slept")
                .contains("it waited for 10001 ms, its price is gone");
        wallMillis -= 3_600_000;
        assertThat(gate.refuse(true, handed)).as("the clock was set back").isEmpty();
        nanos += 1_000_000;
        assertThat(gate.refuse(true, handed)).as("the process stood").isPresent();
        assertThat(gate.refuse(false, handed)).as("a stop").isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
