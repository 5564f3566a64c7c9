package dev.barkeeper.storage;

import dev.barkeeper.machine.ProcessId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that holds or wants a lease.
 *
 * @param pidSpace the boot and the process namespace in which the process's number and mark mean something, empty when
 *     not known
 * @param startedMillis wall clock of the process's start, for people; 0 when not known
 */
public record LeaseHolder(String host, ProcessId process, String pidSpace, long startedMillis) {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseHolder.class);
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path NAMESPACE = Path.of("/proc/self/ns/pid");
    private static final char MARK = '#';

    /** This process. */
    public static LeaseHolder ofThisProcess() {
        return new LeaseHolder(
                hostName(),
                ProcessId.self(),
                spaceOfThisProcess(),
                ProcessHandle.current()
                        .info()
                        .startInstant()
                        .map(Instant::toEpochMilli)
                        .orElse(0L));
    }

    /** As its row has it; a row without a mark is of a process that is told by its number alone. */
    static LeaseHolder ofRow(String host, long pid, String spaceAndMark, long startedMillis) {
        int mark = spaceAndMark.lastIndexOf(MARK);
        return mark < 0
                ? new LeaseHolder(host, new ProcessId(pid, 0), spaceAndMark, startedMillis)
                : new LeaseHolder(
                        host,
                        new ProcessId(pid, Long.parseLong(spaceAndMark.substring(mark + 1))),
                        spaceAndMark.substring(0, mark),
                        startedMillis);
    }

    /** What its row says of where, and from when on, its number means something. */
    String spaceAndMark() {
        return pidSpace + MARK + process.mark();
    }

    /** Whether this holder certainly runs no more, as seen from a process; false when that cannot be told from there. */
    boolean isKnownDeadTo(LeaseHolder observer) {
        return host.equals(observer.host) && pidSpace.equals(observer.pidSpace) && !process.isRunning();
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
