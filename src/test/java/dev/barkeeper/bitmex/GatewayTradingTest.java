package dev.barkeeper.bitmex;

import static dev.barkeeper.bitmex.PaperDesk.SYMBOL;
import static dev.barkeeper.bitmex.PaperDesk.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.barkeeper.exchange.AccountSnapshot;
import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.exchange.RejectReason;
import dev.barkeeper.gateway.ApiKeys;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.OrderStatus;
import dev.barkeeper.model.OrderType;
import dev.barkeeper.model.Side;
import dev.barkeeper.model.TriggerPrice;
import dev.barkeeper.paper.ContractSpecs;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A bot's day at the paper exchange, over the wire. */
class GatewayTradingTest {
    private final PaperDesk desk = new PaperDesk(9300, 9310, 9305, 9100, 9120, 9120);

    @AfterEach
    void close() {
        desk.close();
    }

    private void stop(long number, double trigger) {
        desk.exchange.submit(OrderRequest.stop(
                id(number),
                SYMBOL,
                Side.SELL,
                100,
                E8.ofDouble(trigger),
                E8.ofDouble(trigger - 50),
                TriggerPrice.LAST));
    }

    private AccountSnapshot account() throws InterruptedException {
        desk.exchange.fetchAccount(SYMBOL);
        return desk.reports.await(ExchangeReport.AccountFetched.class).snapshot();
    }

    @Test
    void entersProtectsAndIsStoppedOut() throws Exception {
        desk.open();
        desk.paper.advanceBar();

        desk.exchange.submit(OrderRequest.market(id(1), SYMBOL, Side.BUY, 100));
        Order entry = desk.reports.await(ExchangeReport.Acknowledged.class).order();
        assertThat(entry.status()).isEqualTo(OrderStatus.FILLED);
        assertThat(entry.filledContracts()).isEqualTo(100);
        stop(2, 9200);
        Order stop = desk.reports.await(ExchangeReport.Acknowledged.class).order();
        assertThat(stop.status()).isEqualTo(OrderStatus.NEW);
        assertThat(stop.type()).isEqualTo(OrderType.STOP_LIMIT);
        assertThat(stop.reduceOnly()).isTrue();

        AccountSnapshot held = account();
        assertThat(held.position().contracts()).isEqualTo(100);
        assertThat(held.openOrders()).extracting(Order::orderId).containsExactly(stop.orderId());
        assertThat(held.openOrders().get(0))
                .usingRecursiveComparison()
                .ignoringFields("text", "atMillis")
                .isEqualTo(stop);

        desk.paper.advanceBar();
        desk.paper.advanceBar();
        desk.paper.advanceBar();
        await().until(() -> desk.bars().size() == 4);

        assertThat(account().position().contracts()).isZero();
        List<Fill> fills = desk.history();
        assertThat(fills).isEqualTo(desk.streamed());
        assertThat(fills.stream().mapToLong(Fill::signedContracts).sum()).isZero();
        assertThat(fills).allSatisfy(fill -> assertThat(fill.clientId()).isPresent());
        Fill out = fills.get(fills.size() - 1);
        assertThat(out.clientId()).contains(id(2));
        assertThat(out.orderStatus()).isEqualTo(OrderStatus.FILLED);
        assertThat(out.triggerE8()).isEqualTo(E8.ofWhole(9200));
        Bar last = desk.bars().get(3);
        assertThat(out.atMillis()).isBetween(last.openMillis(), last.closeMillis());
        assertThat(desk.told.indexOf(new ExchangeReport.FillReported(out)))
                .as("the stop-out is told before the bar it happened in")
                .isLessThan(desk.told.indexOf(last));
    }

