package dev.barkeeper.app.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits at start for what is not there yet, says so, and goes on when it is. */
public final class Patience {
    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final long FIRST_WAIT_MILLIS = 500;
    private static final long LONGEST_WAIT_MILLIS = 10_000;
    private static final long SOON_MILLIS = 1_000;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Consumer<String> say;

    /** @param say hears what is waited for */
    public Patience(Consumer<String> say) {
        this.say = say;
    }

    /** Something that may fail for now. */
    @FunctionalInterface
    public interface Attempt<T> {
        /** @throws Exception any fault; {@link #isFinal} tells those that waiting does not mend */
        T make() throws Exception;
    }

    /** Tells the faults that waiting does not mend. */
    @FunctionalInterface
    public interface Verdict {
        boolean isFinal(Exception fault);
    }

    /**
     * Tries until it works, with growing waits up to ten seconds; says once what keeps it from working.
     *
     * @throws StartFailure when the fault is final or the process is to stop
     */
    <T> T until(String what, Attempt<T> attempt, Verdict verdict) {
        return until(what, attempt, verdict, LONGEST_WAIT_MILLIS);
    }

    /** The same with waits of a second at most, for what counts no questions: a position may stand without its stop. */
    <T> T untilSoon(String what, Attempt<T> attempt, Verdict verdict) {
        return until(what, attempt, verdict, SOON_MILLIS);
    }

    private <T> T until(String what, Attempt<T> attempt, Verdict verdict, long longestWaitMillis) {
        long wait = FIRST_WAIT_MILLIS;
        String told = "";
        for (int tries = 1; ; tries++) {
            try {
                T made = attempt.make();
                if (tries > 1) {
                    say.accept(what + " answers now");
                    LOG.info("start=goes-on what={} tries={}", what, tries);
                }
                return made;
            } catch (Exception fault) {
                if (verdict.isFinal(fault)) {
                    throw new StartFailure(fault.getMessage(), fault);
                }
                String cause = String.valueOf(fault.getMessage());
                if (!cause.equals(told)) {
                    told = cause;
                    say.accept(what + " does not answer, waiting: " + cause);
                    LOG.warn("start=waits what={} tries={} cause={}", what, tries, cause);
                }
            }
            if (isStoppedAfter(wait)) {
                throw new StartFailure("stopped while waiting for " + what, new InterruptedException());
            }
            wait = Math.min(longestWaitMillis, wait * 2);
        }
    }

    /** Says what takes long though nothing is waited for. */
    void tell(String what) {
        say.accept(what);
        LOG.info("start=busy what={}", what);
    }

    /** Gives up waiting. */
    void stop() {
        stopped.countDown();
    }

    private boolean isStoppedAfter(long millis) {
        try {
            return stopped.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
