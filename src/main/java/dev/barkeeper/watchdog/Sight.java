package dev.barkeeper.watchdog;

import dev.barkeeper.machine.ProcessId;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is seen of one instance from outside: which process it is, its beat, and for how long it has been silent. Time is
 * given, and counts only while the watchdog runs. One thread at a time.
 */
final class Sight {
    private static final Logger LOG = LoggerFactory.getLogger(Sight.class);

    /** Two writings within one tick of the system have the same stamp. */
    private static final long SETTLED_MILLIS = 100;

    private final InstanceFiles files;
    private final Limits limits;
    private final Consumer<ProcessHandle> onFollowed;
    private ProcessId process = ProcessId.NONE;
    private Optional<Beat> beat = Optional.empty();
    private Optional<String> blindness = Optional.empty();
    /** The file's own stamp at the last reading: what was not written since need not be read. */
    private long readAsWritten;

    private long awake;
    private long beatAt;
    private boolean hasBeaten;

    /** @param onFollowed hears of each process that is followed from now on */
    Sight(InstanceFiles files, Limits limits, Consumer<ProcessHandle> onFollowed) {
        this.files = files;
        this.limits = limits;
        this.onFollowed = onFollowed;
    }

    /** Reads the beat; one that has not changed is silence, one that cannot be read tells nothing of the bot. */
    void look(long awakeMillis) {
        awake = awakeMillis;
        try {
            long written = files.beat().toFile().lastModified();
            if (written == readAsWritten && written != 0) {
                return;
            }
            Optional<Beat> read = BeatFile.read(files.beat());
            blindness = Optional.empty();
            boolean isSettled = read.isPresent() && System.currentTimeMillis() - written > SETTLED_MILLIS;
            readAsWritten = isSettled ? written : 0;
            boolean isNew = read.isPresent()
                    && (beat.isEmpty()
                            || beat.get().number() != read.get().number()
                            || beat.get().pid() != read.get().pid());
            if (isNew) {
                hasBeaten |= beat.isPresent();
                beatAt = awake;
            }
            if (read.isPresent()) {
                beat = read;
            }
        } catch (UncheckedIOException e) {
            beatAt = awake;
            Optional<String> why = Optional.of("its beat cannot be read: " + e.getCause());
            if (!blindness.equals(why)) {
                LOG.warn(
                        "instance={} beat=unreadable cause={}",
                        files.instance(),
                        e.getCause().toString());
            }
            blindness = why;
        }
    }

    /** The process that is, or was, followed. */
    ProcessId process() {
        return process;
    }

    /** The last beat, of whatever process; empty before the first. */
    Optional<Beat> beat() {
        return beat;
    }

    /** Why the beat cannot be read; empty when it can, or there is none. */
    Optional<String> blindness() {
        return blindness;
    }

    /** Follows the process that a watchdog before this one followed, if it runs. */
    void restore(ProcessId known) {
        process = known;
        if (known.isRunning()) {
            follow(known);
        }
    }

    /** Somebody else has started it: that process is the one to watch. */
    boolean isAdopted() {
        Optional<ProcessId> live = beat.filter(b -> b.state() != Beat.State.STOPPED)
                .map(Beat::process)
                .filter(ProcessId::isRunning)
                .or(() -> new PidFile(files.pidFile()).running().map(ProcessId::of));
        live.ifPresent(this::follow);
        return live.isPresent();
    }

    /** From now on this process is the instance. */
    void follow(ProcessId live) {
        process = live;
        beatAt = awake;
        live.running().ifPresent(onFollowed);
    }

    /** Whether another living process beats. */
    boolean isOtherProcess() {
        return beat.isPresent() && !isOwnBeat() && beat.get().process().isRunning();
    }

    /** Whether the last beat is of the process that is followed. */
    boolean isOwnBeat() {
        return beat.isPresent() && beat.get().process().equals(process);
    }

    long silentMillis() {
        return awake - beatAt;
    }

    /** Silent for too long; one that is starting may be longer, one that is ending has its own limit. */
    boolean isSilent() {
        boolean ready = isOwnBeat() && beat.get().state().isReady();
        boolean ending = isOwnBeat() && beat.get().state().isAskedToEnd();
        Duration limit = ready ? limits.hungAfter() : limits.startingSilence();
        return !ending && silentMillis() > limit.toMillis();
    }

    /** Whether a beat came while this watchdog looked: the first one it reads may be an old one. */
    boolean hasBeaten() {
        return hasBeaten;
    }

    /** A person wants it to be stopped. */
    boolean wasStopped() {
        return Files.exists(files.stoppedMark());
    }
}