    @Test
    void cancelsAndLooksUpByItsOwnId() throws Exception {
        desk.open();
        desk.paper.advanceBar();
        desk.exchange.submit(OrderRequest.market(id(1), SYMBOL, Side.BUY, 100));
        desk.reports.await(ExchangeReport.Acknowledged.class);
        stop(2, 9000);
        Order stop = desk.reports.await(ExchangeReport.Acknowledged.class).order();

        desk.exchange.cancel(id(2), stop.orderId());
        desk.exchange.lookUp(id(1), SYMBOL);
        desk.exchange.lookUp(id(99), SYMBOL);

        assertThat(desk.reports.await(ExchangeReport.LookedUp.class).order())
                .hasValueSatisfying(order -> assertThat(order.status()).isEqualTo(OrderStatus.FILLED));
        assertThat(desk.reports.await(ExchangeReport.LookedUp.class).order()).isEmpty();
        await().until(() -> desk.told.stream()
                .anyMatch(one -> one instanceof ExchangeReport.OrderReported report
                        && report.order().orderId().equals(stop.orderId())
                        && report.order().status() == OrderStatus.CANCELED));
        desk.exchange.cancel(id(2), stop.orderId());
        desk.exchange.cancel(id(3), "00000000-0000-0000-0000-000000000000");
        ExchangeReport.CancelFailed unknown = desk.reports.await(ExchangeReport.CancelFailed.class);
        assertThat(unknown.id()).isEqualTo(id(3));
        assertThat(unknown.reason()).isEqualTo(RejectReason.NOT_FOUND);
    }

    @Test
    void learnsWhyTheVenueRefuses() throws Exception {
        desk.open();
        desk.paper.advanceBar();

        desk.exchange.submit(OrderRequest.leave(id(1), SYMBOL, Side.SELL, 100));
        assertThat(desk.reports.await(ExchangeReport.SubmitRejected.class).reason())
                .isEqualTo(RejectReason.NOTHING_TO_REDUCE);
        desk.exchange.submit(OrderRequest.market(id(2), SYMBOL, Side.BUY, 10_000_000));
        assertThat(desk.reports.await(ExchangeReport.SubmitRejected.class).reason())
                .isEqualTo(RejectReason.INSUFFICIENT_FUNDS);
        desk.exchange.submit(OrderRequest.market(id(3), SYMBOL, Side.BUY, 100));
        desk.reports.await(ExchangeReport.Acknowledged.class);
        desk.exchange.submit(OrderRequest.market(id(3), SYMBOL, Side.BUY, 100));
        assertThat(desk.reports.await(ExchangeReport.SubmitRejected.class).reason())
                .isEqualTo(RejectReason.DUPLICATE_ID);
        stop(4, 9200.3);
        assertThat(desk.reports.await(ExchangeReport.SubmitRejected.class).reason())
                .isEqualTo(RejectReason.INVALID);
    }

    @Test
    void closesEverythingWithoutAQuantity() throws Exception {
        desk.open();
        desk.paper.advanceBar();
        desk.exchange.submit(OrderRequest.market(id(1), SYMBOL, Side.SELL, 300));
        desk.reports.await(ExchangeReport.Acknowledged.class);

        desk.exchange.submit(OrderRequest.flatten(id(2), SYMBOL, Side.BUY));

        assertThat(desk.reports.await(ExchangeReport.Acknowledged.class).order().filledContracts())
                .isEqualTo(300);
        assertThat(account().position().contracts()).isZero();
    }

    @Test
    void bringsTheSameBarsByStreamAndByRest() throws Exception {
        desk.open();
        for (int i = 0; i < 4; i++) {
            desk.paper.advanceBar();
        }
        await().until(() -> desk.bars().size() == 4);

        List<Bar> fetched = desk.market.fetchBars(
                SYMBOL, PaperDesk.START + Bar.MINUTE_MILLIS, PaperDesk.START + 4 * Bar.MINUTE_MILLIS, 1_000);

        assertThat(fetched).isEqualTo(desk.bars());
        assertThat(desk.market.fetchBars(SYMBOL, PaperDesk.START - 10 * Bar.MINUTE_MILLIS, PaperDesk.START, 5))
                .hasSize(5);
    }

    @Test
    void readsTheContractAndTheAccount() throws Exception {
        assertThat(desk.venue.instrument(SYMBOL))
                .isEqualTo(ContractSpecs.xbtusd().instrument());
        assertThat(desk.venue.accountNumber()).isEqualTo(ApiKeys.DEMO_ACCOUNT);
        assertThat(desk.venue.keyPermissions().mayTrade()).isTrue();
        assertThat(desk.venue.keyPermissions().mayWithdraw()).isFalse();
        assertThat(desk.venue.clockSkewMillis(SYMBOL)).isBetween(-2_000L, 2_000L);
    }
}
