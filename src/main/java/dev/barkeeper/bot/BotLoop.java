package dev.barkeeper.bot;

import dev.barkeeper.alert.Alert;
import dev.barkeeper.alert.Alerts;
import dev.barkeeper.exchange.AccountSnapshot;
import dev.barkeeper.exchange.Exchange;
import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.exchange.RejectReason;
import dev.barkeeper.execution.Command;
import dev.barkeeper.journal.BotStore;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.journal.Durability;
import dev.barkeeper.journal.HistoryRead;
import dev.barkeeper.journal.JournalEntry;
import dev.barkeeper.journal.LeaseLostException;
import dev.barkeeper.model.Bar;
import dev.barkeeper.risk.OrderGuard;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of an instance: takes events from the inbox, numbers them, lets the bot handle them, keeps the rows,
 * and only then sends. Runs until asked to stop or until something is broken that a restart must mend.
 */
public final class BotLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(BotLoop.class);
    private static final long IDLE_WAIT_MILLIS = 20;
    /** A request is written within it; a transaction beside that makes it leave up to twice as late on two cores. */
    private static final long LEAVING_MILLIS = 2;
    /** How many idle waits a stop may take to finish what is in flight: about ten seconds. */
    private static final int STOP_PATIENCE = 500;

    private static final int MOST_UNKEPT_LINES = 200;
    private static final int MOST_LINES_AS_A_RULE = 4;
    private static final int IDLE_TURNS_UNTIL_WRITTEN = 50;

    private final TradingBot bot;
    private final Inbox inbox;
    private final Outside outside;
    private final OrderGuard guard;
    private final LongSupplier venueMillis;
    private final LoopWatcher watcher;
    private final Supplier<BotView> view;
    private final boolean keepsJournal;
    private final Deque<Event> own = new ArrayDeque<>();
    /** Numbered lines that are not kept yet. */
    private List<JournalEntry> journal = new ArrayList<>();

    private int idleTurns;
    private long nextSequence;
    private boolean storeKnownDown;
    private boolean stopping;
    private int patience = STOP_PATIENCE;
    private long settledMillis;
    private Optional<String> failure = Optional.empty();

    /** What the loop writes to and sends through; refuses a venue that cannot do what the core relies on. */
    public record Outside(BotStore store, Exchange exchange, Timers timers, Alerts alerts, String symbol) {
        public Outside {
            exchange.capabilities().requireAll();
        }
    }

    public BotLoop(
            TradingBot bot,
            Inbox inbox,
            Outside outside,
            OrderGuard guard,
            LongSupplier venueMillis,
            long nextSequence,
            LoopWatcher watcher) {
        this.bot = bot;
        this.inbox = inbox;
        this.outside = outside;
        this.guard = guard;
        this.venueMillis = venueMillis;
        this.nextSequence = nextSequence;
        this.watcher = watcher;
        view = bot::view;
        keepsJournal = outside.store().keepsJournal();
    }

    /**
     * Journals what the process started on, before its first event: without it the journal cannot be replayed.
     *
     * @param startMillis the time the bot was made with
     */
    public void journalStart(Started started, long startMillis) {
        in(started, startMillis);
    }

    @Override
    public void run() {
        try {
            while (failure.isEmpty() && !isFinished()) {
                turn();
            }
            writeLines();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = Optional.of("interrupted");
        } catch (LeaseLostException e) {
            fail("lease.lost", "another process has taken over this bot, stopping", e);
        } catch (RuntimeException | Error e) {
            // an error too: a loop that is gone without a word would pass for one that was asked to end
            fail("loop.broken", "the loop stopped on a broken invariant; the stop stays at the venue", e);
        }
    }

    /** Why it ended; empty when it was asked to. */
    public Optional<String> failure() {
        return failure;
    }

    /** Handles everything that is waiting without waiting for more: for one-threaded runs. True when there was any. */
    public boolean drain() throws InterruptedException {
        boolean any = false;
        for (Event event = next(0); event != null; event = next(0)) {
            process(event);
            any = true;
        }
        return any;
    }

    private void turn() throws InterruptedException {
        Event event = next(IDLE_WAIT_MILLIS);
        if (event == null) {
            writeLinesLeft();
            watcher.onIdle();
            patience -= stopping ? 1 : 0;
        } else {
            process(event);
        }
    }

    private Event next(long waitMillis) throws InterruptedException {
        return own.isEmpty() ? inbox.poll(waitMillis) : own.poll();
    }

    private boolean isFinished() {
        return stopping && (patience <= 0 || (bot.isAtRest() && bot.isRecorded() && own.isEmpty() && inbox.isEmpty()));
    }

    private void process(Event event) throws InterruptedException {
        long nowMillis = venueMillis.getAsLong();
        stopping |= event instanceof Event.StopRequested;
        Effects effects = bot.handle(event, nowMillis);
        if (!keepsJournal && bot.isOnlyRowDue() && own.isEmpty() && inbox.isEmpty()) {
            recordOnTheSpot(nowMillis);
        }
        note(event, effects, nowMillis);
        Durability durability = storeKnown();
        Optional<Commit> commit = Optional.empty();
        boolean sends = sends(effects.commands);
        if (!effects.isQuiet() || journal.size() >= MOST_UNKEPT_LINES) {
            commit = Optional.of(effects.commit(takeLines()));
            durability = write(commit.get(), sends);
        }
        // what is sent goes first: nothing that is told about it may hold it up
        for (int i = 0; i < effects.commands.size(); i++) {
            send(effects.commands.get(i), durability, nowMillis);
        }
        if (sends) {
            inbox.await(LEAVING_MILLIS);
            outside.store().settle();
        }
        List<Effects.Due> dues = effects.dues();
        for (int i = 0; i < dues.size(); i++) {
            outside.timers().schedule(dues.get(i).alarm(), dues.get(i).dueMillis());
        }
        if (!effects.alerts.isEmpty()) {
            effects.alerts.forEach(outside.alerts()::raise);
        }
        if (commit.isPresent()) {
            watcher.onCommitted(commit.get());
        }
        watcher.onView(view);
        long settled = bot.settledBarMillis();
        if (settled > settledMillis) {
            settledMillis = settled;
            watcher.onSettled(settled);
        }
    }

    /**
     * What is not asked for is in no journal, so this is for who keeps none. Nor is it for before all that was told has been
     * taken in.
     */
    private void recordOnTheSpot(long nowMillis) {
        Optional<AccountSnapshot> standing = outside.exchange().standing(outside.symbol());
        if (standing.isPresent()) {
            bot.recordFrom(standing.get(), nowMillis);
        }
    }

    private static boolean sends(List<Command> commands) {
        for (int i = 0; i < commands.size(); i++) {
            if (commands.get(i) instanceof Command.Submit) {
                return true;
            }
        }
        return false;
    }

    /** For an event that changed nothing that has to last: its journal line waits for the next commit. */
    private Durability storeKnown() {
        return storeKnownDown ? Durability.SPOOLED : Durability.COMMITTED;
    }

    /** @param awaited whether a request waits for it */
    private Durability write(Commit commit, boolean awaited) {
        Durability durability =
                awaited ? outside.store().secure(commit) : outside.store().commit(commit);
        noteStore(durability);
        return durability;
    }

    /** Lines that nothing else took along within about a second. */
    private void writeLinesLeft() {
        if (!journal.isEmpty() && ++idleTurns >= IDLE_TURNS_UNTIL_WRITTEN) {
            idleTurns = 0;
            writeLines();
        }
    }

    private void writeLines() {
        if (!journal.isEmpty()) {
            write(Commit.ofLines(takeLines()), false);
        }
    }

    /** The lines that wait, once. */
    private List<JournalEntry> takeLines() {
        if (journal.isEmpty()) {
            return List.of();
        }
        List<JournalEntry> lines = journal;
        journal = new ArrayList<>(MOST_LINES_AS_A_RULE);
        return lines;
    }

    private void note(Event event, Effects effects, long nowMillis) {
        if (effects.history.isPresent()) {
            in(new HistoryRead(effects.history.get()), nowMillis);
        }
        in((Record) event, nowMillis);
        for (int i = 0; i < effects.commands.size(); i++) {
            line(JournalEntry.Direction.OUT, (Record) effects.commands.get(i), nowMillis);
        }
    }

    private void in(Record payload, long nowMillis) {
        line(JournalEntry.Direction.IN, payload, nowMillis);
    }

    private void line(JournalEntry.Direction direction, Record payload, long nowMillis) {
        if (keepsJournal) {
            journal.add(new JournalEntry(nextSequence++, nowMillis, direction, payload));
        }
    }

    private void noteStore(Durability durability) {
        boolean down = durability == Durability.SPOOLED;
        if (down != storeKnownDown) {
            storeKnownDown = down;
            own.add(new Event.StoreChanged(!down));
        }
    }

    private void send(Command command, Durability durability, long nowMillis) {
        if (command instanceof Command.Submit submit) {
            submit(submit, durability, nowMillis);
        } else if (command instanceof Command.Cancel cancel) {
            outside.exchange().cancel(cancel.id(), cancel.venueOrderId());
        } else if (command instanceof Command.LookUp lookUp) {
            outside.exchange().lookUp(lookUp.id(), outside.symbol());
        } else if (command instanceof Command.FetchAccount) {
            outside.exchange().fetchAccount(outside.symbol());
        } else if (command instanceof Command.FetchFills fills) {
            outside.exchange().fetchFills(outside.symbol(), fills.fromMillis());
        }
    }

    private void submit(Command.Submit submit, Durability durability, long nowMillis) {
        Optional<String> refusal = (submit.isEntry() ? refuseEntry(submit, durability) : Optional.<String>empty())
                .or(() -> guard.refuse(submit.request(), bot.contracts()));
        bot.onSent(submit, nowMillis);
        if (refusal.isPresent()) {
            LOG.warn("order=refused id={} reason={}", submit.request().id(), refusal.get());
            own.add(new Event.Reported(
                    new ExchangeReport.SubmitRejected(submit.request().id(), RejectReason.NOT_SENT, refusal.get())));
            return;
        }
        outside.exchange().submit(submit.request());
    }

    /** Asked again once it is kept: a disk or a database may have taken its time for that. */
    private Optional<String> refuseEntry(Command.Submit submit, Durability durability) {
        if (durability == Durability.SPOOLED) {
            return Optional.of("database does not answer, nothing is entered");
        }
        boolean late = venueMillis.getAsLong() >= submit.request().id().barMillis() + Bar.MINUTE_MILLIS;
        return late ? Optional.of("its bar passed while it was kept") : Optional.empty();
    }

    private void fail(String key, String subject, Throwable cause) {
        LOG.error("loop=ended key={} cause={}", key, cause.toString(), cause);
        failure = Optional.of(subject + ": " + cause.getMessage());
        outside.alerts().raise(new Alert(Alert.Severity.PROBLEM, key, subject, cause.toString()));
    }
}
