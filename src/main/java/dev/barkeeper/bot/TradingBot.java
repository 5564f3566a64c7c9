package dev.barkeeper.bot;

import dev.barkeeper.exchange.AccountSnapshot;
import dev.barkeeper.execution.Command;
import dev.barkeeper.execution.Converger;
import dev.barkeeper.execution.Exit;
import dev.barkeeper.execution.OrderTracker;
import dev.barkeeper.execution.Reconciler;
import dev.barkeeper.execution.RequestFollower;
import dev.barkeeper.execution.StopKeeper;
import dev.barkeeper.execution.Verifier;
import dev.barkeeper.journal.SavedState;
import dev.barkeeper.ledger.Ledger;
import dev.barkeeper.market.BarStore;
import dev.barkeeper.model.BotMode;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Position;
import dev.barkeeper.strategy.Strategy;
import java.util.List;
import java.util.Optional;

/**
 * The straight line of one event: take it in, decide if a bar is due, converge, say what is to be kept and sent. Told
 * the time with each event; does no I/O of its own. Used by the loop's thread alone.
 */
public final class TradingBot {
    private static final long AGAIN_MILLIS = 1_000;

    private final BotRules rules;
    private final Ledger ledger;
    private final OrderTracker tracker;
    private final RequestFollower follower;
    private final Reconciler reconciler;
    private final Verifier verifier;
    private final StopKeeper keeper;
    private final Converger converger;
    private final BotMemory memory;
    private final BarDesk bars;
    private final ReportDesk reports;
    private final AccountDesk accounts;
    private final BareWatch bareWatch;
    private final Effects effects = new Effects();
    private StopKeeper.Need need = StopKeeper.Need.NONE;
    private StopKeeper.Protection protection = StopKeeper.Protection.NOT_NEEDED;

    /** A bot that takes up where {@code saved} stopped. */
    public TradingBot(BotRules rules, Strategy strategy, BarStore bars, SavedState saved, long nowMillis) {
        this.rules = rules;
        Parts parts = Parts.restored(rules, saved, nowMillis);
        ledger = parts.ledger();
        tracker = parts.tracker();
        follower = parts.follower();
        reconciler = parts.reconciler();
        verifier = parts.verifier();
        keeper = parts.keeper();
        converger = parts.converger();
        memory = parts.memory();
        this.bars = new BarDesk(parts, strategy, bars);
        accounts = new AccountDesk(parts);
        reports = new ReportDesk(parts, accounts);
        bareWatch = new BareWatch(parts);
    }

    /** Takes one event in and says what follows from it; good until the next event. */
    public Effects handle(Event event, long nowMillis) {
        effects.clear();
        if (event instanceof Event.BarArrived bar) {
            bars.onBar(bar, effects, nowMillis);
        } else if (event instanceof Event.Reported reported) {
            Optional<Position> certain = reports.onReport(reported.report(), effects, nowMillis);
            if (certain.isPresent()) {
                bars.onCertain(certain.get(), effects, nowMillis);
            }
        } else if (event instanceof Event.AlarmRang rang) {
            onAlarm(rang.alarm(), nowMillis);
        } else if (event instanceof Event.Operator operator) {
            onOperator(operator);
        } else if (event instanceof Event.StoreChanged changed) {
            onStoreChanged(changed.available());
        } else if (event instanceof Event.HistoryLoaded loaded) {
            bars.onHistory(loaded, effects, nowMillis);
        } else if (event instanceof Event.StopRequested) {
            memory.isStopping = true;
            if (!isRecorded()) {
                accounts.onPositionRowDue(memory.lastDecidedMillis, effects, nowMillis);
            }
            converger.dropEntry();
        }
        bars.tryDecide(effects, nowMillis);
        converge(nowMillis);
        bareWatch.look(isProtected(), effects, nowMillis);
        effects.keep(tracker.drainTickets(), tracker.drainOrders(), memory.drainState(ledger));
        return effects;
    }

    /** Whether nothing is left to do about the event but to read the account for its bar's position row. */
    boolean isOnlyRowDue() {
        return effects.isOnlyRowDue() && isSettled() && accounts.areFillsKnown();
    }

