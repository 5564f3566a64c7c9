package dev.barkeeper.backtest;

import dev.barkeeper.bot.BotLoop;
import dev.barkeeper.bot.Event;
import dev.barkeeper.bot.Inbox;
import dev.barkeeper.bot.LoopWatcher;
import dev.barkeeper.bot.SteppedTimers;
import dev.barkeeper.bot.TradingBot;
import dev.barkeeper.exchange.Exchange;
import dev.barkeeper.journal.BotStore;
import dev.barkeeper.journal.SavedState;
import dev.barkeeper.model.Bar;
import dev.barkeeper.paper.BinSize;
import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.PaperExchange;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.VenueListener;
import dev.barkeeper.paper.VenueTopic;
import dev.barkeeper.risk.OrderGuard;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One run: the bot, its loop and the paper venue on the caller's thread. Without a latency in lock-step, as {@code exchange --speed max}
 * is: the venue walks a minute and stands still until the bot has settled its bar. What happens inside the minute
 * reaches the bot at its end. The same plan gives the same rows. Not thread-safe; runs are independent of each other.
 */
public final class Backtest {
    private static final long ACCOUNT = 1;
    /** The run keeps its own rows; of the venue's the bot asks for those of the last minutes alone. */
    private static final int EXECUTIONS_KEPT = 1_000;

    private static final int MOST_TURNS = 10_000;
    /** The last bar's position row is due three seconds after it. */
    private static final long AFTERMATH_MILLIS = 30_000;

    private final Plan plan;
    private final PaperVenue venue;
    private final Inbox inbox = Inbox.ofOneThread();
    private final SteppedTimers timers = new SteppedTimers(alarm -> inbox.put(new Event.AlarmRang(alarm)));
    private final RunRows rows;
    private final Optional<SlowWire> wire;
    private final TradingBot bot;
    private final BotLoop loop;
    private long alerts;

    private Backtest(Plan plan, Optional<BotStore> copy) {
        this.plan = plan;
        venue = PaperVenue.open(plan.venue().withExecutionsKept(EXECUTIONS_KEPT), List.of(plan.listing()));
        ContractSpec spec = plan.listing().spec();
        venue.openAccount(ACCOUNT, Map.of(spec.instrument().settlementCurrency(), plan.depositMinor()));
        String symbol = plan.rules().key().symbol();
        rows = new RunRows(symbol);
        BotStore store = copy.isPresent() ? new CopiedRows(rows, copy.get()) : rows;
        PaperExchange direct = PaperExchange.standingStill(venue, ACCOUNT);
        wire = plan.latency().map(latency -> new SlowWire(direct, latency, venue::nowMillis));
        Exchange exchange = wire.isPresent() ? wire.get() : direct;
        bot = new TradingBot(plan.rules(), plan.strategy().get(), plan.history(), SavedState.EMPTY, venue.nowMillis());
        loop = new BotLoop(
                bot,
                inbox,
                new BotLoop.Outside(store, exchange, timers, alert -> alerts++, symbol),
                new OrderGuard(plan.rules().limits()),
                venue::nowMillis,
                1,
                new LoopWatcher() {});
        exchange.open(report -> inbox.put(new Event.Reported(report)));
        venue.addListener(new Bars(symbol), Set.of(VenueTopic.BAR));
        inbox.put(new Event.HistoryLoaded(0, plan.history().newestClose(symbol), 0));
        showLastBar(symbol);
    }

    /** A stream of bars begins with the newest there is, and that one is decided on; no quote came before it. */
    private void showLastBar(String symbol) {
        long now = venue.nowMillis();
        plan.history().read(symbol, now, now, bar -> inbox.put(new Event.BarArrived(bar, Optional.empty(), true)));
    }

    /**
     * Runs to the end of the prices.
     *
     * @throws dev.barkeeper.paper.PriceSourceException for prices that are wrong
     * @throws IllegalStateException when the bot does not come to rest, with what it was at
     */
    public static RunResult run(Plan plan) {
        return run(plan, Optional.empty());
    }

    /** The same, with every row and the journal kept in a store besides. */
    public static RunResult run(Plan plan, BotStore copy) {
        return run(plan, Optional.of(copy));
    }

    private static RunResult run(Plan plan, Optional<BotStore> copy) {
        try {
            Backtest backtest = new Backtest(plan, copy);
            // nobody else is there, so the venue's lock is taken once
            return backtest.venue.withLock(backtest::run);
        } finally {
            plan.listing().prices().close();
        }
    }

    private RunResult run() {
        if (wire.isPresent()) {
            runInTime(wire.get());
        } else {
            runInLockStep();
        }
        long wallet = venue.wallets(ACCOUNT).get(0).amountMinor();
        return new RunResult(plan.listing(), plan.depositMinor(), wallet, rows, alerts);
    }

    private void runInLockStep() {
        settle();
        while (venue.advanceBar()) {
            settle();
        }
    }

    /** Everything at its own time; ends when the prices have ended and what they set off is done with. */
    private void runInTime(SlowWire slow) {
        drain();
        long end = Long.MAX_VALUE;
        while (true) {
            long own = Math.min(slow.nextMillis(), timers.nextDueMillis());
            long next = Math.min(own, venue.nextEventMillis());
            end = venue.nextEventMillis() == Long.MAX_VALUE && end == Long.MAX_VALUE
                    ? venue.nowMillis() + AFTERMATH_MILLIS
                    : end;
            if (next > end || next == Long.MAX_VALUE) {
                return;
            }
            venue.advanceTo(Math.max(next, venue.nowMillis()));
            slow.deliver();
            timers.ringDue(venue.nowMillis());
            drain();
        }
    }

    private void settle() {
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            drain();
            long settled = bot.settledBarMillis();
            boolean isSettled = settled > 0 && settled == bot.lastDecidedMillis();
            long next = timers.nextDueMillis();
            if (isSettled || (next == Long.MAX_VALUE && bot.lastDecidedMillis() == 0)) {
                return;
            }
            if (next != Long.MAX_VALUE) {
                timers.ringDue(next);
            }
        }
        throw new IllegalStateException("the bot does not come to rest: " + bot.view());
    }

    private void drain() {
        try {
            loop.drain();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The venue's bars, each with the quote it left behind. */
    private final class Bars implements VenueListener {
        private final String symbol;

        Bars(String symbol) {
            this.symbol = symbol;
        }

        @Override
        public void onBar(BinSize size, Bar bar) {
            if (size == BinSize.MINUTE && bar.symbol().equals(symbol)) {
                Event arrived = new Event.BarArrived(bar, venue.quote(symbol), true);
                if (wire.isPresent()) {
                    wire.get().toBot(() -> inbox.put(arrived));
                } else {
                    inbox.put(arrived);
                }
            }
        }
    }
}
