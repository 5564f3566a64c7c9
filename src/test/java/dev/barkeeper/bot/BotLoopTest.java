package dev.barkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barkeeper.exchange.AccountSnapshot;
import dev.barkeeper.exchange.Capabilities;
import dev.barkeeper.exchange.Exchange;
import dev.barkeeper.exchange.ExchangeListener;
import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.journal.BotStore;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.journal.Durability;
import dev.barkeeper.journal.SavedState;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Leg;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.Position;
import dev.barkeeper.risk.OrderGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the loop does between keeping and sending. */
class BotLoopTest {
    private final Script script = new Script();
    private final List<OrderRequest> sent = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private final Inbox inbox = Inbox.ofOneThread();
    private long keepingMillis;
    private final BotLoop loop = new BotLoop(
            script.bot,
            inbox,
            new BotLoop.Outside(new SlowStore(), new Wire(), new SteppedTimers(alarm -> {}), alert -> {}, "XBTUSD"),
            new OrderGuard(script.rules.limits()),
            () -> script.now,
            1,
            new LoopWatcher() {});

    /** A disk that takes its time for what a request waits for. */
    private final class SlowStore implements BotStore {
        @Override
        public SavedState load() {
            return SavedState.EMPTY;
        }

        @Override
        public Durability commit(Commit commit) {
            return Durability.COMMITTED;
        }

        @Override
        public Durability secure(Commit commit) {
            steps.add("secured");
            script.now += keepingMillis;
            return Durability.COMMITTED;
        }

        @Override
        public void settle() {
            steps.add("settled");
        }
    }

    private class Wire implements Exchange {
        @Override
        public Capabilities capabilities() {
            return Capabilities.ALL;
        }

        @Override
        public void open(ExchangeListener listener) {
            // the test reports
        }

        @Override
        public void submit(OrderRequest request) {
            steps.add("sent");
            sent.add(request);
        }

        @Override
        public void cancel(ClientOrderId id, String venueOrderId) {
            // nothing to cancel
        }

        @Override
        public void lookUp(ClientOrderId id, String symbol) {
            // not answered
        }

        @Override
        public void fetchAccount(String symbol) {
            inbox.put(new Event.Reported(new ExchangeReport.AccountFetched(
                    new AccountSnapshot(Position.flat(symbol, script.now), List.of()))));
        }

        @Override
        public void fetchFills(String symbol, long fromMillis) {
            inbox.put(new Event.Reported(new ExchangeReport.FillsFetched(List.of(), List.of())));
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private void decideToEnter() throws InterruptedException {
        inbox.put(new Event.HistoryLoaded(0, 0, 0));
        inbox.put(new Event.Reported(new ExchangeReport.Connected()));
        loop.drain();
        script.wantLong();
        script.now += Bar.MINUTE_MILLIS;
        long price = E8.parse("9321");
        inbox.put(new Event.BarArrived(
                Bar.ofPrices("XBTUSD", script.now, price, price, price, price, 1), Optional.empty(), true));
        loop.drain();
    }

    @Test
    void refusesAVenueThatLacksWhatItReliesOn() {
        Wire wire = new Wire() {
            @Override
            public Capabilities capabilities() {
                return new Capabilities(false, true, true, false);
            }
        };
        assertThatThrownBy(() -> new BotLoop.Outside(
                        new SlowStore(), wire, new SteppedTimers(alarm -> {}), alert -> {}, "XBTUSD"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no reduce-only orders, no stop-limit orders");
    }

    @Test
    void sendsAnEntryOfItsBar() throws InterruptedException {
        keepingMillis = Bar.MINUTE_MILLIS - 1;
        decideToEnter();
        assertThat(sent.stream().map(request -> request.id().leg().orElseThrow()))
                .containsExactly(Leg.ENTER_LONG);
    }

    @Test
    void theDatabaseFollowsOnceTheRequestIsUnderWay() throws InterruptedException {
        decideToEnter();
        assertThat(steps).containsExactly("secured", "sent", "settled");
    }

    @Test
    void doesNotSendAnEntryWhoseBarPassedWhileItWasKept() throws InterruptedException {
        keepingMillis = Bar.MINUTE_MILLIS;
        decideToEnter();
        assertThat(sent).isEmpty();
    }
}
