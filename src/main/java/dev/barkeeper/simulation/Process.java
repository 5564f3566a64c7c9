package dev.barkeeper.simulation;

import dev.barkeeper.bot.BotLoop;
import dev.barkeeper.bot.BotRules;
import dev.barkeeper.bot.BotView;
import dev.barkeeper.bot.Event;
import dev.barkeeper.bot.Inbox;
import dev.barkeeper.bot.LoopWatcher;
import dev.barkeeper.bot.Started;
import dev.barkeeper.bot.SteppedTimers;
import dev.barkeeper.bot.TradingBot;
import dev.barkeeper.exchange.Exchange;
import dev.barkeeper.journal.BotStore;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.journal.Durability;
import dev.barkeeper.journal.LeaseLostException;
import dev.barkeeper.journal.SavedState;
import dev.barkeeper.market.BarStore;
import dev.barkeeper.model.BotMode;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.risk.OrderGuard;
import dev.barkeeper.strategy.Strategies;
import dev.barkeeper.strategy.StrategySettings;
import java.util.Map;
import java.util.function.Function;

/** The bot's process: comes up on what the store remembers, lives in virtual time, is killed at any moment. */
final class Process {
    private static final long START_UP_MILLIS = 400;
    private static final String STRATEGY_NAME = "momentum";
    private static final StrategySettings STRATEGY =
            new StrategySettings(100, 100, 4, 1.5, 3, 6, true, 6, true, 2, 3, 5, 20, false, 100, 5, 2, Map.of());

    private final Around around;
    private final BotRules rules;
    private final Wire wire;
    private final Feed feed;
    private final Books books;
    private final Protection protection;
    private final PaperVenue venue;
    private final WeakStore store;
    private final Phases phases = new Phases();
    private Inbox inbox = Inbox.ofOneThread();
    private SteppedTimers timers = new SteppedTimers(alarm -> {});
    private TradingBot bot;
    private BotLoop loop;
    private boolean isUp;
    private boolean isWaiting;
    private long clockStepMillis;
    private long restarts = -1;

    /** What surrounds it. */
    record Around(
            PaperVenue venue,
            BotStore store,
            BarStore bars,
            Agenda agenda,
            Chance chance,
            Trace trace,
            Changes changes,
            Gate gate,
            Findings findings) {}

    Process(Around around, BotRules rules, Wire wire, Feed feed, Books books, Protection protection) {
        this.around = around;
        this.rules = rules;
        this.wire = wire;
        this.feed = feed;
        this.books = books;
        this.protection = protection;
        venue = around.venue();
        store = new WeakStore(around.store(), around.chance(), venue::nowMillis, this::waitForStore);
    }

    long restarts() {
        return restarts;
    }

    /** Hands something in when there is somebody to take it. */
    void tell(Event event) {
        if (isUp) {
            receive(inbox, event);
        }
    }

    /** Everything inward comes through here; the process may end with it in its hands. */
    private void receive(Inbox mine, Event event) {
        try {
            around.gate().before(event);
            mine.put(event);
            around.gate().after(event);
        } catch (ProcessKilled killed) {
            kill(around.chance().between(0, 5_000));
        }
    }

    void boot() {
        long now = venue.nowMillis();
        if (store.downUntilMillis() > now || isWaiting) {
            around.agenda().at(Math.max(store.downUntilMillis(), now + START_UP_MILLIS), this::boot);
            return;
        }
        restarts++;
        isUp = true;
        protection.onProcess(true, now);
        phases.onBoot();
        Inbox mine = Inbox.ofOneThread();
        inbox = mine;
        timers = new SteppedTimers(alarm -> receive(mine, new Event.AlarmRang(alarm)));
        try {
            start(mine);
        } catch (ProcessKilled killed) {
            kill(START_UP_MILLIS);
        }
    }

