package dev.barkeeper.app.run;

import dev.barkeeper.alert.Alerts;
import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.bot.BotLoop;
import dev.barkeeper.bot.BotView;
import dev.barkeeper.bot.Event;
import dev.barkeeper.bot.Inbox;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.mail.PostOffice;
import dev.barkeeper.schedule.VenueClock;
import dev.barkeeper.storage.StoreUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One scraper and one bot, joined: database beside venue, lease, core, streams, in that order, down again in the reverse.
 * On start the bot connects, reconciles and repairs its stop before gaps are filled; on stop it finishes what is in
 * flight, cancels nothing and leaves position and stop at the venue.
 */
public final class BotInstance implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BotInstance.class);
    private static final long STOP_WAIT_MILLIS = 15_000;

    private final Inbox inbox;
    private final BotLoop loop;
    private final Thread thread;
    private final InstanceWatcher watcher;
    private final Teardown teardown;
    private final VenueSide venue;
    private final VenueClock clock;
    private final Supplier<List<String>> leftBehind;

    /**
     * What surrounds an instance.
     *
     * @param say one line for a person at the terminal
     * @param observer sees every commit, on the loop's thread; must not block
     * @param onSettled hears of every bar that is decided, acted on, read back and recorded, on the loop's thread,
     *     before a waiting venue is told
     * @param pulse hears the loop after every event and when nothing comes
     * @param historyDays how far back gaps are filled at start; 0 for not at all
     * @param measured how a benchmark looks at it
     */
    public record Surroundings(
            Alerts alerts,
            Consumer<String> say,
            Consumer<Commit> observer,
            LongConsumer onSettled,
            Patience patience,
            int historyDays,
            Measured measured,
            LoopPulse pulse) {
        /** Those of an instance nobody measures and whose beat nobody hears. */
        public Surroundings(
                Alerts alerts,
                Consumer<String> say,
                Consumer<Commit> observer,
                LongConsumer onSettled,
                Patience patience,
                int historyDays) {
            this(alerts, say, observer, onSettled, patience, historyDays, Measured.NOT, LoopPulse.NONE);
        }
    }

    BotInstance(
            BotLoop loop,
            Thread thread,
            InstanceWatcher watcher,
            Teardown teardown,
            Inbox inbox,
            VenueSide venue,
            VenueClock clock,
            Supplier<List<String>> leftBehind) {
        this.leftBehind = leftBehind;
        this.venue = venue;
        this.clock = clock;
        this.inbox = inbox;
        this.loop = loop;
        this.thread = thread;
        this.watcher = watcher;
        this.teardown = teardown;
    }

    /**
     * Starts one; waits for a venue or database that does not answer yet, and says so.
     *
     * @throws StartFailure when waiting would not help: wrong key, unknown symbol, another process holds the bot
     */
    public static BotInstance start(BotSettings settings, InstancePaths paths, Surroundings around) {
        Teardown teardown = new Teardown();
        try {
            return new BotAssembly(settings, paths, around, teardown).assemble();
        } catch (RuntimeException e) {
            teardown.close();
            throw e;
        }
    }

    /** What profit is counted in, e.g. {@code XBt}. */
    public String currency() {
        return venue.instrument().settlementCurrency();
    }

    /** How many requests the trading venue takes before it wants a pause. */
    public double requestsLeft() {
        return venue.requestsLeft();
    }

    /**
     * What is at the venue that nobody minds since the ini was changed, a sentence each; asks database and venue.
     *
     * @throws StoreUnavailableException when the database does not answer
     */
    List<String> leftBehind() {
        return leftBehind.get();
    }

    /** Who says it when its clocks part from the venue's. */
    ClockGuard clockGuard(PostOffice office) {
        return new ClockGuard(
                office,
                (key, over) -> office.endOpen(List.of(key), over, over),
                venue::serverAheadMillis,
                clock::aheadMillis,
                clock.speed(),
                System::nanoTime);
    }

    /** The newest look at the bot. */
    public BotView view() {
        return watcher.view();
    }

    /** Hands something in, e.g. an operator's word. */
    public void tell(Event event) {
        inbox.put(event);
    }

    public boolean isRunning() {
        return thread.isAlive();
    }

    /** Whether history is loaded and the position was reconciled. */
    public boolean isReady() {
        return watcher.isReady();
    }

    /** Waits until the loop has ended; why it ended, empty when it was asked to. */
    public Optional<String> awaitEnd() throws InterruptedException {
        thread.join();
        return loop.failure();
    }

    /** Finishes what is in flight, bounded; position and stop stay at the venue. */
    public void stop() {
        if (thread.isAlive()) {
            inbox.put(new Event.StopRequested("asked to stop"));
            try {
                thread.join(STOP_WAIT_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Stops, if that has not been done, and lets everything go. */
    @Override
    public void close() {
        stop();
        BotView last = view();
        LOG.info(
                "instance=stopped position={} stop={} left=at_the_venue",
                last.contracts(),
                last.stop().map(s -> s.orderId()).orElse("none"));
        teardown.close();
    }
}
