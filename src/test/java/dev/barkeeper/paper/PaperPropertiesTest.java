package dev.barkeeper.paper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.model.OrderType;
import dev.barkeeper.model.Quote;
import dev.barkeeper.model.Side;
import dev.barkeeper.model.TimeInForce;
import dev.barkeeper.model.TriggerPrice;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds whatever two accounts do to each other and to the ladder; the seed is the parameter. */
class PaperPropertiesTest {
    private static final long DEPOSIT = 2_000_000_000L;
    private static final int MINUTES = 240;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void moneyIsConservedAndPositionsAreTheSumOfFills(long seed) {
        try (PaperVenue venue = venue(seed)) {
            drive(venue, seed);
            for (long account : venue.accounts()) {
                assertThat(venue.executions(account, all(), row -> row.type().isFill()))
                        .hasSizeGreaterThan(50);
                assertBooksAgree(venue, account);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12})
    void theSameSeedAndCallsGiveTheSameRunToTheLastId(long seed) {
        List<Object> first = record(seed, true);
        List<Object> again = record(seed, true);
        assertThat(again).isEqualTo(first);
        assertThat(first.size()).isGreaterThan(1_000);
        assertThat(record(seed + 100, true)).isNotEqualTo(first);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22})
    void listeningChangesNothing(long seed) {
        assertThat(record(seed, false)).isEqualTo(executionsOf(record(seed, true)));
    }

    @ParameterizedTest(name = "seeds from {0}")
    @ValueSource(longs = {1, 21})
    void liquidationsNeverTakeMoreThanThereIs(long firstSeed) {
        int liquidations = 0;
        for (long seed = firstSeed; seed < firstSeed + 20; seed++) {
            Random random = new Random(seed);
            try (PaperVenue venue = wild(random)) {
                venue.setLeverage(1, "XBTUSD", seed % 2 == 0 ? 0 : (1 + random.nextInt(100)) * 100_000_000L);
                while (venue.advanceBar()) {
                    Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
                    venue.place(1, NewOrder.market("XBTUSD", side, 1 + random.nextInt(200_000)));
                    assertThat(venue.wallets(1).get(0).amountMinor())
                            .as("seed " + seed)
                            .isNotNegative();
                }
                assertBooksAgree(venue, 1);
                liquidations += venue.executions(1, all(), row -> row.type() == ExecType.LIQUIDATION)
                        .size();
            }
        }
        assertThat(liquidations).isGreaterThan(20);
    }

    /** Two hours of one percent a minute, with gaps of up to five. */
    private static PaperVenue wild(Random random) {
        List<PriceBar> bars = new ArrayList<>();
        double price = 10_000;
        for (int i = 0; i < 120; i++) {
            double open = random.nextInt(20) == 0 ? price * (0.95 + random.nextDouble() * 0.1) : price;
            double close = open * (0.99 + random.nextDouble() * 0.02);
            double high = Math.max(open, close) * (1 + random.nextDouble() * 0.005);
            double low = Math.min(open, close) * (1 - random.nextDouble() * 0.005);
            bars.add(new PriceBar(
                    Script.START + i * 60_000L,
                    Script.e8(open),
                    Script.e8(high),
                    Script.e8(low),
                    Script.e8(close),
                    100_000));
            price = close;
        }
        PaperVenue venue = PaperVenue.open(
                VenueSettings.DEFAULT, List.of(new Listing(ContractSpecs.xbtusd(), new ScriptedPrices(bars))));
        venue.openAccount(1, Map.of("XBt", 30_000_000L));
        return venue;
    }

    private static List<Object> executionsOf(List<Object> news) {
        return news.stream().filter(PaperExecution.class::isInstance).toList();
    }

    private static List<Object> record(long seed, boolean listening) {
        List<Object> news = new ArrayList<>();
        try (PaperVenue venue = venue(seed)) {
            if (listening) {
                venue.addListener(new Recorder(news), EnumSet.allOf(VenueTopic.class));
            }
            drive(venue, seed);
            for (long account : venue.accounts()) {
                news.addAll(venue.executions(account, all(), row -> true));
            }
        }
        return news;
    }

