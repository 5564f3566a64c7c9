package dev.barkeeper.app.run;

import dev.barkeeper.alert.Alerts;
import dev.barkeeper.app.BotStatusFile;
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
import dev.barkeeper.model.BotMode;
import dev.barkeeper.model.E8;
import dev.barkeeper.scraper.GapFiller;
import java.io.IOException;
import java.time.Clock;
import java.util.HashSet;
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
    private static final long ROUND_MILLIS = 250;
    private static final int ROUNDS_PER_STATUS = 4;

    private final BotSettings settings;
    private final InstancePaths paths;
    private final Clock clock;
    private final Consumer<String> say;
    private final Patience patience;
    private final OperatorFolder operator;
    private final CountDownLatch askedToStop = new CountDownLatch(1);
    private final Queue<Event.Operator> kept = new ConcurrentLinkedQueue<>();
    private final Set<String> told = new HashSet<>();
    private volatile String detail = "starting";

    public BotHost(BotSettings settings, InstancePaths paths, Clock clock, Consumer<String> say) {
        this.settings = settings;
        this.paths = paths;
        this.clock = clock;
        this.say = say;
        operator = new OperatorFolder(paths.operatorDir());
        patience = new Patience(text -> {
            detail = text;
            writeStatus(BotStatusFile.State.STARTING, Optional.empty());
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
        return BotStatusFile.read(paths.statusFile())
                .filter(status ->
                        status.state() != BotStatusFile.State.STOPPED && status.state() != BotStatusFile.State.FAILED)
                .flatMap(BotStatusFile::process)
                .filter(process -> process.pid() != ProcessHandle.current().pid());
    }

    private Optional<String> runInstance() throws InterruptedException {
        writeStatus(BotStatusFile.State.STARTING, Optional.empty());
        try (PostOffice alerts =
                        PostOffice.open(paths.outboxDir(), settings.mail().map(MailSettings::toSmtp), origin(), clock);
                BotInstance instance = BotInstance.start(settings, paths, surroundings(alerts))) {
            say.accept(settings.emi() + " runs " + settings.strategy() + " on " + settings.symbol() + " at "
                    + settings.venue().restUrl());
            int round = 0;
            while (instance.isRunning() && !askedToStop.await(ROUND_MILLIS, TimeUnit.MILLISECONDS)) {
                hearOperator(instance);
                if (round++ % ROUNDS_PER_STATUS == 0) {
                    writeStatus(stateOf(instance), Optional.of(instance.view()));
                }
            }
            if (!instance.isRunning()) {
                return instance.awaitEnd();
            }
            detail = "finishing what is in flight";
            writeStatus(BotStatusFile.State.STOPPING, Optional.of(instance.view()));
            instance.stop();
            say.accept(leftBehind(instance.view()));
            return Optional.empty();
        }
    }

    private String origin() {
        return "barkeeper " + settings.instance() + " " + settings.emi();
    }

    private BotInstance.Surroundings surroundings(Alerts alerts) {
        return new BotInstance.Surroundings(alerts, say, this::noteOperator, bar -> {}, patience, GapFiller.DAYS);
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
            for (Event.Operator word = kept.poll(); word != null; word = kept.poll()) {
                operator.answer(word.id(), "done: " + word.command().name().toLowerCase(Locale.ROOT));
                told.remove(word.id());
            }
        } catch (RuntimeException e) {
            LOG.error("operator=unheard folder={} cause={}", paths.operatorDir(), e.toString());
        }
    }

    private BotStatusFile.State stateOf(BotInstance instance) {
        if (!instance.isReady()) {
            detail = "connecting, reconciling, filling gaps";
            return BotStatusFile.State.STARTING;
        }
        BotView view = instance.view();
        detail = String.join("; ", view.troubles());
        BotMode mode = view.mode();
        return switch (mode) {
            case TRADING -> BotStatusFile.State.TRADING;
            case PAUSED -> BotStatusFile.State.PAUSED;
            case FLATTENED -> BotStatusFile.State.FLATTENED;
        };
    }

    private void writeLast(Optional<String> failure) {
        detail = failure.orElse("stopped; position and stop are left at the venue");
        writeStatus(failure.isPresent() ? BotStatusFile.State.FAILED : BotStatusFile.State.STOPPED, Optional.empty());
    }

    private void writeStatus(BotStatusFile.State state, Optional<BotView> view) {
        ProcessHandle self = ProcessHandle.current();
        BotStatusFile status = new BotStatusFile(
                settings.instance(),
                settings.emi(),
                settings.symbol(),
                self.pid(),
                self.info().startInstant().map(i -> i.toEpochMilli()).orElse(0L),
                clock.millis(),
                state,
                detail,
                view.map(BotView::lastDecidedMillis).orElse(0L),
                view.map(BotView::contracts).orElse(0L),
                view.filter(v -> v.contracts() != 0)
                        .map(v -> E8.toString(v.entryE8()))
                        .orElse(""),
                view.map(BotHost::stopText).orElse(""));
        try {
            status.write(paths.statusFile());
        } catch (IOException | RuntimeException e) {
            LOG.error("status=unwritten file={} cause={}", paths.statusFile(), e.toString());
        }
    }

    private static String stopText(BotView view) {
        return view.stop()
                .map(stop -> stop.side() + " " + stop.leavesContracts() + " "
                        + stop.type().text() + " at " + E8.toString(stop.triggerE8()))
                .orElse("");
    }

    private static String leftBehind(BotView view) {
        String stop = stopText(view);
        return "stopped; left at the venue: position " + view.contracts()
                + (stop.isEmpty() ? ", no stop" : ", stop " + stop);
    }

    private void askToStop() {
        askedToStop.countDown();
        patience.stop();
    }
}
