package dev.barkeeper.paper;

import static dev.barkeeper.paper.Script.ACCOUNT;
import static dev.barkeeper.paper.Script.XBTUSD;
import static dev.barkeeper.paper.Script.e8;
import static dev.barkeeper.paper.Script.fills;
import static dev.barkeeper.paper.Script.held;
import static dev.barkeeper.paper.Script.now;
import static dev.barkeeper.paper.Script.placed;
import static dev.barkeeper.paper.Script.stopSell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.OrderStatus;
import dev.barkeeper.model.Side;
import dev.barkeeper.model.TriggerPrice;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PaperVenueTest {

    @Test
    void publishesBarsWithEndTimesAndThePreviousCloseAsOpen() {
        PaperVenue venue = new Script()
                .bar(9500, 9510, 9490, 9505)
                .bar(9508, 9512, 9501, 9502)
                .venue();
        List<Bar> told = new ArrayList<>();
        venue.addListener(
                new VenueListener() {
                    @Override
                    public void onBar(BinSize size, Bar bar) {
                        told.add(bar);
                    }
                },
                Set.of(VenueTopic.BAR));
        venue.advanceTo(Long.MAX_VALUE);
        assertThat(told).hasSize(2);
        Bar second = told.get(1);
        assertThat(second.closeMillis()).isEqualTo(Script.START + 120_000);
        assertThat(second.openE8()).isEqualTo(e8(9505));
        assertThat(second.highE8()).isEqualTo(e8(9512));
        assertThat(second.lowE8()).isEqualTo(e8(9501));
        assertThat(second.closeE8()).isEqualTo(e8(9502));
        assertThat(second.volume()).isEqualTo(120_000);
        assertThat(second.trades()).isEqualTo(12);
    }

    @Test
    void walksOpenLowHighCloseWhenTheBarRoseAndOpenHighLowCloseWhenItFell() {
        PaperVenue venue = new Script()
                .bar(9500, 9510, 9490, 9505)
                .bar(9505, 9512, 9501, 9502)
                .venue();
        venue.advanceTo(Long.MAX_VALUE - 1);
        List<Long> prices = venue.trades(XBTUSD, Window.between(0, Long.MAX_VALUE, 100)).stream()
                .map(PaperTrade::priceE8)
                .toList();
        assertThat(prices.subList(0, 12))
                .contains(e8(9490), e8(9510))
                .startsWith(e8(9500))
                .endsWith(e8(9505));
        assertThat(prices.indexOf(e8(9490))).isLessThan(prices.indexOf(e8(9510)));
        List<Long> fell = prices.subList(12, 24);
        assertThat(fell.indexOf(e8(9512))).isLessThan(fell.indexOf(e8(9501)));
    }

    @Test
    void fillsAMarketOrderAtTheAskAndKeepsTheMoney() {
        PaperVenue venue = new Script().flat(9500).flat(9500).venue();
        venue.advanceBar();
        MarketState state = venue.state(XBTUSD).orElseThrow();
        PaperOrder order = placed(venue, NewOrder.market(XBTUSD, Side.BUY, 100));
        assertThat(order.status()).isEqualTo(OrderStatus.FILLED);
        assertThat(order.averageE8()).isEqualTo(state.askE8());
        assertThat(held(venue)).isEqualTo(100);
        PaperExecution fill = fills(venue).get(0);
        assertThat(fill.feeMinor()).isEqualTo(-fill.costMinor() * 75 / 100_000);
        assertThat(venue.wallets(ACCOUNT).get(0).amountMinor()).isEqualTo(1_000_000_000L - fill.feeMinor());
    }

    @Test
    void aStopFillsAtItsTriggerOnTheWayAndBehindAGapAtTheGapPrice() {
        PaperVenue onTheWay =
                new Script().flat(9500).bar(9500, 9500, 9300, 9350).venue();
        onTheWay.advanceBar();
        placed(onTheWay, NewOrder.market(XBTUSD, Side.BUY, 100));
        PaperOrder stop = placed(onTheWay, stopSell(100, 9400));
        onTheWay.advanceBar();
        assertThat(now(onTheWay, stop).averageE8()).isEqualTo(e8(9400));

        PaperVenue gap = new Script().flat(9500).bar(9300, 9310, 9290, 9300).venue();
        gap.advanceBar();
        placed(gap, NewOrder.market(XBTUSD, Side.BUY, 100));
        stop = placed(gap, stopSell(100, 9400));
        gap.advanceBar();
        assertThat(now(gap, stop).averageE8()).isEqualTo(e8(9300));
        assertThat(held(gap)).isZero();
    }

    @Test
    void aStopLimitBehindAGapStaysUnfilledUntilThePathComesBack() {
        PaperVenue venue = new Script()
                .flat(9500)
                .bar(9300, 9310, 9290, 9300)
                .bar(9300, 9450, 9300, 9440)
                .venue();
        venue.advanceBar();
        placed(venue, NewOrder.market(XBTUSD, Side.BUY, 100));
        PaperOrder stop = placed(
                venue,
                NewOrder.stopLimit(XBTUSD, Side.SELL, 100, e8(9400), e8(9395))
                        .withTrigger(TriggerPrice.LAST)
                        .with(ExecInst.REDUCE_ONLY));
        venue.advanceBar();
        assertThat(now(venue, stop).triggered()).isTrue();
        assertThat(now(venue, stop).status()).isEqualTo(OrderStatus.NEW);
        venue.advanceBar();
        assertThat(now(venue, stop).averageE8()).isEqualTo(e8(9395));
        assertThat(fills(venue).get(1).maker()).isTrue();
    }
}
