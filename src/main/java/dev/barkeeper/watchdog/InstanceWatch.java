package dev.barkeeper.watchdog;

import dev.barkeeper.alert.Alerts;
import dev.barkeeper.machine.ProcessId;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one instance: finds it dead, hung, stalled or unwell, ends what is left, starts it again, and says so. Never
 * waits: every look takes it as far as it can go now. Thread-safe.
 */
final class InstanceWatch {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceWatch.class);
    /** A watchdog that was itself frozen must not blame the bots for it. */
    private static final long LONGEST_STEP_MILLIS = 2_000;

    private static final int STEPS_PER_LOOK = 8;

    private final InstanceFiles files;
    private final Limits limits;
    private final Launcher launcher;
    private final Tidings tidings;
    private final Progress progress;
    private final Troubles troubles;
    private final LongSupplier monotonicMillis;
    private final Sight sight;
    private final Ending ending;
    private volatile long followedPid;
    private long lastLookMillis;
    /** Counts only time in which this process ran; every wait below is reckoned in it. */
    private long awake;

    private Phase phase = Phase.IDLE;
    private long phaseAt;
    private long dueAt;
    /** Whether it was ending before this look: what is kept of it says so by now. */
    private boolean isKeptAsEnding;

    private int tries;

    /** Where an instance stands. */
    enum Phase {
        /** Does not run, and nobody wants it to. */
        IDLE,
        WATCHING,
        /** TERM is sent, KILL follows. */
        ENDING,
        /** Starts when its wait is over. */
        WAITING,
        /** Started, not yet ready with its stop verified. */
        STARTING,
        GAVE_UP
    }

    /** What is kept over a restart of the watchdog. */
    record Memory(
            int instance,
            Phase phase,
            ProcessId process,
            int tries,
            Tidings.Outage outage,
            Map<String, String> unwell) {
        Memory {
            unwell = unwell == null ? Map.of() : Map.copyOf(unwell);
        }
    }

    InstanceWatch(InstanceFiles files, Limits limits, Launcher launcher, Alerts alerts, LongSupplier monotonicMillis) {
        this.files = files;
        this.limits = limits;
        this.launcher = launcher;
        this.monotonicMillis = monotonicMillis;
        sight = new Sight(files, limits, this::onFollowed);
        ending = new Ending(files.instance(), limits);
        tidings = new Tidings(files, alerts);
        progress = new Progress(limits.stalledAfter(), new VenueProbe(files.barsUrl()));
        troubles = new Troubles(files, alerts);
        lastLookMillis = monotonicMillis.getAsLong();
    }

    /**
     * Goes on where the watchdog before this one was ended.
     *
     * @param inOrder it was asked to end, as with a restart of all: then another process of the bot is no finding
     */
    synchronized void restore(Memory memory, boolean inOrder) {
        boolean isReplaceable =
                memory.phase() == Phase.WATCHING && !memory.process().isRunning();
        phase = inOrder && isReplaceable ? Phase.IDLE : memory.phase();
        tries = memory.tries();
        tidings.restore(memory.outage());
        troubles.restore(memory.unwell());
        sight.restore(memory.process());
    }

    private void onFollowed(ProcessHandle process) {
        progress.restart();
        followedPid = process.pid();
    }

    /** The process that is, or was, followed; 0 for none. Does not wait for a look. */
    long followedPid() {
        return followedPid;
    }

    synchronized Memory memory() {
        return new Memory(files.instance(), phase, sight.process(), tries, tidings.outage(), troubles.told());
    }

    /** Looks once, and acts. */
    synchronized void look() {
        long now = monotonicMillis.getAsLong();
        awake += Math.min(LONGEST_STEP_MILLIS, Math.max(0, now - lastLookMillis));
        lastLookMillis = now;
        sight.look(awake);
        Phase before = phase;
        isKeptAsEnding = phase == Phase.ENDING;
        for (int step = 0; step < STEPS_PER_LOOK; step++) {
            Phase next = step();
            if (next == phase) {
                break;
            }
            LOG.info(
                    "instance={} phase={} was={} process={}",
                    files.instance(),
                    next,
                    phase,
                    sight.process().pid());
            phase = next;
            phaseAt = awake;
        }
        if (before != phase && phase == Phase.IDLE) {
            troubles.forget();
        }
    }

    private Phase step() {
        return switch (phase) {
            case IDLE -> whileIdle();
            case WATCHING -> whileWatching();
            case ENDING -> whileEnding();
            case WAITING -> whileWaiting();
            case STARTING -> whileStarting();
            case GAVE_UP -> afterGivingUp();
        };
    }

    private Phase whileIdle() {
        if (sight.isAdopted()) {
            return Phase.WATCHING;
        }
        boolean wanted = sight.beat().isPresent() && !sight.beat().get().state().isAskedToEnd() && !sight.wasStopped();
        if (wanted) {
            sight.follow(sight.beat().get().process());
            return recover("dead", "its process " + sight.process().pid() + " does not run any more");
        }
        troubles.look(Optional.empty(), sight.blindness(), awake, limits.unwellAfter());
        return Phase.IDLE;
    }

    private Phase whileWatching() {
        if (!sight.process().isRunning()) {
            sight.look(awake);
            if (sight.wasStopped() || wasAskedToEnd()) {
                LOG.info("instance={} ended=as_asked", files.instance());
                tries = 0;
                return Phase.IDLE;
            }
            return recover(
                    "dead",
                    hasFailed() ? "it ended itself: " + sight.beat().get().detail() : "its process ended");
        }
        if (hasFailed()) {
            return recover("dead", "it ended itself: " + sight.beat().get().detail());
        }
        if (sight.isOtherProcess()) {
            sight.isAdopted();
        }
        if (sight.isSilent()) {
            return recover("hung", "its loop has not beaten for " + sight.silentMillis() / 1000 + " s");
        }
        if (sight.beat().isPresent() && progress.isStalled(sight.beat().get(), awake)) {
            return recover("stalled", progress.finding());
        }
        troubles.look(sight.beat(), sight.blindness().or(progress::doubt), awake, limits.unwellAfter());
        if (awake - phaseAt > limits.healthyAfter().toMillis()) {
            tries = 0;
        }
        return Phase.WATCHING;
    }

    private Phase whileEnding() {
        Optional<ProcessHandle> left = sight.process().running();
        if (left.isEmpty()) {
            return awaitTry();
        }
        // one that failed goes on saying so, whatever it gets
        if (isAboutToEnd() && !isKeptAsEnding && !hasFailed()) {
            return Phase.ENDING;
        }
        if (!ending.press(left.get(), Duration.ofMillis(awake - phaseAt))) {
            tidings.gaveUp("its process " + sight.process().pid() + " does not end, not even by KILL", tries);
            return Phase.GAVE_UP;
        }
        return Phase.ENDING;
    }

    private Phase awaitTry() {
        if (hasTriedAll()) {
            tidings.gaveUp("it was started " + tries + " times and did not stay", tries);
            return Phase.GAVE_UP;
        }
        dueAt = awake + limits.backoff().get(tries).toMillis();
        return Phase.WAITING;
    }

    private boolean hasTriedAll() {
        return tries >= limits.backoff().size();
    }

    private Phase whileWaiting() {
        if (sight.wasStopped()) {
            return forgive();
        }
        if (sight.isAdopted()) {
            return Phase.STARTING;
        }
        if (awake < dueAt) {
            return Phase.WAITING;
        }
        if (hasTriedAll()) {
            return awaitTry();
        }
        tries++;
        try {
            Optional<ProcessHandle> started = launcher.start(files.instance());
            if (started.isEmpty()) {
                LOG.info("instance={} started=by_another try={}", files.instance(), tries);
                dueAt = awake + limits.othersStart().toMillis();
                return Phase.WAITING;
            }
            sight.follow(ProcessId.of(started.get()));
            LOG.info(
                    "instance={} started={} try={}",
                    files.instance(),
                    sight.process().pid(),
                    tries);
            return Phase.STARTING;
        } catch (IOException e) {
            LOG.error("instance={} start=failed cause={}", files.instance(), e.toString());
            tidings.note("it could not be started: " + e.getMessage());
            return awaitTry();
        }
    }

    private Phase whileStarting() {
        if (!sight.process().isRunning()) {
            sight.look(awake);
            if (sight.wasStopped() || wasAskedToEnd()) {
                return forgive();
            }
            tidings.note("try " + tries + " ended: "
                    + (sight.isOwnBeat() ? sight.beat().get().detail() : "before it said anything"));
            return awaitTry();
        }
        if (sight.isOtherProcess()) {
            sight.isAdopted();
        }
        if (sight.isSilent()) {
            return recover("hung", "it began and then fell silent");
        }
        if (sight.isOwnBeat()
                && sight.beat().get().state().isReady()
                && sight.beat().get().isProtected()) {
            tidings.recovered(sight.beat().get());
            return Phase.WATCHING;
        }
        // of an outage that was told already, a slow start is no news for a while
        Duration lasting = tidings.outage().isOpen() ? limits.startingSilence() : limits.unwellAfter();
        if (sight.isOwnBeat()) {
            troubles.look(sight.beat(), sight.blindness(), awake, lasting);
        }
        return Phase.STARTING;
    }

    /** One that could not be ended is no start of somebody else's, unless it has come to life again. */
    private Phase afterGivingUp() {
        boolean isStuck = sight.process().isRunning() && (sight.isSilent() || !sight.hasBeaten());
        if (!isStuck && sight.isAdopted()) {
            return Phase.STARTING;
        }
        return sight.wasStopped() ? forgive() : Phase.GAVE_UP;
    }

    /** Something is wrong that a start mends: said once, then what is left is ended. */
    private Phase recover(String kind, String why) {
        tidings.problem(kind, why, sight.beat());
        troubles.forget();
        ending.begin();
        return Phase.ENDING;
    }

    /**
     * Whether the next look sends TERM: to be kept before. A bot that gets TERM says that it was asked to end, and a watchdog
     * that follows on one which was killed just then would leave it alone.
     */
    synchronized boolean isAboutToEnd() {
        return phase == Phase.ENDING && !ending.isTermed();
    }

    private boolean hasFailed() {
        return sight.isOwnBeat() && sight.beat().get().state() == Beat.State.FAILED;
    }

    /** By TERM or Ctrl-C, which is a person's or the system's: its last word says so. */
    private boolean wasAskedToEnd() {
        return sight.isOwnBeat() && sight.beat().get().state().isAskedToEnd();
    }

    private Phase forgive() {
        tidings.forget();
        tries = 0;
        return Phase.IDLE;
    }

    /** As the status file of the watchdog tells it. */
    synchronized WatchdogBeat.Row row(long errorsToday) {
        return new WatchdogBeat.Row(
                files.instance(), phase.name().toLowerCase(Locale.ROOT), tries, tidings.cause(), errorsToday);
    }
}