    private void start(Inbox mine) {
        Changes changes = around.changes();
        BotStore audited = changes.store().apply(new Audited());
        SavedState saved = audited.load();
        long startMillis = botMillis();
        bot = new TradingBot(rules, Strategies.create(STRATEGY_NAME, STRATEGY), around.bars(), saved, startMillis);
        Exchange exchange = changes.exchange().apply(wire);
        loop = new BotLoop(
                bot,
                mine,
                new BotLoop.Outside(
                        audited,
                        exchange,
                        changes.timers().apply(timers),
                        changes.alerts()
                                .apply(alert -> around.trace().say(venue.nowMillis(), "alert", alert::toString)),
                        rules.key().symbol()),
                new OrderGuard(rules.limits()),
                this::botMillis,
                saved.nextSequence(),
                new LoopWatcher() {});
        loop.journalStart(new Started(saved, rules, STRATEGY_NAME, STRATEGY), startMillis);
        exchange.open(report -> receive(mine, new Event.Reported(report)));
        feed.start(event -> receive(mine, event));
        around.trace().say(venue.nowMillis(), "start", () -> "process " + restarts);
    }

    /** Ends at once; comes up again after that long. */
    void kill(long downMillis) {
        if (!isUp) {
            return;
        }
        long now = venue.nowMillis();
        around.trace().say(now, "fault", () -> "killed, down for " + downMillis + " ms");
        isUp = false;
        protection.onProcess(false, now);
        wire.close();
        feed.stop();
        around.agenda().at(now + downMillis + START_UP_MILLIS, this::boot);
    }

    /** What the bot is at. */
    BotPhase phase() {
        BotMode mode = bot == null ? BotMode.TRADING : bot.view().mode();
        return phases.of(mode, books.venueContracts(), protection);
    }

    void stepClock(long millis) {
        clockStepMillis = millis;
    }

    /** Everything that happens up to a venue time, inclusive. */
    void runTo(long endMillis) {
        while (true) {
            long next = nextMillis();
            if (next > endMillis) {
                venue.advanceTo(endMillis);
                return;
            }
            venue.advanceTo(next);
            long now = venue.nowMillis();
            around.findings().setTime(now);
            around.agenda().runDue(now);
            live(now);
        }
    }

    private long nextMillis() {
        long next = Math.min(around.agenda().nextMillis(), venue.nextEventMillis());
        if (isUp && !isWaiting) {
            long due = timers.nextDue().orElse(Long.MAX_VALUE);
            next = due == Long.MAX_VALUE ? next : Math.min(next, due - clockStepMillis);
        }
        return Math.max(next, venue.nowMillis());
    }

    private void live(long now) {
        if (isUp && !isWaiting) {
            try {
                timers.ringDue(now + clockStepMillis);
                if (isUp) {
                    drain();
                }
            } catch (ProcessKilled killed) {
                kill(around.chance().between(0, 5_000));
            } catch (LeaseLostException taken) {
                kill(around.chance().between(1_000, 20_000));
            }
            look();
        }
        protection.check(now);
    }

    private void drain() {
        try {
            loop.drain();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void look() {
        if (!isUp || !wire.isQuiet()) {
            return;
        }
        BotView view = bot.view();
        phases.onView(view);
        if (view.isSettled()) {
            books.checkAtRest(view);
        }
    }

    /** The loop's thread waits for the database; the world goes on. */
    private void waitForStore(long millis) {
        isWaiting = true;
        runTo(venue.nowMillis() + millis);
        isWaiting = false;
        if (!isUp) {
            throw new ProcessKilled("while it waited for the database");
        }
    }

    void checkEnd() {
        if (!isUp || !bot.view().isSettled() || !wire.isQuiet()) {
            around.findings()
                    .violate(
                            "settled",
                            "not settled at the end: " + (isUp ? bot.view() : "down") + " wire quiet "
                                    + wire.isQuiet());
        }
    }

    private long botMillis() {
        return venue.nowMillis() + clockStepMillis;
    }

    /** The books see what the bot wants kept, whatever becomes of it in the database. */
    private final class Audited implements BotStore {
        @Override
        public SavedState load() {
            return store.load();
        }

        @Override
        public Durability commit(Commit commit) {
            return kept(commit, store::commit);
        }

        @Override
        public Durability secure(Commit commit) {
            return kept(commit, store::secure);
        }

        @Override
        public void settle() {
            store.settle();
        }

        private Durability kept(Commit commit, Function<Commit, Durability> how) {
            around.trace()
                    .say(
                            venue.nowMillis(),
                            "bot<",
                            () -> commit.journal().stream()
                                    .map(entry -> entry.direction() + " " + entry.payload())
                                    .toList()
                                    .toString());
            Durability durability = how.apply(commit);
            books.onCommit(commit);
            phases.onCommit(commit);
            return durability;
        }
    }
}
