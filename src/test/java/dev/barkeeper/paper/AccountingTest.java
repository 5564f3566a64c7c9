package dev.barkeeper.paper;

import static dev.barkeeper.paper.Script.e8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.model.ContractKind;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Instrument;
import dev.barkeeper.model.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures of real rows and the exchange's own worked examples. */
class AccountingTest {
    private static final long ACCOUNT = 7;

    @ParameterizedTest
    @CsvSource({
        "XBTUSD, 100, 98570.9, 101450",
        "XBTUSD, 1438000, 78173.24, 1839503980",
        "XBTUSD, 182340800, 78175.02, 233246704544",
        "XBTUSDT, 226895000, 78190.32, 17740992656400",
        "ETHUSD, 106520, 2302.23, 24523353960",
        "ETHUSD, 6, 85.85, 51510"
    })
    void valuesAsRealRowsDo(String symbol, long contracts, String price, long value) {
        ContractMath math = new ContractMath(spec(symbol));
        assertThat(math.value(contracts, E8.parse(price))).isEqualTo(value);
    }

    @Test
    void valuesALotOfOneAsIn2018() {
        ContractMath math = new ContractMath(ContractSpecs.xbtusd());
        assertThat(math.value(8, e8(11_587.5))).isEqualTo(69_040);
        assertThat(math.value(30, e8(7_622.5))).isEqualTo(393_570);
    }

    @Test
    void theFastRoadAgreesWithTheInstrument() {
        for (String symbol : List.of("XBTUSD", "XBTUSDT", "ETHUSD")) {
            ContractSpec spec = spec(symbol);
            ContractMath math = new ContractMath(spec);
            for (int i = 0; i < 2_000; i++) {
                long contracts = Math.floorMod(VenueIds.mix(1, 1, i), 50_000_000L);
                long price = 1 + Math.floorMod(VenueIds.mix(1, 2, i), E8.ofWhole(100_000));
                assertThat(math.value(contracts, price))
                        .as(symbol + " " + contracts + " " + price)
                        .isEqualTo(spec.instrument().valueMinor(contracts, price));
            }
        }
    }

    @Test
    void averagesTheEntryFromTheIntegerCost() {
        ContractMath math = new ContractMath(spec("XBTUSD"));
        assertThat(math.averageEntry(400, -912_269)).isEqualTo(e8(43_846.7643));
        assertThat(math.averageEntry(-1_438_000, 1_951_105_699L)).isEqualTo(e8(73_701.7438));
    }

    @ParameterizedTest
    @CsvSource({
        "XBTUSD, 1000, 50000, 55000, 181820, 1909",
        "XBTUSDT, 100000, 50000, 55000, 500000000, 5250000",
        "ETHUSD, 1000, 2300, 2350, 5000000, 232500"
    })
    void realisesTheWorkedExamples(String symbol, long contracts, double entry, double exit, long profit, long fees) {
        try (PaperVenue venue = venue(symbol, entry, exit)) {
            venue.advanceBar();
            place(venue, NewOrder.market(symbol, Side.BUY, contracts));
            place(venue, NewOrder.limit(symbol, Side.SELL, contracts, e8(exit)));
            venue.advanceBar();
            PaperPosition position = venue.positions(ACCOUNT).get(0);
            assertThat(position.contracts()).isZero();
            assertThat(position.prevRealisedMinor()).isEqualTo(profit - fees);
            String currency = position.currency();
            PaperWallet wallet = venue.wallets(ACCOUNT).stream()
                    .filter(row -> row.currency().equals(currency))
                    .findFirst()
                    .orElseThrow();
            assertThat(wallet.amountMinor() - wallet.depositedMinor()).isEqualTo(profit - fees);
            PaperExecution last = Script.last(venue, ACCOUNT);
            assertThat(last.realisedMinor()).isEqualTo(profit);
            assertThat(last.maker()).isTrue();
        }
    }