    /** Takes an account that was read on the spot for that row, if it is as it should be. */
    void recordFrom(AccountSnapshot snapshot, long nowMillis) {
        if (snapshot.position().contracts() == ledger.contracts()
                && snapshot.openOrders().size() == tracker.openOrders()) {
            effects.dropDues();
            accounts.writeRowAtOnce(snapshot.position(), effects, nowMillis);
        }
    }

    /** Marks a request as handed to the wire. */
    public void onSent(Command.Submit submit, long nowMillis) {
        tracker.onSent(submit.request().id(), nowMillis);
    }

    /** Signed, as known now; for the guard before the wire. */
    public long contracts() {
        return ledger.contracts();
    }

    /** The published look at it. */
    public BotView view() {
        return new BotView(
                memory.mode,
                memory.lastDecidedMillis,
                ledger.contracts(),
                ledger.averageE8(),
                tracker.liveStop(),
                tracker.openOrders(),
                isProtected(),
                isSettled(),
                memory.isConnected,
                ledger.realisedMinor(),
                ledger.feesMinor(),
                memory.troubles());
    }

    /** End of the newest bar that was decided on, 0 before the first. */
    public long lastDecidedMillis() {
        return memory.lastDecidedMillis;
    }

    /** The last bar whose decision, orders, stop and position row are all done; 0 while something is under way. */
    public long settledBarMillis() {
        return isSettled() && isRecorded() ? memory.lastDecidedMillis : 0;
    }

    /** Whether nothing is in doubt, so that the process may end. */
    public boolean isAtRest() {
        return !tracker.hasOpenQuestion()
                && !tracker.hasUnmatchedFills()
                && converger.exit() == Exit.NONE
                && isProtected();
    }

    /** Whether the last bar's position row is written, or too late to be. */
    public boolean isRecorded() {
        return memory.rowBarMillis == memory.lastDecidedMillis;
    }

    private boolean isSettled() {
        return !bars.isBarPending()
                && isAtRest()
                && protection != StopKeeper.Protection.PENDING
                && converger.entry().isEmpty()
                && !reconciler.isRunning()
                && !memory.needsRound
                && memory.venueContracts == ledger.contracts()
                && verifier.isVerified();
    }

    private void converge(long nowMillis) {
        follower.askForDoubts(effects.commands);
        if (memory.reconciledOnce()) {
            if (memory.mode == BotMode.FLATTENED && ledger.contracts() != 0) {
                converger.wantOut(Exit.FLATTEN);
            }
            protection = converger.converge(need(nowMillis), effects.commands, nowMillis);
            if (converger.nextExitMillis() > nowMillis) {
                effects.ringAt(new Alarm(Alarm.Kind.LEAVE, 0), converger.nextExitMillis());
            }
            long nextTryMillis = keeper.nextTryMillis(nowMillis);
            if (nextTryMillis > nowMillis) {
                effects.ringAt(new Alarm(Alarm.Kind.STOP, 0), nextTryMillis);
            }
            readBack(nowMillis);
        }
        noteReadings();
        addAlarms();
        Optional<StopKeeper.Triggered> stop = keeper.triggered();
        if (stop.isPresent()) {
            effects.ringAt(
                    new Alarm(Alarm.Kind.STOP_UNFILLED, stop.get().id().number()),
                    stop.get().sinceMillis() + rules.stopUnfilledMillis());
        }
    }

    /** Mostly that of the event before. */
    private StopKeeper.Need need(long nowMillis) {
        need = need.as(
                ledger.contracts(),
                memory.decisionE8 == 0 ? ledger.averageE8() : memory.decisionE8,
                ledger.averageE8(),
                memory.stopWidenings,
                memory.currentBar(nowMillis),
                !memory.foreignFills.isEmpty() && memory.venueContracts != ledger.contracts());
        return need;
    }

    private boolean isProtected() {
        return ledger.contracts() == 0 || protection == StopKeeper.Protection.EXACT;
    }

    private void noteReadings() {
        List<Command> commands = effects.commands;
        for (int i = 0; i < commands.size(); i++) {
            if (commands.get(i) instanceof Command.FetchFills) {
                memory.fillReadings++;
            } else if (commands.get(i) instanceof Command.FetchAccount) {
                verifier.onRequested();
            }
        }
    }

