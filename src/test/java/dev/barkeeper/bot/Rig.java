package dev.barkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.execution.StopRule;
import dev.barkeeper.journal.SavedState;
import dev.barkeeper.market.MarketDataListener;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.BotKey;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Instrument;
import dev.barkeeper.model.Quote;
import dev.barkeeper.model.TriggerPrice;
import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.ContractSpecs;
import dev.barkeeper.paper.Listing;
import dev.barkeeper.paper.PaperExchange;
import dev.barkeeper.paper.PaperMarketData;
import dev.barkeeper.paper.PaperOrder;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.PriceSource;
import dev.barkeeper.paper.VenueSettings;
import dev.barkeeper.risk.OrderGuard;
import dev.barkeeper.risk.RiskLimits;
import dev.barkeeper.storage.MemoryBarStore;
import dev.barkeeper.storage.MemoryBotStore;
import dev.barkeeper.strategy.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** The real bot, loop, stores and paper exchange on one thread, in venue time, with seeded faults in between. */
final class Rig {
    static final long ACCOUNT = 7;
    private static final int MOST_TURNS = 2_000;

    final PaperVenue venue;
    final FaultyExchange exchange;
    final MemoryBotStore store;
    final MemoryBarStore bars = new MemoryBarStore();
    final List<String> alerts = new ArrayList<>();
    final BotRules rules;
    private final Supplier<Strategy> strategies;
    private Inbox inbox = Inbox.ofOneThread();
    private SteppedTimers timers = new SteppedTimers(alarm -> inbox.put(new Event.AlarmRang(alarm)));
    private TradingBot bot;
    private BotLoop loop;
    private Optional<Quote> quote = Optional.empty();

    Rig(PriceSource prices, Supplier<Strategy> strategies, String stopDelta, long seed, double faultRate) {
        this(prices, strategies, rule(stopDelta, stopDelta, "2"), List.of(), seed, faultRate);
    }

    static StopRule rule(String longDelta, String shortDelta, String pad) {
        return new StopRule(
                E8.parse(longDelta),
                true,
                E8.parse(shortDelta),
                true,
                E8.parse(pad),
                E8.parse("10"),
                0,
                true,
                TriggerPrice.LAST);
    }

    /** @param history bars that are in the table before the bot starts */
    Rig(
            PriceSource prices,
            Supplier<Strategy> strategies,
            StopRule rule,
            List<Bar> history,
            long seed,
            double faultRate) {
        ContractSpec spec = ContractSpecs.xbtusd();
        Instrument instrument = spec.instrument();
        venue = PaperVenue.open(VenueSettings.DEFAULT.withSeed(seed), List.of(new Listing(spec, prices)));
        venue.openAccount(ACCOUNT, Map.of("XBt", 1_000_000_000L));
        exchange = new FaultyExchange(new PaperExchange(venue, ACCOUNT), new Random(seed), faultRate);
        BotKey key = new BotKey(ACCOUNT, "XBTUSD", "rig");
        store = new MemoryBotStore(key, bars);
        this.strategies = strategies;
        rules = new BotRules(key, instrument, rule, new RiskLimits(10_000, 10_000), 5_000);
        bars.store(history);
        new PaperMarketData(venue).open("XBTUSD", new Market());
        boot();
    }

    /** Starts the bot on what the store remembers, as after a kill. */
    void boot() {
        inbox = Inbox.ofOneThread();
        timers = new SteppedTimers(alarm -> inbox.put(new Event.AlarmRang(alarm)));
        SavedState saved = store.load();
        bot = new TradingBot(rules, strategies.get(), bars, saved, venue.nowMillis());
        loop = new BotLoop(
                bot,
                inbox,
                new BotLoop.Outside(store, exchange, timers, alert -> alerts.add(alert.key()), "XBTUSD"),
                new OrderGuard(rules.limits()),
                venue::nowMillis,
                saved.nextSequence(),
                new LoopWatcher() {});
        exchange.open(report -> inbox.put(new Event.Reported(report)));
        inbox.put(new Event.HistoryLoaded(0, bars.newestClose("XBTUSD"), 0));
        settle();
    }

    /** Asks the bot to end and lets its loop run until it has. */
    void stop() {
        inbox.put(new Event.StopRequested("test"));
        loop.run();
    }

    BotView view() {
        return bot.view();
    }

    /** Walks one minute and lets the bot do everything about it; false at the end of the prices. */
    boolean minute() {
        long end = venue.nowMillis() - Math.floorMod(venue.nowMillis(), Bar.MINUTE_MILLIS) + Bar.MINUTE_MILLIS;
        while (venue.nowMillis() < end && venue.step()) {
            drain();
            timers.ringDue(venue.nowMillis());
            drain();
        }
        settle();
        return venue.nextEventMillis() != Long.MAX_VALUE;
    }

    /** The venue's clock stands still until the bot has nothing left to do. */
    void settle() {
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            boolean any = drain() | exchange.deliverLate();
            if (!any
                    && bot.view().isSettled()
                    && bot.settledBarMillis() == bot.view().lastDecidedMillis()) {
                return;
            }
            if (!any) {
                if (timers.nextDue().isEmpty()) {
                    throw new AssertionError("stuck: nothing to do and not settled: " + bot.view());
                }
                timers.ringDue(timers.nextDue().getAsLong());
            }
        }
        throw new AssertionError("not settled after " + MOST_TURNS + " turns: " + bot.view());
    }

    /** What must hold whenever the bot has nothing left to do. */
    void check() {
        long venueContracts = venueContracts();
        assertThat(store.fills().stream().mapToLong(Fill::signedContracts).sum())
                .as("position = sum of fills")
                .isEqualTo(venueContracts);
        assertThat(bot.contracts()).isEqualTo(venueContracts);
        List<PaperOrder> open = venue.openOrders(ACCOUNT);
        if (venueContracts == 0) {
            assertThat(open).as("nothing left behind when flat").isEmpty();
        } else {
            assertThat(open).as("one stop behind %s", venueContracts).hasSize(1);
            assertThat(open.get(0).leavesContracts()).isEqualTo(Math.abs(venueContracts));
        }
    }

    long venueContracts() {
        return venue.positions(ACCOUNT).stream()
                .filter(p -> p.symbol().equals("XBTUSD"))
                .mapToLong(p -> p.contracts())
                .sum();
    }

    List<Decision> decided() {
        return store.decisions().stream().filter(d -> !d.synthetic()).toList();
    }

    private boolean drain() {
        try {
            return loop.drain();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private final class Market implements MarketDataListener {
        @Override
        public void onBar(Bar bar) {
            bars.store(List.of(bar));
            inbox.put(new Event.BarArrived(bar, quote.filter(q -> q.atMillis() <= bar.closeMillis()), true));
        }

        @Override
        public void onQuote(Quote newest) {
            quote = Optional.of(newest);
        }

        @Override
        public void onConnected() {
            // the in-process venue is always there
        }

        @Override
        public void onDisconnected(String cause) {
            // the in-process venue is always there
        }
    }
}