    @Test
    void signsCostAndNotionalsAsTheVenueDoes() {
        try (PaperVenue venue = venue("XBTUSD", 50_000, 50_000)) {
            venue.advanceBar();
            place(venue, NewOrder.market("XBTUSD", Side.BUY, 1_000));
            PaperExecution buy = Script.last(venue, ACCOUNT);
            assertThat(List.of(buy.costMinor(), buy.homeNotionalE8(), buy.foreignNotionalE8()))
                    .containsExactly(-2_000_000L, 2_000_000L, -E8.ofWhole(1_000));
        }
        try (PaperVenue venue = venue("XBTUSDT", 50_000, 50_000)) {
            venue.advanceBar();
            place(venue, NewOrder.market("XBTUSDT", Side.BUY, 100_000));
            PaperExecution buy = Script.last(venue, ACCOUNT);
            assertThat(List.of(buy.costMinor(), buy.homeNotionalE8(), buy.foreignNotionalE8()))
                    .containsExactly(5_000_000_000L, E8.ONE / 10, -E8.ofWhole(5_000));
        }
    }

    @Test
    void holdsTheMarginOfOrdersAndPositions() {
        try (PaperVenue venue = venue("XBTUSD", 50_000, 50_000)) {
            venue.advanceBar();
            place(venue, NewOrder.limit("XBTUSD", Side.BUY, 100, e8(49_000)));
            // 100 USD at 49000 cost 204082: 1 % and twice 0.05 %, each rounded up
            assertThat(venue.positions(ACCOUNT).get(0).initMarginMinor()).isEqualTo(2_041 + 205);
            assertThat(venue.positions(ACCOUNT).get(0).openBuyCostMinor()).isEqualTo(-204_082);
            place(venue, NewOrder.market("XBTUSD", Side.BUY, 1_000));
            PaperPosition position = venue.positions(ACCOUNT).get(0);
            assertThat(position.posInitMinor()).isEqualTo(20_000);
            assertThat(position.posCommMinor()).isEqualTo(1_000);
            assertThat(position.posMaintMinor()).isEqualTo(11_000);
            assertThat(position.maintMarginMinor()).isEqualTo(position.posMarginMinor() + position.unrealisedMinor());
            PaperMargin margin = venue.margins(ACCOUNT).get(0);
            assertThat(margin.availableMinor())
                    .isEqualTo(margin.walletBalanceMinor()
                            + margin.unrealisedMinor()
                            - position.initMarginMinor()
                            - position.maintMarginMinor());
            assertThat(margin.riskValueMinor()).isEqualTo(margin.grossMarkValueMinor() + margin.grossOpenCostMinor());
        }
    }