    private void readBack(long nowMillis) {
        boolean quiet = !tracker.hasOpenQuestion() && !converger.isExitAlive() && !reconciler.isRunning();
        if (tracker.hasUnmatchedFills() && !reconciler.isRunning()) {
            effects.ringAt(new Alarm(Alarm.Kind.FETCH, 1), nowMillis + AGAIN_MILLIS);
        } else if (quiet && !memory.needsRound && !memory.fetchPaused) {
            verifier.request(effects.commands);
        }
    }

    /** Times asked for by execution become alarms. */
    private void addAlarms() {
        boolean any = false;
        for (int i = 0; i < effects.commands.size(); i++) {
            Command command = effects.commands.get(i);
            if (command instanceof Command.RetryAt retry) {
                effects.ringAt(new Alarm(Alarm.Kind.RETRY_REQUEST, retry.id().number()), retry.dueMillis());
                any = true;
            } else if (command instanceof Command.LookUpAt lookUp) {
                effects.ringAt(new Alarm(Alarm.Kind.LOOK_UP, lookUp.id().number()), lookUp.dueMillis());
                any = true;
            }
        }
        if (any) {
            effects.commands.removeIf(c -> c instanceof Command.RetryAt || c instanceof Command.LookUpAt);
        }
    }

    private void onAlarm(Alarm alarm, long nowMillis) {
        switch (alarm.kind()) {
            case RETRY_REQUEST -> {
                ClientOrderId id = idOf(alarm);
                reports.follow(
                        follower.onRetryDue(id, reports.wanted(), effects.commands, nowMillis),
                        id,
                        "retry",
                        effects,
                        nowMillis);
            }
            case LOOK_UP -> follower.onLookUpDue(idOf(alarm), effects.commands);
            case STOP_UNFILLED -> onStopUnfilled(idOf(alarm));
            case FETCH -> accounts.onFetchDue(effects);
            case POSITION_ROW -> accounts.onPositionRowDue(alarm.number(), effects, nowMillis);
            case VERIFY -> accounts.onVerifyDue(alarm.number(), effects, nowMillis);
            case LEAVE -> {
                converger.onExitDue();
                accounts.onVerifyDue(alarm.number(), effects, nowMillis);
            }
            case STOP -> {
                keeper.onTryDue();
                accounts.onVerifyDue(alarm.number(), effects, nowMillis);
            }
            case HISTORY -> bars.onHistory(new Event.HistoryLoaded(0, alarm.number(), 0), effects, nowMillis);
        }
    }

    private ClientOrderId idOf(Alarm alarm) {
        return new ClientOrderId(alarm.number(), rules.key().emi());
    }

    private void onStopUnfilled(ClientOrderId id) {
        Optional<StopKeeper.Triggered> stop = keeper.triggered();
        // the alarm of one that filled in time may ring while a later one has just been set off
        if (ledger.contracts() != 0 && stop.isPresent() && stop.get().id().equals(id)) {
            keeper.cancelAll(effects.commands);
            converger.wantOut(Exit.FLATTEN);
            effects.problem(
                    "stop.unfilled",
                    rules.key().emi() + ": triggered stop did not fill, closing at market",
                    "position " + ledger.contracts());
        }
    }

    private void onOperator(Event.Operator operator) {
        memory.mode = switch (operator.command()) {
            case PAUSE -> BotMode.PAUSED;
            case RESUME -> BotMode.TRADING;
            case FLATTEN -> BotMode.FLATTENED;
        };
        memory.touch();
        if (memory.mode != BotMode.TRADING) {
            converger.dropEntry();
        }
        effects.notice("operator", rules.key().emi() + ": " + memory.mode + " by operator", operator.id());
    }

    private void onStoreChanged(boolean available) {
        if (memory.isStoreAvailable != available) {
            memory.isStoreAvailable = available;
            if (available) {
                effects.recovered("database.down", rules.key().emi() + ": database answers again, entries go on");
            } else {
                effects.problem(
                        "database.down",
                        rules.key().emi() + ": database does not answer, entries pause",
                        "stops and leaves go on; rows go to the spool on disk and are brought in later; database.down in the log says why");
            }
        }
    }
}
