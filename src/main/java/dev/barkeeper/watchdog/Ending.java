package dev.barkeeper.watchdog;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How one process is ended: TERM, then KILL, each once. Guarded by the watch it belongs to. */
final class Ending {
    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    private final int instance;
    private final Limits limits;
    private boolean termed;
    private boolean killed;

    Ending(int instance, Limits limits) {
        this.instance = instance;
        this.limits = limits;
    }

    void begin() {
        termed = false;
        killed = false;
    }

    boolean isTermed() {
        return termed;
    }

    /** Sends what is due after so much of waiting; false when all was in vain. */
    boolean press(ProcessHandle process, Duration waited) {
        if (!termed) {
            LOG.warn("instance={} process={} sent=TERM", instance, process.pid());
            termed = true;
            process.destroy();
        }
        if (!killed && waited.compareTo(limits.termWait()) >= 0) {
            LOG.warn("instance={} process={} sent=KILL", instance, process.pid());
            killed = true;
            process.destroyForcibly();
        }
        return waited.compareTo(limits.termWait().plus(limits.killWait())) <= 0;
    }
}