    @Test
    void paysFundingOnWhatIsOpenAtThatInstant() {
        long start = Instant.parse("2020-09-13T03:58:00Z").toEpochMilli();
        List<PriceBar> bars = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            bars.add(new PriceBar(start + i * 60_000L, e8(10_000), e8(10_000), e8(10_000), e8(10_000), 1_000));
        }
        PaperVenue venue = PaperVenue.open(
                VenueSettings.DEFAULT, List.of(new Listing(ContractSpecs.xbtusd(), new ScriptedPrices(bars))));
        for (long account = 1; account <= 3; account++) {
            venue.openAccount(account, Map.of("XBt", 100_000_000L));
        }
        venue.advanceBar();
        venue.place(1, NewOrder.market("XBTUSD", Side.BUY, 5_000));
        venue.place(2, NewOrder.market("XBTUSD", Side.SELL, 5_000));
        long before = venue.wallets(1).get(0).amountMinor();
        venue.advanceBar();
        assertThat(venue.nowMillis()).isEqualTo(start + 120_000);
        PaperExecution paid = Script.last(venue, 1);
        assertThat(paid.type()).isEqualTo(ExecType.FUNDING);
        assertThat(paid.order()).isEmpty();
        assertThat(paid.lastContracts()).isEqualTo(5_000);
        assertThat(paid.feeMinor()).isEqualTo(5_000);
        assertThat(venue.wallets(1).get(0).amountMinor()).isEqualTo(before - 5_000);
        WalletEntry entry = venue.walletHistory(1, Window.newest(1)).get(0);
        assertThat(List.of(entry.type(), entry.amountMinor(), entry.feeMinor(), entry.address()))
                .containsExactly("Funding", -5_000L, 5_000L, "XBTUSD");
        assertThat(Script.last(venue, 2).feeMinor()).isEqualTo(-5_000);
        assertThat(venue.executions(3, Window.newest(9), row -> true)).isEmpty();
        assertThat(venue.positions(1).get(0).commMinor()).isEqualTo(37_500 + 5_000);
        assertThat(venue.funding("XBTUSD", Window.newest(1)).get(0).atMillis()).isEqualTo(start + 120_000);
    }

    @Test
    void liquidatesAnIsolatedPositionForItsMarginAndNothingMore() {
        try (PaperVenue venue = venue("XBTUSD", 50_000, 40_000)) {
            venue.setLeverage(ACCOUNT, "XBTUSD", E8.ofWhole(50));
            venue.advanceBar();
            place(venue, NewOrder.market("XBTUSD", Side.BUY, 100_000));
            place(venue, NewOrder.limit("XBTUSD", Side.SELL, 100, e8(60_000)));
            PaperPosition held = venue.positions(ACCOUNT).get(0);
            long wallet = venue.wallets(ACCOUNT).get(0).amountMinor();
            assertThat(held.liquidationE8()).isBetween(e8(49_200), e8(49_300));
            venue.advanceBar();
            PaperExecution last = Script.last(venue, ACCOUNT);
            assertThat(last.type()).isEqualTo(ExecType.LIQUIDATION);
            assertThat(last.order().orElseThrow().clOrdId()).isEmpty();
            assertThat(last.lastContracts()).isEqualTo(100_000);
            assertThat(venue.positions(ACCOUNT).get(0).contracts()).isZero();
            assertThat(venue.openOrders(ACCOUNT)).isEmpty();
            long lost = wallet - venue.wallets(ACCOUNT).get(0).amountMinor();
            assertThat(lost).isLessThanOrEqualTo(held.posInitMinor()).isGreaterThan(held.posInitMinor() * 95 / 100);
        }
    }

    @Test
    void liquidatesACrossPositionOnlyWhenTheWalletIsGone() {
        try (PaperVenue venue = venue("XBTUSD", 50_000, 30_000)) {
            venue.openAccount(8, Map.of("XBt", 20_000_000L));
            venue.advanceBar();
            place(venue, NewOrder.market("XBTUSD", Side.BUY, 100_000));
            venue.place(8, NewOrder.market("XBTUSD", Side.BUY, 100_000));
            venue.advanceBar();
            assertThat(venue.positions(ACCOUNT).get(0).contracts()).isEqualTo(100_000);
            assertThat(venue.positions(8).get(0).contracts()).isZero();
            assertThat(venue.wallets(8).get(0).amountMinor()).isBetween(0L, 100_000L);
        }
    }

    /** As in 2026: lot 100, tick 0.1, fees of 0.05 % on either side. */
    private static ContractSpec spec(String symbol) {
        ContractSpec listed = ContractSpecs.defaults().stream()
                .filter(spec -> spec.symbol().equals(symbol))
                .findFirst()
                .orElseThrow();
        Instrument from = listed.instrument();
        Instrument instrument = new Instrument(
                symbol,
                from.kind(),
                from.tickE8(),
                from.kind() == ContractKind.QUANTO ? 1 : 100,
                from.multiplier(),
                from.settlementCurrency(),
                50_000,
                50_000,
                E8.ONE / 100,
                E8.ONE / 200,
                from.maxOrderContracts(),
                from.maxPriceE8());
        return new ContractSpec(
                instrument,
                listed.typ(),
                listed.underlying(),
                listed.quoteCurrency(),
                listed.positionCurrency(),
                listed.referenceSymbol(),
                listed.homePerContractE8(),
                listed.riskLimitMinor(),
                listed.riskStepMinor(),
                listed.fundingRateE8(),
                listed.startPriceE8(),
                listed.ladderContracts());
    }

    private static PaperVenue venue(String symbol, double first, double second) {
        long start = Script.START;
        double high = Math.max(first, second);
        PaperVenue venue = PaperVenue.open(
                VenueSettings.DEFAULT,
                List.of(new Listing(
                        spec(symbol),
                        new ScriptedPrices(List.of(
                                new PriceBar(start, e8(first), e8(first), e8(first), e8(first), 100_000),
                                new PriceBar(
                                        start + 60_000,
                                        e8(first),
                                        e8(high),
                                        e8(Math.min(first, second)),
                                        e8(second),
                                        100_000))))));
        venue.openAccount(ACCOUNT, Map.of("XBt", 1_000_000_000L, "USDt", 100_000_000_000L));
        return venue;
    }

    private static void place(PaperVenue venue, NewOrder order) {
        assertThat(venue.place(ACCOUNT, order)).isInstanceOf(Placement.Placed.class);
    }
}
