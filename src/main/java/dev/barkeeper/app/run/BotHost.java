package dev.barkeeper.app.run;

import dev.barkeeper.alert.Alert;
import dev.barkeeper.app.OperatorFolder;
import dev.barkeeper.app.OrderlyEnd;
import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.app.config.MailSettings;
import dev.barkeeper.bot.BotView;
import dev.barkeeper.bot.Event;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.journal.JournalEntry;
import dev.barkeeper.mail.PostOffice;
import dev.barkeeper.storage.StoreUnavailableException;
import dev.barkeeper.watchdog.Beat;
import dev.barkeeper.watchdog.BeatFile;
import dev.barkeeper.watchdog.SystemdNotify;
import dev.barkeeper.watchdog.WatchdogFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one instance company in its process: signals, operator's words, and the file that tells how it is. */
public final class BotHost {
    private static final Logger LOG = LoggerFactory.getLogger(BotHost.class);
    private static final String LEFT_BEHIND = "left.behind";
    private static final long ROUND_MILLIS = 250;
    /** A loop this silent is not vouched for. */
    private static final long HUNG_MILLIS = 10_000;

    private final BotSettings settings;
    private final InstancePaths paths;
    private final Clock clock;
    private final Consumer<String> say;
    private final Manner manner;
    private final Patience patience;
    private final OperatorFolder operator;
    private final LoopBeat beat;
    private final CountDownLatch askedToStop = new CountDownLatch(1);
    private final Queue<Event.Operator> kept = new ConcurrentLinkedQueue<>();
    private final Set<String> told = new HashSet<>();
    private String unheard = "";

    /**
     * How it is run.
     *
     * @param tellsStory whether each minute is told in readable lines
     * @param historyDays how far back gaps are filled at the start, above 0
     */
    public record Manner(boolean tellsStory, int historyDays) {}

    public BotHost(BotSettings settings, InstancePaths paths, Clock clock, Consumer<String> say, Manner manner) {
        this.settings = settings;
        this.manner = manner;
        this.paths = paths;
        this.clock = clock;
        this.say = say;
        operator = new OperatorFolder(paths.operatorDir());
        beat = new LoopBeat(settings, paths, clock);
        patience = new Patience(text -> {
            beat.tell(Beat.State.STARTING, text);
            say.accept(text);
        });
    }

    /** Runs until it is asked to stop or ends by itself; why it failed, empty when all is well. */
    public Optional<String> run() throws InterruptedException {
        Optional<ProcessHandle> other = otherProcess();
        if (other.isPresent()) {
            return Optional.of("instance " + settings.instance() + " runs already, pid "
                    + other.get().pid() + ": stop that process first");
        }
        OrderlyEnd end = OrderlyEnd.of(this::askToStop);
        try {
            Optional<String> failure = runInstance();
            writeLast(failure);
            return failure;
        } catch (StartFailure e) {
            if (askedToStop.getCount() == 0) {
                say.accept(e.getMessage());
                writeLast(Optional.empty());
                return Optional.empty();
            }
            writeLast(Optional.of(e.getMessage()));
            return Optional.of(e.getMessage());
        } finally {
            end.close();
        }
    }

    /** A living process of the same files; its status must not be written over. */
    private Optional<ProcessHandle> otherProcess() {
        return BeatFile.read(paths.statusFile())
                .filter(last -> last.state() != Beat.State.STOPPED && last.state() != Beat.State.FAILED)
                .flatMap(last -> last.process().running())
                .filter(process -> process.pid() != ProcessHandle.current().pid());
    }

    private Optional<String> runInstance() throws InterruptedException {
        forgetStopped();
        beat.tell(Beat.State.STARTING, "starting");
        try (PostOffice office =
                PostOffice.open(paths.outboxDir(), settings.mail().map(MailSettings::toSmtp), origin(), clock)) {
            return runWith(office);
        }
    }