    private static PaperVenue venue(long seed) {
        ContractSpec inverse = ContractSpecs.xbtusd();
        ContractSpec linear = ContractSpecs.xbtusdt();
        ContractSpec quanto = ContractSpecs.ethusd();
        long start = 1_600_000_020_000L / 60_000 * 60_000;
        PaperVenue venue = PaperVenue.open(
                VenueSettings.DEFAULT.withSeed(seed),
                List.of(
                        new Listing(inverse, new GeneratedPrices(inverse, seed, start)),
                        new Listing(linear, new GeneratedPrices(linear, seed + 1, start)),
                        new Listing(quanto, new GeneratedPrices(quanto, seed + 2, start))));
        venue.openAccount(1, Map.of("XBt", DEPOSIT, "USDt", DEPOSIT * 10));
        venue.openAccount(2, Map.of("XBt", DEPOSIT / 40, "USDt", DEPOSIT / 4));
        return venue;
    }

    private static void drive(PaperVenue venue, long seed) {
        Random random = new Random(seed);
        for (int minute = 0; minute < MINUTES; minute++) {
            for (int i = 0; i < 4; i++) {
                act(venue, random, 1 + random.nextInt(2));
                venue.advanceTo(venue.nowMillis() + random.nextInt(20_000));
            }
            venue.advanceBar();
        }
    }

    private static void act(PaperVenue venue, Random random, long account) {
        ContractSpec spec = venue.instruments().get(random.nextInt(3));
        List<PaperOrder> open = venue.openOrders(account);
        int what = random.nextInt(10);
        if (what == 0 && !open.isEmpty()) {
            venue.cancel(account, List.of(open.get(random.nextInt(open.size())).orderId()), List.of(), "");
        } else if (what == 1 && !open.isEmpty()) {
            PaperOrder order = open.get(random.nextInt(open.size()));
            long lot = spec.instrument().lotContracts();
            venue.amend(account, AmendOrder.of(order.orderId()).toContracts(order.contracts() + lot));
        } else if (what == 2) {
            venue.place(account, NewOrder.close(spec.symbol()));
        } else if (what == 3 && random.nextInt(4) == 0) {
            venue.setLeverage(account, spec.symbol(), random.nextInt(3) * 2_500_000_000L);
        } else {
            long heldBefore = held(venue, account, spec.symbol());
            NewOrder order = any(venue.state(spec.symbol()).orElseThrow(), random);
            venue.place(account, order);
            if (order.isReducing()) {
                assertNotOverReduced(heldBefore, held(venue, account, spec.symbol()));
            }
        }
    }

    private static NewOrder any(MarketState state, Random random) {
        long tick = state.spec().instrument().tickE8();
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        long near = state.lastE8() / tick * tick + (random.nextInt(61) - 30) * tick;
        long far = state.lastE8() / tick * tick + (random.nextInt(61) - 30) * tick;
        OrderType type = OrderType.values()[random.nextInt(OrderType.values().length)];
        long size = (1 + random.nextInt(40)) * state.spec().ladderContracts() / 20;
        size = size
                / state.spec().instrument().lotContracts()
                * state.spec().instrument().lotContracts();
        Set<ExecInst> instructions = EnumSet.noneOf(ExecInst.class);
        if (random.nextInt(3) == 0) {
            instructions.add(random.nextBoolean() ? ExecInst.REDUCE_ONLY : ExecInst.CLOSE);
        }
        if (type.isLimit() && random.nextInt(4) == 0) {
            instructions.add(ExecInst.PARTICIPATE_DO_NOT_INITIATE);
        }
        TimeInForce time = !type.isLimit()
                ? TimeInForce.IMMEDIATE_OR_CANCEL
                : TimeInForce.values()[random.nextInt(TimeInForce.values().length)];
        return new NewOrder(
                state.symbol(),
                java.util.Optional.of(side),
                type,
                size,
                type.isLimit() ? near : 0,
                type.isTriggered() ? far : 0,
                TriggerPrice.values()[random.nextInt(3)],
                time,
                instructions,
                OptionalLong.empty(),
                "",
                "");
    }

