package dev.barkeeper.app.benchmark;

import dev.barkeeper.bot.BotLoop;
import dev.barkeeper.bot.BotRules;
import dev.barkeeper.bot.Event;
import dev.barkeeper.bot.Inbox;
import dev.barkeeper.bot.LoopWatcher;
import dev.barkeeper.bot.SteppedTimers;
import dev.barkeeper.bot.TradingBot;
import dev.barkeeper.execution.StopRule;
import dev.barkeeper.journal.SavedState;
import dev.barkeeper.market.BarStore;
import dev.barkeeper.market.MarketDataListener;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.BotKey;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Quote;
import dev.barkeeper.model.TriggerPrice;
import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.ContractSpecs;
import dev.barkeeper.paper.GeneratedPrices;
import dev.barkeeper.paper.Listing;
import dev.barkeeper.paper.PaperExchange;
import dev.barkeeper.paper.PaperMarketData;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.VenueSettings;
import dev.barkeeper.risk.OrderGuard;
import dev.barkeeper.risk.RiskLimits;
import dev.barkeeper.storage.Lease;
import dev.barkeeper.storage.SqlBarStore;
import dev.barkeeper.storage.SqlBotStore;
import dev.barkeeper.strategy.Strategies;
import dev.barkeeper.strategy.StrategySettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The real bot on a real database with the paper exchange on one thread, so that only its own work is measured. */
final class LoneBot implements AutoCloseable {
    private static final int MOST_TURNS = 10_000;
    private static final StrategySettings SETTINGS =
            new StrategySettings(100, 100, 4, 1.5, 3, 100, true, 400, true, 10, 10, 5, 20, false, 100, 5, 2, Map.of());

    private final PaperVenue venue;
    private final BarStore bars;
    private final Lease lease;
    private final Inbox inbox = Inbox.ofOneThread();
    private final SteppedTimers timers = new SteppedTimers(alarm -> inbox.put(new Event.AlarmRang(alarm)));
    private final TradingBot bot;
    private final BotLoop loop;
    private Optional<Quote> quote = Optional.empty();
    private Optional<Event.BarArrived> arrived = Optional.empty();

    /** @param account of its own, since the venue of each gives the same ids to its executions */
    LoneBot(StoredHistory history, String strategy, long account) {
        ContractSpec spec = ContractSpecs.xbtusd();
        venue = PaperVenue.open(
                VenueSettings.DEFAULT,
                List.of(new Listing(spec, new GeneratedPrices(spec, 1, WaitingExchange.START_MILLIS))));
        venue.openAccount(account, Map.of("XBt", 1_000_000_000_000L));
        bars = new SqlBarStore(history.database());
        BotKey key = new BotKey(account, WaitingExchange.SYMBOL, strategy);
        lease = Lease.acquire(history.database(), key);
        SqlBotStore store = new SqlBotStore(history.database(), key, lease);
        SavedState saved = store.load();
        BotRules rules = rules(key, spec);
        bot = new TradingBot(rules, Strategies.create(strategy, SETTINGS), bars, saved, venue.nowMillis());
        PaperExchange exchange = new PaperExchange(venue, account);
        loop = new BotLoop(
                bot,
                inbox,
                new BotLoop.Outside(store, exchange, timers, alert -> {}, key.symbol()),
                new OrderGuard(rules.limits()),
                venue::nowMillis,
                saved.nextSequence(),
                new LoopWatcher() {});
        exchange.open(report -> inbox.put(new Event.Reported(report)));
        new PaperMarketData(venue).open(key.symbol(), new Market());
        inbox.put(new Event.HistoryLoaded(0, WaitingExchange.START_MILLIS, 0));
    }

    private static BotRules rules(BotKey key, ContractSpec spec) {
        StopRule stop = new StopRule(
                E8.parse("100"),
                true,
                E8.parse("400"),
                true,
                E8.parse("10"),
                E8.parse("10"),
                0,
                true,
                TriggerPrice.LAST);
        return new BotRules(key, spec.instrument(), stop, new RiskLimits(10_000, 10_000), 5_000);
    }

    /** Walks a minute; nanoseconds from its bar's arrival until everything about it is done and kept. */
    long nanosOfNextBar() throws InterruptedException {
        while (arrived.isEmpty()) {
            if (!venue.step()) {
                throw new IllegalStateException("the prices ended");
            }
            loop.drain();
            timers.ringDue(venue.nowMillis());
            loop.drain();
        }
        Event.BarArrived event = arrived.get();
        arrived = Optional.empty();
        long began = System.nanoTime();
        inbox.put(event);
        settle();
        return System.nanoTime() - began;
    }

    private void settle() throws InterruptedException {
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            boolean any = loop.drain();
            if (!any
                    && bot.view().isSettled()
                    && bot.settledBarMillis() == bot.view().lastDecidedMillis()) {
                return;
            }
            if (!any) {
                timers.ringDue(timers.nextDue().orElse(venue.nowMillis()));
            }
        }
        throw new IllegalStateException("the bot does not come to rest: " + bot.view());
    }

    @Override
    public void close() {
        lease.close();
        venue.close();
    }

    private final class Market implements MarketDataListener {
        @Override
        public void onBar(Bar bar) {
            arrived = Optional.of(
                    new Event.BarArrived(bar, quote.filter(newest -> newest.atMillis() <= bar.closeMillis()), true));
        }

        @Override
        public void onQuote(Quote newest) {
            quote = Optional.of(newest);
        }

        @Override
        public void onConnected() {
            // the venue in this process is always there
        }

        @Override
        public void onDisconnected(String cause) {
            // the venue in this process is always there
        }
    }
}
