package dev.barkeeper.watchdog;

import dev.barkeeper.machine.Daemons;
import dev.barkeeper.machine.ProcessPulse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feels the pulse of every followed process several times a second, and has its end looked at at once: Java hears of the
 * end of its own children only, and after its restart a watchdog has none. One thread of its own.
 */
final class DeathWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeathWatch.class);
    private static final long EVERY_NANOS = 200_000_000;

    private final List<Pulse> pulses;
    private final Thread thread;
    private volatile boolean closed;

    DeathWatch(List<InstanceWatch> watches) {
        pulses = IntStream.range(0, watches.size())
                .mapToObj(i -> new Pulse(watches.get(i)))
                .toList();
        thread = Daemons.thread("death-watch", this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(EVERY_NANOS);
            for (Pulse pulse : pulses) {
                try {
                    pulse.feel();
                } catch (RuntimeException e) {
                    LOG.error("death_watch=failed next=\"again in a moment\" cause={}", e.toString(), e);
                }
            }
        }
        pulses.forEach(Pulse::letGo);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    /** Of one instance, whatever process it is at the moment. */
    private static final class Pulse {
        private final InstanceWatch watch;
        private long pid;
        private ProcessPulse held;

        Pulse(InstanceWatch watch) {
            this.watch = watch;
        }

        void feel() {
            long followed = watch.followedPid();
            if (followed != pid) {
                letGo();
                pid = followed;
                held = take(followed);
            }
            if (held != null && held.hasEnded()) {
                letGo();
                watch.look();
            }
        }

        /** Null when it cannot be had: then the ordinary looks find out. */
        private static ProcessPulse take(long pid) {
            try {
                return pid == 0 ? null : ProcessPulse.of(pid);
            } catch (IOException e) {
                return null;
            }
        }

        void letGo() {
            try {
                if (held != null) {
                    held.close();
                }
            } catch (IOException e) {
                LOG.warn("pulse=unclosed pid={} cause={}", pid, e.toString());
            }
            held = null;
        }
    }
}
