package dev.barkeeper.watchdog;

import dev.barkeeper.alert.Alerts;
import dev.barkeeper.machine.ProcessId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All instances, all logs, and what is kept of them. Its rounds are called from outside, by a scheduler; a round of one
 * instance never waits for another's. Thread-safe.
 */
public final class Watchdog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private final WatchdogFiles files;
    private final Clock clock;
    private final boolean isMailing;
    private final FileChannel lock;
    private final List<InstanceFiles> instances;
    private final List<InstanceWatch> watches = new ArrayList<>();
    private final DeathWatch deaths;
    private final LogRound logs;
    private final StateFile stateFile;
    private final SharedFile status;
    private StateFile.State saved;
    private boolean isUnsaved;
    private long number;

    private Watchdog(
            WatchdogFiles files,
            List<InstanceFiles> instances,
            Limits limits,
            Launcher launcher,
            Alerts alerts,
            boolean isMailing,
            Clock clock,
            FileChannel lock) {
        this.files = files;
        this.isMailing = isMailing;
        this.clock = clock;
        this.lock = lock;
        this.instances = List.copyOf(instances);
        stateFile = new StateFile(files.state());
        status = new SharedFile(files.status());
        saved = stateFile.load();
        logs = new LogRound(instances, alerts, saved.logs());
        LongSupplier monotonic = () -> System.nanoTime() / 1_000_000;
        boolean inOrder =
                WatchdogBeat.read(files.status()).map(WatchdogBeat::isStopped).orElse(false);
        for (InstanceFiles instance : instances) {
            InstanceWatch watch = new InstanceWatch(instance, limits, launcher, alerts, monotonic);
            saved.instances().stream()
                    .filter(memory -> memory.instance() == instance.instance())
                    .forEach(memory -> watch.restore(memory, inOrder));
            watches.add(watch);
        }
        deaths = new DeathWatch(watches);
    }

    /** Looks at all instances, and from now on notices at once when one ends. */
    public void start() {
        watches.forEach(InstanceWatch::look);
        deaths.start();
    }

    /**
     * Takes the lock and remembers where the one before was.
     *
     * @param isMailing whether its alerts reach a person by e-mail: else the bots mail themselves
     * @throws IOException when another watchdog runs on these files, or they cannot be written
     */
    public static Watchdog open(
            WatchdogFiles files,
            List<InstanceFiles> instances,
            Limits limits,
            Launcher launcher,
            Alerts alerts,
            boolean isMailing,
            Clock clock)
            throws IOException {
        return new Watchdog(files, instances, limits, launcher, alerts, isMailing, clock, lock(files));
    }

    private static FileChannel lock(WatchdogFiles files) throws IOException {
        Files.createDirectories(files.lock().toAbsolutePath().getParent());
        FileChannel channel = FileChannel.open(
                files.lock(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock held;
        try {
            held = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            held = null;
        }
        if (held == null) {
            channel.close();
            long pid = WatchdogBeat.read(files.status())
                    .map(beat -> beat.process().pid())
                    .orElse(0L);
            throw new IOException("another watchdog runs already" + (pid == 0 ? "" : ", pid " + pid)
                    + "; stop it first: scripts/barkeeper stop watchdog");
        }
        return channel;
    }

    /** How many instances it watches; {@link #look} takes 0 to one less. */
    public int size() {
        return watches.size();
    }

    /** Looks at one instance and acts. */
    public void look(int index) {
        watches.get(index).look();
        if (watches.get(index).isAboutToEnd()) {
            save();
        }
    }

    /** Counts the logs and mails what is new. */
    public void countLogs() {
        logs.count(clock.millis());
        save();
    }

    /** Tells how it is itself, and keeps what has changed. */
    public synchronized void tell() {
        write(false);
        save();
    }

    private void write(boolean isStopped) {
        List<WatchdogBeat.Row> rows = new ArrayList<>();
        for (int i = 0; i < watches.size(); i++) {
            rows.add(watches.get(i).row(logs.errorsToday(instances.get(i).instance())));
        }
        number++;
        WatchdogBeat beat =
                new WatchdogBeat(number, ProcessId.self(), clock.millis(), isStopped, isMailing, rows, number);
        try {
            status.write(SharedFile.JSON.writeValueAsString(beat));
        } catch (IOException e) {
            LOG.warn("status=unwritten file={} cause={}", files.status(), e.toString());
        }
    }

    private synchronized void save() {
        StateFile.State now =
                new StateFile.State(watches.stream().map(InstanceWatch::memory).toList(), logs.memory());
        if (now.equals(saved)) {
            return;
        }
        try {
            stateFile.save(now);
            saved = now;
            isUnsaved = false;
        } catch (IOException e) {
            if (!isUnsaved) {
                LOG.warn("state=unwritten file={} cause={} next=\"tried again\"", files.state(), e.toString());
            }
            isUnsaved = true;
        }
    }

    /** Says goodbye; the bots go on. */
    @Override
    public synchronized void close() {
        deaths.close();
        write(true);
        save();
        try {
            status.close();
            lock.close();
        } catch (IOException e) {
            LOG.warn("close=failed cause={}", e.toString());
        }
    }
}
