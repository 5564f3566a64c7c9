package dev.barkeeper.storage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that holds or wants a lease.
 *
 * @param pidSpace the boot and the process namespace in which the pid means something, empty when not known
 * @param startedMillis when the process started, epoch milliseconds; 0 when not known
 */
public record LeaseHolder(String host, long pid, String pidSpace, long startedMillis) {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseHolder.class);
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path NAMESPACE = Path.of("/proc/self/ns/pid");
    /** The system's own reckoning of a start may wander with its clock. */
    private static final long START_TOLERANCE_MILLIS = 2_000;

    /** This process. */
    public static LeaseHolder ofThisProcess() {
        ProcessHandle self = ProcessHandle.current();
        return new LeaseHolder(
                hostName(),
                self.pid(),
                spaceOfThisProcess(),
                self.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
    }

    /** Whether this holder certainly runs no more, as seen from a process; false when that cannot be told from there. */
    boolean isKnownDeadTo(LeaseHolder observer) {
        if (!host.equals(observer.host) || !pidSpace.equals(observer.pidSpace)) {
            return false;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return true;
        }
        Optional<Instant> start = process.get().info().startInstant();
        return startedMillis != 0
                && start.isPresent()
                && Math.abs(start.get().toEpochMilli() - startedMillis) > START_TOLERANCE_MILLIS;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            LOG.warn("event=lease.host.unknown cause=\"{}\"", e.getMessage());
            return "localhost";
        }
    }

    private static String spaceOfThisProcess() {
        try {
            return Files.readString(BOOT).strip() + "/" + Files.readSymbolicLink(NAMESPACE);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("event=lease.pid_space.unknown cause=\"{}\"", e.getMessage());
            return "";
        }
    }
}
