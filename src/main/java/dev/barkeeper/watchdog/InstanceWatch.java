package dev.barkeeper.watchdog;

import dev.barkeeper.alert.Alerts;
import dev.barkeeper.machine.ProcessId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
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
    private long lastLookMillis;
    /** Counts only time in which this process ran; every wait below is reckoned in it. */
    private long awake;

    private Phase phase = Phase.IDLE;
    private ProcessId process = ProcessId.NONE;
    private Optional<Beat> beat = Optional.empty();
    private long beatAt;
    private long phaseAt;
    private long dueAt;
    private boolean killed;
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
    record Memory(int instance, Phase phase, ProcessId process, int tries, Tidings.Outage outage) {}

    InstanceWatch(InstanceFiles files, Limits limits, Launcher launcher, Alerts alerts, LongSupplier monotonicMillis) {
        this.files = files;
        this.limits = limits;
        this.launcher = launcher;
        this.monotonicMillis = monotonicMillis;
        tidings = new Tidings(files, alerts);
        progress = new Progress(limits.stalledAfter(), new VenueProbe(files.barsUrl()));
        troubles = new Troubles(files, limits.unwellAfter(), alerts);
        lastLookMillis = monotonicMillis.getAsLong();
    }

    /** Goes on where the watchdog before this one was ended. */
    synchronized void restore(Memory memory) {
        phase = memory.phase();
        process = memory.process();
        tries = memory.tries();
        tidings.restore(memory.outage());
        if (process.isRunning()) {
            follow(process);
        }
    }

    synchronized Memory memory() {
        return new Memory(files.instance(), phase, process, tries, tidings.outage());
    }

    /** Looks once, and acts. */
    synchronized void look() {
        long now = monotonicMillis.getAsLong();
        awake += Math.min(LONGEST_STEP_MILLIS, Math.max(0, now - lastLookMillis));
        lastLookMillis = now;
        readBeat();
        Phase before = phase;
        for (int step = 0; step < STEPS_PER_LOOK; step++) {
            Phase next = step();
            if (next == phase) {
                break;
            }
            LOG.info("instance={} phase={} was={} process={}", files.instance(), next, phase, process.pid());
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
            case GAVE_UP -> isAdopted() ? Phase.STARTING : wasStopped() ? forgive() : Phase.GAVE_UP;
        };
    }

    private Phase whileIdle() {
        if (isAdopted()) {
            return Phase.WATCHING;
        }
        boolean wanted = beat.isPresent() && !beat.get().state().isAskedToEnd() && !wasStopped();
        if (wanted) {
            process = beat.get().process();
            return recover("dead", "its process " + process.pid() + " does not run any more");
        }
        return Phase.IDLE;
    }

    private Phase whileWatching() {
        if (!process.isRunning()) {
            readBeat();
            boolean ownBeat = isOwnBeat();
            if (wasStopped() || (ownBeat && beat.get().state().isAskedToEnd())) {
                LOG.info("instance={} ended=as_asked", files.instance());
                tries = 0;
                return Phase.IDLE;
            }
            boolean failed = ownBeat && beat.get().state() == Beat.State.FAILED;
            return recover("dead", failed ? "it ended itself: " + beat.get().detail() : "its process ended");
        }
        if (isOtherProcess()) {
            isAdopted();
        }
        if (isSilent()) {
            return recover("hung", "its loop has not beaten for " + (awake - beatAt) / 1000 + " s");
        }
        if (beat.isPresent() && progress.isStalled(beat.get(), awake)) {
            return recover("stalled", progress.finding());
        }
        beat.ifPresent(b -> troubles.look(b, progress.doubt(), awake));
        if (awake - phaseAt > limits.healthyAfter().toMillis()) {
            tries = 0;
        }
        return Phase.WATCHING;
    }

    private Phase whileEnding() {
        Optional<ProcessHandle> left = process.running();
        if (left.isEmpty()) {
            return wait(limits.backoff().get(Math.min(tries, limits.backoff().size() - 1)));
        }
        Duration waited = Duration.ofMillis(awake - phaseAt);
        if (!killed && waited.compareTo(limits.termWait()) >= 0) {
            LOG.warn("instance={} process={} sent=KILL", files.instance(), process.pid());
            killed = true;
            left.get().destroyForcibly();
        }
        if (waited.compareTo(limits.termWait().plus(limits.killWait())) > 0) {
            tidings.gaveUp("its process " + process.pid() + " does not end, not even by KILL", tries);
            return Phase.GAVE_UP;
        }
        return Phase.ENDING;
    }

    private Phase wait(Duration backoff) {
        if (tries >= limits.backoff().size()) {
            tidings.gaveUp("it was started " + tries + " times and did not stay", tries);
            return Phase.GAVE_UP;
        }
        dueAt = awake + backoff.toMillis();
        return Phase.WAITING;
    }

    private Phase whileWaiting() {
        if (wasStopped()) {
            return forgive();
        }
        if (isAdopted()) {
            return Phase.STARTING;
        }
        if (awake < dueAt) {
            return Phase.WAITING;
        }
        tries++;
        try {
            Process started = launcher.start(files.instance());
            follow(ProcessId.of(started.toHandle()));
            LOG.info("instance={} started={} try={}", files.instance(), process.pid(), tries);
            return Phase.STARTING;
        } catch (IOException e) {
            LOG.error("instance={} start=failed cause={}", files.instance(), e.toString());
            tidings.note("it could not be started: " + e.getMessage());
            return wait(limits.backoff().get(Math.min(tries, limits.backoff().size() - 1)));
        }
    }

    private Phase whileStarting() {
        if (!process.isRunning()) {
            if (wasStopped()) {
                return forgive();
            }
            readBeat();
            tidings.note("try " + tries + " ended: " + (isOwnBeat() ? beat.get().detail() : "before it said anything"));
            return wait(limits.backoff().get(Math.min(tries, limits.backoff().size() - 1)));
        }
        if (isOtherProcess()) {
            isAdopted();
        }
        if (isSilent()) {
            return recover("hung", "it began and then fell silent");
        }
        if (isOwnBeat() && beat.get().state().isReady() && beat.get().isProtected()) {
            tidings.recovered(beat.get());
            return Phase.WATCHING;
        }
        beat.filter(b -> isOwnBeat()).ifPresent(b -> troubles.look(b, Optional.empty(), awake));
        return Phase.STARTING;
    }

    /** Something is wrong that a start mends: said once, then what is left is ended. */
    private Phase recover(String kind, String why) {
        tidings.problem(kind, why, beat);
        troubles.forget();
        killed = false;
        process.running().ifPresent(left -> {
            LOG.warn("instance={} process={} sent=TERM", files.instance(), process.pid());
            left.destroy();
        });
        return Phase.ENDING;
    }

    private Phase forgive() {
        tidings.forget();
        tries = 0;
        return Phase.IDLE;
    }

    /** Somebody else has started it: that process is the one to watch. */
    private boolean isAdopted() {
        Optional<ProcessId> live = beat.filter(b -> b.state() != Beat.State.STOPPED)
                .map(Beat::process)
                .filter(ProcessId::isRunning)
                .or(() -> new PidFile(files.pidFile()).running().map(ProcessId::of));
        live.ifPresent(this::follow);
        return live.isPresent();
    }

    private void follow(ProcessId live) {
        process = live;
        beatAt = awake;
        progress.restart();
        // at once rather than at the next look
        live.running().ifPresent(handle -> handle.onExit().thenRun(this::look));
    }

    private boolean isOtherProcess() {
        return beat.isPresent() && !isOwnBeat() && beat.get().process().isRunning();
    }

    private boolean isOwnBeat() {
        return beat.isPresent() && beat.get().process().equals(process);
    }

    private boolean isSilent() {
        boolean ready = isOwnBeat() && beat.get().state().isReady();
        boolean ending = isOwnBeat() && beat.get().state().isAskedToEnd();
        Duration limit = ready ? limits.hungAfter() : limits.startingSilence();
        return !ending && awake - beatAt > limit.toMillis();
    }

    private boolean wasStopped() {
        return Files.exists(files.stoppedMark());
    }

    private void readBeat() {
        try {
            Optional<Beat> read = BeatFile.read(files.beat());
            boolean isNew = read.isPresent()
                    && (beat.isEmpty()
                            || beat.get().number() != read.get().number()
                            || beat.get().pid() != read.get().pid());
            if (isNew) {
                beatAt = awake;
            }
            if (read.isPresent()) {
                beat = read;
            }
        } catch (UncheckedIOException e) {
            LOG.warn(
                    "instance={} beat=unreadable cause={}",
                    files.instance(),
                    e.getCause().toString());
        }
    }

    /** As the status file of the watchdog tells it. */
    synchronized WatchdogBeat.Row row(long errorsToday) {
        return new WatchdogBeat.Row(
                files.instance(), phase.name().toLowerCase(java.util.Locale.ROOT), tries, tidings.cause(), errorsToday);
    }
}