    private static void assertNotOverReduced(long before, long after) {
        assertThat(Long.signum(after) * Long.signum(before)).isGreaterThanOrEqualTo(0);
        assertThat(Math.abs(after)).isLessThanOrEqualTo(Math.abs(before));
    }

    private static void assertBooksAgree(PaperVenue venue, long account) {
        Map<String, Long> positions = new HashMap<>();
        Map<String, Long> wallets = new HashMap<>();
        Map<String, Long> costs = new HashMap<>();
        for (PaperExecution row : venue.executions(account, all(), row -> true)) {
            String currency = row.symbol().equals("XBTUSDT") ? "USDt" : "XBt";
            wallets.merge(currency, row.realisedMinor() - row.feeMinor(), Long::sum);
            if (row.type().isFill()) {
                PaperOrder order = row.order().orElseThrow();
                long before = positions.getOrDefault(row.symbol(), 0L);
                long after = before + order.side().sign() * row.lastContracts();
                positions.put(row.symbol(), after);
                if (order.isReducing()) {
                    assertNotOverReduced(before, after);
                }
                costs.merge(row.symbol(), row.costMinor() + row.realisedMinor(), Long::sum);
            }
        }
        for (PaperPosition position : venue.positions(account)) {
            assertThat(position.contracts()).isEqualTo(positions.getOrDefault(position.symbol(), 0L));
            // what was paid for and not yet realised is what the open position cost
            assertThat(position.costMinor()).isEqualTo(costs.getOrDefault(position.symbol(), 0L));
            assertThat(position.unrealisedMinor())
                    .isEqualTo(position.contracts() == 0 ? 0 : position.markValueMinor() - position.costMinor());
        }
        for (PaperWallet wallet : venue.wallets(account)) {
            assertThat(wallet.amountMinor())
                    .isEqualTo(wallet.depositedMinor() + wallets.getOrDefault(wallet.currency(), 0L));
        }
        List<WalletEntry> entries = venue.walletHistory(account, all());
        Map<String, Long> sums = new HashMap<>();
        for (WalletEntry entry : entries) {
            assertThat(sums.merge(entry.currency(), entry.amountMinor(), Long::sum))
                    .isEqualTo(entry.balanceMinor());
        }
        for (PaperMargin margin : venue.margins(account)) {
            assertThat(margin.marginBalanceMinor()).isEqualTo(margin.walletBalanceMinor() + margin.unrealisedMinor());
            assertThat(margin.availableMinor())
                    .isEqualTo(margin.marginBalanceMinor() - margin.initMarginMinor() - margin.maintMarginMinor());
        }
        for (PaperOrder order : venue.orders(account)) {
            assertThat(order.filledContracts() + order.leavesContracts()).isLessThanOrEqualTo(order.contracts());
            assertThat(order.isOpen()).isEqualTo(order.leavesContracts() > 0);
        }
    }

    private static long held(PaperVenue venue, long account, String symbol) {
        return venue.positions(account).stream()
                .filter(position -> position.symbol().equals(symbol))
                .mapToLong(PaperPosition::contracts)
                .sum();
    }

    private static Window all() {
        return Window.between(0, Long.MAX_VALUE, 1_000_000);
    }

    /** Keeps everything it hears. */
    private record Recorder(List<Object> news) implements VenueListener {
        @Override
        public void onTrades(List<PaperTrade> trades) {
            news.addAll(trades);
        }

        @Override
        public void onQuote(Quote quote) {
            assertThat(quote.bidE8()).isLessThan(quote.askE8());
            news.add(quote);
        }

        @Override
        public void onBook(String symbol) {
            news.add(symbol);
        }

        @Override
        public void onBar(BinSize size, dev.barkeeper.model.Bar bar) {
            news.add(bar);
        }

        @Override
        public void onOrder(PaperOrder order, List<PaperExecution> executions) {
            news.add(order);
            news.add(List.copyOf(executions));
        }

        @Override
        public void onPosition(PaperPosition position) {
            news.add(position);
        }

        @Override
        public void onMargin(PaperMargin margin) {
            news.add(margin);
        }

        @Override
        public void onWallet(PaperWallet wallet, WalletEntry entry) {
            news.add(entry);
        }
    }
}
