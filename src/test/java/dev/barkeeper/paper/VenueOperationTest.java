package dev.barkeeper.paper;

import static dev.barkeeper.paper.Script.ACCOUNT;
import static dev.barkeeper.paper.Script.XBTUSD;
import static dev.barkeeper.paper.Script.e8;
import static dev.barkeeper.paper.Script.placed;
import static dev.barkeeper.paper.Script.refused;
import static dev.barkeeper.paper.Script.stopSell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.OrderStatus;
import dev.barkeeper.model.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VenueOperationTest {
    private static final long MINUTE = 60_000;

    @TempDir
    Path folder;

    /** What was told of bars: close times, corrections included. */
    private static List<Bar> bars(PaperVenue venue) {
        List<Bar> told = new CopyOnWriteArrayList<>();
        venue.addListener(
                new VenueListener() {
                    @Override
                    public void onBar(BinSize size, Bar bar) {
                        if (size == BinSize.MINUTE) {
                            told.add(bar);
                        }
                    }
                },
                Set.of(VenueTopic.BAR));
        return told;
    }

    private static PaperVenue endless(long seed) {
        ContractSpec spec = ContractSpecs.xbtusd();
        PaperVenue venue = PaperVenue.open(
                VenueSettings.DEFAULT.withSeed(seed),
                List.of(new Listing(spec, new GeneratedPrices(spec, seed, Script.START))));
        venue.openAccount(ACCOUNT, Map.of("XBt", 1_000_000_000L));
        return venue;
    }

    @Test
    void aLateBarIsSeenNowhereBeforeItsTime() {
        PaperVenue venue = endless(1);
        List<Bar> told = bars(venue);
        venue.faults().delayBars(1, 25_000);
        venue.advanceBar();
        assertThat(told).isEmpty();
        assertThat(venue.lastBarMillis()).isZero();
        assertThat(newest(venue).closeMillis()).isEqualTo(Script.START);
        venue.advanceTo(Script.START + MINUTE + 25_000);
        assertThat(told).hasSize(1);
        assertThat(newest(venue)).isEqualTo(told.get(0));
    }

    @Test
    void aLostBarIsOnlyInQueriesADoubledOneComesTwiceAWrongOneIsCorrected() {
        PaperVenue venue = endless(2);
        List<Bar> told = bars(venue);
        venue.faults().loseBars(1);
        venue.advanceBar();
        assertThat(told).isEmpty();
        assertThat(newest(venue).closeMillis()).isEqualTo(Script.START + MINUTE);
        venue.faults().doubleBars(1);
        venue.advanceBar();
        assertThat(told).hasSize(2);
        assertThat(told.get(0)).isEqualTo(told.get(1)).isEqualTo(newest(venue));
        venue.faults().correctBars(1);
        venue.advanceBar();
        Bar right = newest(venue);
        assertThat(told.get(2).closeE8()).isEqualTo(right.closeE8() + e8(0.5));
        venue.advanceBar();
        assertThat(told.get(3)).isEqualTo(right);
        assertThat(told.get(4)).isEqualTo(newest(venue));
    }

    @Test
    void stopsCanBeRefusedOrCancelledOnArrival() {
        PaperVenue venue = endless(3);
        venue.faults().refuseStops(1);
        assertThat(refused(venue, stopSell(1, 9000)).reason()).isEqualTo(RefusalReason.INJECTED);
        venue.faults().cancelStopsOnArrival(1);
        assertThat(placed(venue, stopSell(1, 9000)).status()).isEqualTo(OrderStatus.CANCELED);
        assertThat(placed(venue, stopSell(1, 9000)).status()).isEqualTo(OrderStatus.NEW);
    }

    @Test
    void historyReachesBackTwentyOneDaysAndJoinsTheWalk() {
        PaperVenue venue = endless(4);
        venue.advanceBar();
        venue.advanceBar();
        List<Bar> all = venue.bars(XBTUSD, BinSize.MINUTE, Window.between(0, Long.MAX_VALUE, 50_000), false);
        assertThat(all).hasSize(PreHistory.MINUTES + 2);
        for (int i = 1; i < all.size(); i++) {
            assertThat(all.get(i).closeMillis() - all.get(i - 1).closeMillis()).isEqualTo(MINUTE);
            assertThat(all.get(i).openE8()).isEqualTo(all.get(i - 1).closeE8());
            assertThat(all.get(i).closeE8()).isBetween(e8(5000), e8(15_000));
        }
        assertThat(endless(4).bars(XBTUSD, BinSize.MINUTE, Window.newest(500), false))
                .isEqualTo(venue.bars(XBTUSD, BinSize.MINUTE, new Window(0, Script.START, 500, true), false));
    }

    @Test
    void largerBinsAreMadeOfMinutesAndThePartialOneEndsInTheFuture() {
        PaperVenue venue = endless(5);
        for (int i = 0; i < 130; i++) {
            venue.advanceBar();
        }
        venue.step();
        for (BinSize size : BinSize.values()) {
            List<Bar> bins = venue.bars(XBTUSD, size, Window.newest(4), true);
            assertThat(bins.get(0).closeMillis()).isGreaterThan(venue.nowMillis());
            assertThat(bins.get(1).closeMillis()).isEqualTo(bins.get(0).closeMillis() - size.millis());
            Bar bin = bins.get(1);
            List<Bar> minutes = venue.bars(
                    XBTUSD,
                    BinSize.MINUTE,
                    Window.between(bin.closeMillis() - size.millis() + 1, bin.closeMillis(), 2_000),
                    false);
            assertThat(minutes).hasSize((int) (size.millis() / MINUTE));
            assertThat(bin.volume())
                    .isEqualTo(minutes.stream().mapToLong(Bar::volume).sum());
            assertThat(bin.closeE8()).isEqualTo(minutes.get(minutes.size() - 1).closeE8());
            assertThat(bin.highE8())
                    .isEqualTo(minutes.stream().mapToLong(Bar::highE8).max().orElseThrow());
            assertThat(bin.openE8()).isEqualTo(bins.get(2).closeE8());
        }
    }

    @Test
    void minutesTheSourceLeavesOutAreBarsWithoutTrades() {
        PriceBar first = new PriceBar(Script.START, e8(9500), e8(9500), e8(9500), e8(9500), 1_000);
        PriceBar second = new PriceBar(Script.START + 3 * MINUTE, e8(9600), e8(9600), e8(9600), e8(9600), 1_000);
        PaperVenue venue = PaperVenue.open(
                VenueSettings.DEFAULT,
                List.of(new Listing(ContractSpecs.xbtusd(), new ScriptedPrices(List.of(first, second)))));
        List<Bar> told = bars(venue);
        venue.advanceTo(Long.MAX_VALUE);
        assertThat(told).extracting(Bar::trades).containsExactly(12L, 0L, 0L, 12L);
        assertThat(told.get(1).closeE8()).isEqualTo(e8(9500));
        assertThat(told.get(3).openE8()).isEqualTo(e8(9500));
        assertThat(told.get(3).lowE8()).isEqualTo(e8(9600));
    }

    @Test
    void theBookForgetsAtOnceWhatTheDeadMansSwitchCancels() {
        PaperVenue venue = new Script().flat(9500).flat(9500).venue();
        venue.advanceBar();
        List<List<Long>> told = new ArrayList<>();
        venue.addListener(
                new VenueListener() {
                    @Override
                    public void onBook(String symbol) {
                        told.add(venue.book(symbol, 0).stream()
                                .map(BookLevel::priceE8)
                                .toList());
                    }
                },
                Set.of(VenueTopic.BOOK));
        placed(venue, NewOrder.limit(XBTUSD, Side.BUY, 777, e8(9000)));
        assertThat(told.get(told.size() - 1)).contains(e8(9000));
        told.clear();
        venue.cancelAllAfter(ACCOUNT, 500);
        venue.advanceTo(venue.nowMillis() + 500);
        assertThat(told).hasSize(1);
        assertThat(told.get(0)).doesNotContain(e8(9000));
    }

    @Test
    void theBookSurroundsThePriceAndEachOfItsChangesIsTold() {
        PaperVenue venue = endless(6);
        Map<Long, Long> kept = new java.util.HashMap<>();
        venue.addListener(
                new VenueListener() {
                    @Override
                    public void onBook(String symbol) {
                        Map<Long, Long> before = Map.copyOf(kept);
                        kept.clear();
                        venue.book(symbol, 0).forEach(level -> kept.put(level.id(), level.contracts()));
                        assertThat(kept).isNotEqualTo(before);
                    }
                },
                Set.of(VenueTopic.BOOK));
        for (int i = 0; i < 20; i++) {
            venue.step();
            placed(venue, NewOrder.market(XBTUSD, i % 2 == 0 ? Side.BUY : Side.SELL, 50_000));
            MarketState state = venue.state(XBTUSD).orElseThrow();
            assertThat(state.bidE8()).isLessThan(state.askE8());
            List<BookLevel> book = venue.book(XBTUSD, 0);
            assertThat(book)
                    .hasSameSizeAs(kept.values())
                    .allSatisfy(level -> assertThat(kept).containsEntry(level.id(), level.contracts()));
        }
    }

    @Test
    void savedAccountsGoOnWhereTheyWere() throws IOException {
        AccountsFile file = new AccountsFile(folder.resolve("state/accounts.json"));
        assertThat(file.load()).isEmpty();
        PaperVenue venue = endless(7);
        placed(venue, NewOrder.market(XBTUSD, Side.BUY, 100).withId("entry"));
        PaperOrder stop = placed(venue, stopSell(100, 9000));
        PaperOrder limit = placed(venue, NewOrder.limit(XBTUSD, Side.BUY, 50, e8(8900)));
        venue.advanceBar();
        file.save(venue.saved());
        PaperVenue again = endless(7);
        again = PaperVenue.open(
                VenueSettings.DEFAULT.withSeed(7),
                List.of(new Listing(
                        ContractSpecs.xbtusd(),
                        new GeneratedPrices(ContractSpecs.xbtusd(), 7, Script.START + MINUTE))));
        again.restore(file.load().orElseThrow());
        assertThat(again.wallets(ACCOUNT).get(0).amountMinor())
                .isEqualTo(venue.wallets(ACCOUNT).get(0).amountMinor());
        assertThat(again.positions(ACCOUNT).get(0).costMinor())
                .isEqualTo(venue.positions(ACCOUNT).get(0).costMinor());
        assertThat(again.openOrders(ACCOUNT)).containsExactly(Script.now(venue, stop), Script.now(venue, limit));
        assertThat(again.orders(ACCOUNT)).isEqualTo(venue.orders(ACCOUNT));
        Window all = Window.between(0, Long.MAX_VALUE, 100);
        assertThat(again.executions(ACCOUNT, all, row -> true))
                .hasSize(1)
                .isEqualTo(venue.executions(ACCOUNT, all, row -> row.type().isFill()));
        assertThat(again.walletHistory(ACCOUNT, all)).isEqualTo(venue.walletHistory(ACCOUNT, all));
        assertThat(refused(again, NewOrder.market(XBTUSD, Side.BUY, 1).withId("entry"))
                        .reason())
                .isEqualTo(RefusalReason.DUPLICATE_ID);
        assertThat(placed(again, NewOrder.market(XBTUSD, Side.BUY, 1)).orderId())
                .isNotIn(venue.orders(ACCOUNT).stream().map(PaperOrder::orderId).toList());
        Files.writeString(folder.resolve("state/accounts.json"), "{\"version\":1,");
        assertThatThrownBy(file::load).isInstanceOf(IOException.class).hasMessageContaining("damaged");
    }

    @Test
    void restoredOrdersKeepTheirPlacesInTheQueue() {
        PaperVenue venue = new Script().flat(9500).venue();
        venue.openAccount(2, Map.of("XBt", 1_000_000_000L));
        PaperOrder last = placed(venue, NewOrder.limit(XBTUSD, Side.SELL, 100, e8(9700)));
        venue.place(2, NewOrder.limit(XBTUSD, Side.SELL, 100, e8(9600)).withId("first"));
        PaperOrder second = placed(venue, NewOrder.limit(XBTUSD, Side.SELL, 100, e8(9600)));
        venue.amend(ACCOUNT, AmendOrder.of(last.orderId()).toLimit(e8(9600)));
        PaperVenue again = PaperVenue.open(
                VenueSettings.DEFAULT,
                List.of(new Listing(
                        ContractSpecs.xbtusd(),
                        new ScriptedPrices(
                                List.of(new PriceBar(Script.START, e8(9600), e8(9600), e8(9600), e8(9600), 1_000))))));
        again.restore(venue.saved());
        List<String> filled = new ArrayList<>();
        again.addListener(
                new VenueListener() {
                    @Override
                    public void onOrder(PaperOrder order, List<PaperExecution> executions) {
                        filled.add(order.orderId());
                    }
                },
                EnumSet.of(VenueTopic.PRIVATE));
        again.advanceBar();
        String first = venue.orderByClOrdId(2, "first").orElseThrow().orderId();
        assertThat(filled).containsExactly(first, second.orderId(), last.orderId());
    }

    @Test
    void aListenerMayCallTheVenueBackAndHearsEffectsAfterwards() {
        PaperVenue venue = endless(8);
        List<String> heard = new ArrayList<>();
        venue.addListener(
                new VenueListener() {
                    @Override
                    public void onBar(BinSize size, Bar bar) {
                        heard.add("bar");
                        placed(venue, NewOrder.market(XBTUSD, Side.BUY, 10));
                        heard.add("placed");
                    }

                    @Override
                    public void onOrder(PaperOrder order, List<PaperExecution> executions) {
                        heard.add("order " + order.status().text() + " " + executions.size());
                    }
                },
                EnumSet.of(VenueTopic.BAR, VenueTopic.PRIVATE));
        venue.advanceBar();
        assertThat(heard.subList(0, 3)).containsExactly("bar", "placed", "order Filled 2");
    }

    @Test
    void lockStepWaitsForTheFirstAcknowledgementAndForEachBar() {
        PaperVenue venue = endless(9);
        List<Bar> told = bars(venue);
        try (PaperFeeder feeder = PaperFeeder.lockStep(venue)) {
            feeder.start();
            feeder.acknowledge(0);
            await().until(() -> told.size() == 1);
            feeder.acknowledge(told.get(0).closeMillis());
            await().until(() -> told.size() == 2);
            long standing = venue.nowMillis();
            assertThat(standing).isEqualTo(told.get(1).closeMillis());
            feeder.acknowledge(told.get(0).closeMillis());
            await().during(Duration.ofMillis(100)).atMost(Duration.ofSeconds(1)).until(() -> told.size() == 2);
            assertThat(venue.nowMillis()).isEqualTo(standing);
        }
    }

    @Test
    void lockStepEndsWithThePrices() {
        PaperVenue venue = new Script().flat(9500).flat(9500).venue();
        List<Bar> told = bars(venue);
        try (PaperFeeder feeder = PaperFeeder.lockStep(venue)) {
            feeder.start();
            feeder.acknowledge(Long.MAX_VALUE);
            await().until(feeder::isAtEnd);
            assertThat(told).hasSize(2);
        }
    }

    @Test
    void aFeederFollowsTheWallClockAtItsSpeed() {
        PaperVenue venue = endless(10);
        List<Bar> told = bars(venue);
        try (PaperFeeder feeder = PaperFeeder.atSpeed(venue, 6_000)) {
            feeder.start();
            await().until(() -> told.size() >= 20);
        }
        long stopped = venue.nowMillis();
        assertThat(venue.nowMillis()).isEqualTo(stopped);
    }

    @Test
    void theDeadMansSwitchActsAlsoWhenThePricesHaveEnded() {
        PaperVenue venue = new Script().flat(9500).venue();
        PaperOrder bid = placed(venue, NewOrder.limit(XBTUSD, Side.BUY, 100, e8(9000)));
        try (PaperFeeder feeder = PaperFeeder.atSpeed(venue, 6_000)) {
            feeder.start();
            await().until(feeder::isAtEnd);
            long ended = venue.nowMillis();
            venue.cancelAllAfter(ACCOUNT, 60_000);
            await().until(() -> !Script.now(venue, bid).status().equals(OrderStatus.NEW));
            assertThat(Script.now(venue, bid).atMillis()).isEqualTo(ended + 60_000);
        }
    }

    @Test
    void readsSpecificationsAndNamesWhatIsWrong() throws IOException {
        Path file = folder.resolve("specs.json");
        String spec =
                "{\"symbol\":\"XRPUSD\",\"kind\":\"quanto\",\"tickSize\":0.0001,\"lotSize\":1,\"multiplier\":20000,"
                        + "\"settlCurrency\":\"XBt\",\"makerFee\":-0.00025,\"takerFee\":0.00075,\"initMargin\":0.02,"
                        + "\"maintMargin\":0.01,\"maxOrderQty\":1000000,\"maxPrice\":1000000,\"underlying\":\"XRP\","
                        + "\"quoteCurrency\":\"USD\",\"startPrice\":0.5}";
        Files.writeString(file, "[" + spec + "]");
        ContractSpec read = SpecsFile.load(file).get(0);
        assertThat(read.instrument().multiplier()).isEqualTo(20_000);
        assertThat(read.instrument().makerFeeE8()).isEqualTo(-25_000);
        assertThat(read.isQuanto()).isTrue();
        for (String[] wrong : new String[][] {
            {"\"kind\":\"quanto\"", "\"kind\":\"odd\"", "kind odd must be"},
            {"\"lotSize\":1,", "", "key lotSize is missing"},
            {"\"lotSize\":1,", "\"lotSize\":1,\"colour\":3,", "unknown key colour"},
            {"\"tickSize\":0.0001", "\"tickSize\":0", "tick 0"}
        }) {
            Files.writeString(file, "[" + spec.replace(wrong[0], wrong[1]) + "]");
            assertThatThrownBy(() -> SpecsFile.load(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("contract 1")
                    .hasMessageContaining(wrong[2]);
        }
    }

    private static Bar newest(PaperVenue venue) {
        return venue.bars(XBTUSD, BinSize.MINUTE, Window.newest(1), false).get(0);
    }
}
