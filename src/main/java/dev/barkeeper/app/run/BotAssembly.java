package dev.barkeeper.app.run;

import dev.barkeeper.app.check.LeftBehind;
import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.bot.BotLoop;
import dev.barkeeper.bot.BotRules;
import dev.barkeeper.bot.Event;
import dev.barkeeper.bot.Inbox;
import dev.barkeeper.bot.Started;
import dev.barkeeper.bot.TradingBot;
import dev.barkeeper.exchange.Exchange;
import dev.barkeeper.journal.SavedState;
import dev.barkeeper.market.BarStore;
import dev.barkeeper.market.MarketData;
import dev.barkeeper.market.MarketDataListener;
import dev.barkeeper.model.BotKey;
import dev.barkeeper.risk.OrderGuard;
import dev.barkeeper.schedule.RecurringJobs;
import dev.barkeeper.schedule.VenueClock;
import dev.barkeeper.scraper.GapFiller;
import dev.barkeeper.scraper.QuoteRecorder;
import dev.barkeeper.scraper.Scraper;
import dev.barkeeper.strategy.Strategies;
import dev.barkeeper.strategy.Strategy;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes the parts of a {@link BotInstance}, in order, and starts them. Used once, by one thread. */
final class BotAssembly {
    private static final Duration BAR_DUE_CHECK = Duration.ofSeconds(1);
    private static final Duration GAP_AUDIT = Duration.ofHours(1);

    private final BotSettings settings;
    private final BotInstance.Surroundings around;
    private final Teardown teardown;
    private final VenueClock clock;
    private final Inbox inbox = new Inbox();
    private final InstancePaths paths;

    BotAssembly(BotSettings settings, InstancePaths paths, BotInstance.Surroundings around, Teardown teardown) {
        this.settings = settings;
        this.paths = paths;
        this.around = around;
        this.teardown = teardown;
        boolean max = settings.venue().clockSpeed().isMax();
        clock = new VenueClock(max ? 0 : settings.venue().clockSpeed().factor());
    }

    BotInstance assemble() {
        Strategy strategy = strategy();
        Optional<DatabaseOpening> database = openDatabase();
        VenueSide venue = teardown.add(VenueSide.connect(
                settings, clock, around.patience(), around.measured().wire()));
        BotRules rules = Conversions.rules(settings, venue.account(), venue.instrument());
        StoreSide store = teardown.add(openStore(database, rules.key()));
        SavedState saved = store.load(around.patience());
        long startMillis = clock.nowMillis();
        TradingBot bot = new TradingBot(rules, strategy, store.barStore(), saved, startMillis);
        StepTimers timers =
                teardown.add(new StepTimers(clock, venue::isLockStep, alarm -> inbox.put(new Event.AlarmRang(alarm))));
        Optional<DryRunExchange> dryRun = dryRun(venue);
        Exchange exchange = teardown.add(dryRun.map(d -> (Exchange) d).orElseGet(() -> venue.exchange(store.right())));
        InstanceWatcher watcher = new InstanceWatcher(
                timers,
                around.onSettled(),
                venue::acknowledge,
                new CommitLog().andThen(around.observer()),
                around.pulse(),
                clock::nowMillis,
                bot.view());
        BotLoop loop = new BotLoop(
                bot,
                inbox,
                new BotLoop.Outside(store.botStore(), exchange, timers, around.alerts(), settings.symbol()),
                new OrderGuard(rules.limits()),
                clock::nowMillis,
                saved.nextSequence(),
                watcher);
        loop.journalStart(new Started(saved, rules, settings.strategy(), settings.strategySettings()), startMillis);
        Thread thread = new Thread(loop, "bot-loop");
        BotInstance instance = new BotInstance(
                loop,
                thread,
                watcher,
                teardown,
                inbox,
                venue,
                clock,
                () -> new LeftBehind(settings, paths, System.getenv(), rules.key(), venue::accountIn)
                        .find(store.heldByNobody()));
        thread.start();
        exchange.open(report -> inbox.put(new Event.Reported(report)));
        startScraper(venue.marketData(), store.barStore(), watcher, dryRun);
        return instance;
    }

    private Optional<DatabaseOpening> openDatabase() {
        return around.measured().inMemory()
                ? Optional.empty()
                : Optional.of(teardown.add(DatabaseOpening.begin(settings, around.patience())));
    }

    private StoreSide openStore(Optional<DatabaseOpening> database, BotKey key) {
        return database.map(opening ->
                        StoreSide.open(opening, settings, paths, key, around.patience(), this::onStoreChanged))
                .orElseGet(() -> StoreSide.inMemory(key));
    }

    /** A loss is found by the loop's own thread, and with the next commit again; an end by the spool's. */
    private void onStoreChanged(boolean available) {
        Event changed = new Event.StoreChanged(available);
        if (available) {
            inbox.put(changed);
        } else {
            inbox.offer(changed);
        }
    }

    private Optional<DryRunExchange> dryRun(VenueSide venue) {
        if (!settings.dryRun()) {
            return Optional.empty();
        }
        around.say().accept("dry run: orders go to an in-process paper exchange, nothing is sent to the venue");
        return Optional.of(
                new DryRunExchange(venue.instrument(), venue.account(), paths.dataDir(), System.currentTimeMillis()));
    }

    private Strategy strategy() {
        try {
            return Strategies.create(settings.strategy(), settings.strategySettings());
        } catch (IllegalArgumentException e) {
            throw new StartFailure(e.getMessage(), e);
        }
    }

    private void arrive(Event event) {
        around.pulse().arrived(event);
        inbox.put(event);
    }

    private void startScraper(
            MarketData market, BarStore bars, InstanceWatcher watcher, Optional<DryRunExchange> dryRun) {
        teardown.add(market);
        Scraper scraper = new Scraper(
                settings.symbol(), market, bars, clock::nowMillis, this::arrive, Optional.of(new QuoteRecorder()));
        teardown.add(scraper);
        scraper.start();
        MarketDataListener listener =
                dryRun.<MarketDataListener>map(d -> new PriceTee(d, scraper)).orElse(scraper);
        market.open(settings.symbol(), listener);
        GapFiller filler = new GapFiller(settings.symbol(), market, bars, clock::nowMillis, around.say());
        teardown.add(filler);
        Consumer<Event.HistoryLoaded> whenFilled = loaded -> {
            scraper.onHistoryFilled(loaded.lastCloseMillis());
            inbox.put(loaded);
            watcher.onHistoryReady();
        };
        if (around.historyDays() > 0) {
            filler.start(around.historyDays(), whenFilled);
        } else {
            whenFilled.accept(new Event.HistoryLoaded(0, bars.newestClose(settings.symbol()), 0));
        }
        RecurringJobs jobs = teardown.add(new RecurringJobs());
        jobs.everyVenue("bar-is-due", BAR_DUE_CHECK, clock, scraper::checkDue);
        jobs.every("gap-audit", GAP_AUDIT, filler::audit);
    }
}
