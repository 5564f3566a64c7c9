package dev.barkeeper.paper;

import static dev.barkeeper.paper.Script.ACCOUNT;
import static dev.barkeeper.paper.Script.XBTUSD;
import static dev.barkeeper.paper.Script.e8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.exchange.RejectReason;
import dev.barkeeper.market.MarketDataListener;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.OrderStatus;
import dev.barkeeper.model.Quote;
import dev.barkeeper.model.Side;
import dev.barkeeper.model.TriggerPrice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PaperExchangeTest {
    private static final ClientOrderId ENTRY = new ClientOrderId(1, "EMI");
    private static final ClientOrderId STOP = new ClientOrderId(2, "EMI");

    private final List<ExchangeReport> reports = new ArrayList<>();
    private PaperVenue venue;
    private PaperExchange exchange;

    @BeforeEach
    void open() {
        venue = new Script().flat(9500).bar(9500, 9500, 9300, 9310).flat(9310).venue();
        exchange = new PaperExchange(venue, ACCOUNT);
        exchange.open(reports::add);
        assertThat(reports).containsExactly(new ExchangeReport.Connected());
        reports.clear();
        venue.advanceBar();
    }

    @Test
    void anEntryIsReportedFilledAndAcknowledged() {
        exchange.submit(OrderRequest.market(ENTRY, XBTUSD, Side.BUY, 100));
        assertThat(reports)
                .extracting(report -> report.getClass().getSimpleName())
                .containsExactly("OrderReported", "FillReported", "PositionReported", "Acknowledged");
        Fill fill = ((ExchangeReport.FillReported) reports.get(1)).fill();
        assertThat(fill.clientId()).contains(ENTRY);
        assertThat(fill.signedContracts()).isEqualTo(100);
        assertThat(fill.averageE8()).isEqualTo(e8(9500));
        assertThat(((ExchangeReport.PositionReported) reports.get(2)).position().contracts())
                .isEqualTo(100);
        ExchangeReport.Acknowledged answer = (ExchangeReport.Acknowledged) reports.get(3);
        assertThat(answer.order().status()).isEqualTo(OrderStatus.FILLED);
        assertThat(answer.order().clientId()).contains(ENTRY);
    }

    @Test
    void aStopOutIsReportedWhileTheVenueWalks() {
        exchange.submit(OrderRequest.market(ENTRY, XBTUSD, Side.BUY, 100));
        exchange.submit(OrderRequest.stop(STOP, XBTUSD, Side.SELL, 100, e8(9400), 0, TriggerPrice.LAST));
        reports.clear();
        venue.advanceBar();
        List<Fill> fills = reports.stream()
                .filter(ExchangeReport.FillReported.class::isInstance)
                .map(report -> ((ExchangeReport.FillReported) report).fill())
                .toList();
        assertThat(fills).hasSize(1);
        assertThat(fills.get(0).lastE8()).isEqualTo(e8(9400));
        assertThat(fills.get(0).clientId()).contains(STOP);
        reports.clear();
        exchange.fetchFills(XBTUSD, fills.get(0).atMillis());
        assertThat(reports).containsExactly(new ExchangeReport.FillsFetched(fills, List.of()));
    }

    @Test
    void refusalsSayWhyInTheCoresWords() {
        exchange.submit(OrderRequest.leave(ENTRY, XBTUSD, Side.SELL, 100));
        assertThat(reports)
                .containsExactly(new ExchangeReport.SubmitRejected(
                        ENTRY,
                        RejectReason.NOTHING_TO_REDUCE,
                        "Order had execInst of ReduceOnly and side of Sell but current position is 0"));
        exchange.submit(OrderRequest.market(ENTRY, XBTUSD, Side.BUY, 1));
        reports.clear();
        exchange.submit(OrderRequest.market(ENTRY, XBTUSD, Side.BUY, 1));
        assertThat(reports)
                .containsExactly(
                        new ExchangeReport.SubmitRejected(ENTRY, RejectReason.DUPLICATE_ID, "Duplicate clOrdID"));
    }

    @Test
    void looksUpCancelsAndFetchesTheAccount() {
        exchange.submit(OrderRequest.market(ENTRY, XBTUSD, Side.BUY, 100));
        exchange.submit(OrderRequest.stop(STOP, XBTUSD, Side.SELL, 100, e8(9400), e8(9390), TriggerPrice.LAST));
        reports.clear();
        exchange.lookUp(STOP, XBTUSD);
        exchange.lookUp(new ClientOrderId(9, "EMI"), XBTUSD);
        exchange.fetchAccount(XBTUSD);
        ExchangeReport.LookedUp found = (ExchangeReport.LookedUp) reports.get(0);
        String orderId = found.order().orElseThrow().orderId();
        assertThat(found.order().orElseThrow().reduceOnly()).isTrue();
        assertThat(((ExchangeReport.LookedUp) reports.get(1)).order()).isEmpty();
        ExchangeReport.AccountFetched account = (ExchangeReport.AccountFetched) reports.get(2);
        assertThat(account.snapshot().position().contracts()).isEqualTo(100);
        assertThat(account.snapshot().openOrders())
                .containsExactly(found.order().orElseThrow());
        reports.clear();
        exchange.cancel(STOP, orderId);
        assertThat(reports.get(reports.size() - 1))
                .isInstanceOfSatisfying(
                        ExchangeReport.OrderReported.class,
                        report -> assertThat(report.order().status()).isEqualTo(OrderStatus.CANCELED));
        exchange.cancel(STOP, orderId);
        assertThat(reports.get(reports.size() - 1))
                .isInstanceOfSatisfying(
                        ExchangeReport.CancelFailed.class,
                        report -> assertThat(report.reason()).isEqualTo(RejectReason.ALREADY_DONE));
    }

    @Test
    void anOrderOfSomebodyElseComesWithoutOurId() {
        venue.place(ACCOUNT, NewOrder.market(XBTUSD, Side.SELL, 30));
        Fill fill = ((ExchangeReport.FillReported) reports.get(1)).fill();
        assertThat(fill.clientId()).isEmpty();
        reports.clear();
        exchange.close();
        venue.place(ACCOUNT, NewOrder.market(XBTUSD, Side.SELL, 30));
        assertThat(reports).isEmpty();
    }

    @Test
    void marketDataTellsBarsAndQuotesOfOneSymbolAndFetchesHistory() throws IOException {
        List<Object> heard = new ArrayList<>();
        PaperMarketData data = new PaperMarketData(venue);
        data.open(XBTUSD, new MarketDataListener() {
            @Override
            public void onBar(Bar bar) {
                heard.add(bar);
            }

            @Override
            public void onQuote(Quote quote) {
                heard.add(quote);
            }

            @Override
            public void onConnected() {
                heard.add("connected");
            }

            @Override
            public void onDisconnected(String cause) {
                heard.add(cause);
            }
        });
        venue.advanceBar();
        assertThat(heard.get(0)).isEqualTo("connected");
        assertThat(heard.get(1)).isInstanceOf(Quote.class);
        Bar bar = (Bar) heard.get(heard.size() - 1);
        assertThat(bar.closeE8()).isEqualTo(e8(9310));
        assertThat(data.fetchBars(XBTUSD, bar.closeMillis() - 60_000, bar.closeMillis(), 10))
                .hasSize(2)
                .endsWith(bar);
        assertThatThrownBy(() -> data.fetchBars("XBTEUR", 0, 1, 1)).hasMessageContaining("XBTEUR");
        data.close();
        int before = heard.size();
        venue.advanceBar();
        assertThat(heard).hasSize(before);
    }

    @Test
    void aDryRunMovesWithPricesFromOutside() {
        venue.advanceTo(Long.MAX_VALUE);
        long now = venue.nowMillis();
        exchange.submit(OrderRequest.market(ENTRY, XBTUSD, Side.BUY, 100));
        exchange.submit(OrderRequest.stop(STOP, XBTUSD, Side.SELL, 100, e8(9200), 0, TriggerPrice.LAST));
        venue.push(XBTUSD, e8(9250), 10, now + 500);
        assertThat(Script.held(venue)).isEqualTo(100);
        venue.push(XBTUSD, e8(9190), 10, now + 900);
        assertThat(Script.held(venue)).isZero();
        assertThat(venue.nowMillis()).isEqualTo(now + 900);
        assertThat(Script.last(venue, ACCOUNT).lastE8()).isEqualTo(e8(9190));
    }
}
