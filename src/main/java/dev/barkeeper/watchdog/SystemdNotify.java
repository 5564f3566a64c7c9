package dev.barkeeper.watchdog;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd that a service is ready and alive. Java opens no datagram socket of the local kind, so the program
 * {@code systemd-notify} carries the word; the unit needs {@code NotifyAccess=all}. Does nothing outside of systemd. One
 * thread.
 */
public final class SystemdNotify {
    private static final Logger LOG = LoggerFactory.getLogger(SystemdNotify.class);
    private static final Duration DEFAULT_EVERY = Duration.ofSeconds(10);
    private static final int PARTS = 3;

    private final boolean isService;
    private final String program;
    private final long everyNanos;
    private long toldNanos;
    private boolean ready;
    private Optional<Process> carrier = Optional.empty();

    public SystemdNotify(Map<String, String> environment) {
        this(environment, "systemd-notify");
    }

    SystemdNotify(Map<String, String> environment, String program) {
        this.program = program;
        isService = environment.containsKey("NOTIFY_SOCKET");
        everyNanos = interval(environment.getOrDefault("WATCHDOG_USEC", ""));
    }

    /** A third of what the unit allows between two words. */
    private static long interval(String micros) {
        try {
            return Long.parseLong(micros) * 1_000 / PARTS;
        } catch (NumberFormatException e) {
            return DEFAULT_EVERY.toNanos();
        }
    }

    /** To be called often while all is well: the first call says ready, the others, now and then, alive. */
    public void alive() {
        if (!isService || (ready && System.nanoTime() - toldNanos < everyNanos)) {
            return;
        }
        toldNanos = System.nanoTime();
        // one that hangs must not pile up
        carrier.ifPresent(Process::destroyForcibly);
        try {
            ProcessBuilder words = ready
                    ? new ProcessBuilder(program, "WATCHDOG=1")
                    : new ProcessBuilder(program, "READY=1", "WATCHDOG=1");
            words.redirectOutput(new File("/dev/null")).redirectErrorStream(true);
            carrier = Optional.of(words.start());
            ready = true;
        } catch (IOException e) {
            LOG.warn("systemd=untold program={} cause={}", program, e.getMessage());
        }
    }
}