    private Optional<String> runWith(PostOffice office) throws InterruptedException {
        WatchdogGuard guard = new WatchdogGuard(new WatchdogFiles(paths.root()), settings.instance(), office);
        guard.look();
        try (Onlookers onlookers = new Onlookers(settings, paths, office, guard, beat, say, manner.tellsStory());
                BotInstance instance = BotInstance.start(settings, paths, surroundings(onlookers))) {
            onlookers.onStarted(instance);
            say.accept(settings.emi() + " runs " + settings.strategy() + " on " + settings.symbol() + " at "
                    + settings.venue().restUrl());
            tellLeftBehind(instance, office);
            ClockGuard clocks = instance.clockGuard(office);
            SystemdNotify systemd = new SystemdNotify(System.getenv());
            while (instance.isRunning() && !askedToStop.await(ROUND_MILLIS, TimeUnit.MILLISECONDS)) {
                hearOperator(instance);
                guard.look();
                clocks.look();
                if (instance.isReady() && beat.silentMillis() < HUNG_MILLIS) {
                    systemd.alive();
                }
                onlookers.look(clock.millis());
            }
            if (!instance.isRunning()) {
                String why = instance.awaitEnd().orElse("the loop ended although nobody asked it to");
                // at once: to close everything takes seconds in which nobody trades
                beat.tell(Beat.State.FAILED, why);
                return Optional.of(why);
            }
            beat.tell(Beat.State.STOPPING, "finishing what is in flight");
            instance.stop();
            say.accept(leftBehind(instance.view()));
            onlookers.onStopped(leftBehind(instance.view()));
            return Optional.empty();
        } catch (StartFailure e) {
            if (askedToStop.getCount() > 0) {
                guard.raise(new Alert(
                        Alert.Severity.PROBLEM,
                        Onlookers.START_FAILED,
                        settings.emi() + ": cannot start",
                        e.getMessage()));
            }
            throw e;
        }
    }

    /** The bot trades on: what it minds is in order. */
    private void tellLeftBehind(BotInstance instance, PostOffice office) {
        try {
            List<String> left = instance.leftBehind();
            left.forEach(sentence -> say.accept("LEFT BEHIND: " + sentence));
            if (left.isEmpty()) {
                String over = settings.emi() + ": nothing is left behind any more";
                office.endOpen(List.of(LEFT_BEHIND), over, over);
            } else {
                office.raise(new Alert(
                        Alert.Severity.PROBLEM,
                        LEFT_BEHIND,
                        settings.emi() + ": something is left at the venue that nobody minds",
                        String.join("\n", left)));
            }
        } catch (StoreUnavailableException e) {
            LOG.warn("left_behind=unknown cause=\"{}\"", e.getMessage());
        }
    }

    private String origin() {
        return "barkeeper " + settings.instance() + " " + settings.emi();
    }

    private BotInstance.Surroundings surroundings(Onlookers onlookers) {
        return new BotInstance.Surroundings(
                onlookers::raise,
                say,
                commit -> {
                    noteOperator(commit);
                    onlookers.onCommit(commit);
                },
                bar -> {},
                patience,
                manner.historyDays(),
                Measured.NOT,
                onlookers);
    }

    /** What was said is answered once it is kept; on the loop's thread. */
    private void noteOperator(Commit commit) {
        for (JournalEntry entry : commit.journal()) {
            if (entry.payload() instanceof Event.Operator word) {
                kept.add(word);
            }
        }
    }

    private void hearOperator(BotInstance instance) {
        try {
            for (Event.Operator word : operator.pending()) {
                if (told.add(word.id())) {
                    instance.tell(word);
                }
            }
            // one that the disk does not let be answered stays, else it would be taken anew at the next start
            for (Event.Operator word = kept.peek(); word != null; word = kept.peek()) {
                operator.answer(word.id(), "done: " + word.command().name().toLowerCase(Locale.ROOT));
                told.remove(word.id());
                kept.remove();
            }
            unheard = "";
        } catch (RuntimeException e) {
            if (!unheard.equals(e.toString())) {
                LOG.error("operator=unheard folder={} cause={}", paths.operatorDir(), e.toString());
            }
            unheard = e.toString();
        }
    }

    /** Whoever starts it wants it to run. */
    private void forgetStopped() {
        try {
            Files.deleteIfExists(paths.stoppedMark());
        } catch (IOException e) {
            LOG.warn("mark=not_removed file={} cause={}", paths.stoppedMark(), e.toString());
        }
    }

    private void writeLast(Optional<String> failure) {
        beat.tell(
                failure.isPresent() ? Beat.State.FAILED : Beat.State.STOPPED,
                failure.orElse("stopped; position and stop are left at the venue"));
        beat.close();
    }

    private static String leftBehind(BotView view) {
        String stop = LoopBeat.stopText(view);
        return "stopped; left at the venue: position " + view.contracts()
                + (stop.isEmpty() ? ", no stop" : ", stop " + stop);
    }

    void askToStop() {
        askedToStop.countDown();
        patience.stop();
    }
}
