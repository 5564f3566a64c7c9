package dev.barkeeper.schedule;

import java.time.Duration;

/**
 * What is done again and again, on Quartz: the check that a bar is due, the audit of gaps. A time that was missed is left
 * out, a task never runs twice at the same time, one that fails is logged and runs again at its next time. Thread-safe.
 */
public final class RecurringJobs implements AutoCloseable {
    private static final int THREADS = 3;
    private static final Duration SHORTEST = Duration.ofMillis(50);

    private final Quartz quartz = new Quartz("jobs", THREADS);

    /** By the wall clock, the first time one interval from now; an equal name is replaced. */
    public void every(String name, Duration interval, Runnable task) {
        if (interval.isZero() || interval.isNegative()) {
            throw new IllegalArgumentException("job " + name + " every " + interval + "; it must be above 0");
        }
        quartz.every(name, interval, task);
    }

    /**
     * By the venue's time: every interval divided by the clock's speed, though not more often than {@code 50 ms}; with
     * a clock of speed 0 (lock-step), that often.
     */
    public void everyVenue(String name, Duration interval, VenueClock clock, Runnable task) {
        long millis = clock.speed() == 0 ? 0 : (long) (interval.toMillis() / clock.speed());
        every(name, Duration.ofMillis(Math.max(SHORTEST.toMillis(), millis)), task);
    }

    /** Starts none any more, and waits a few seconds for those that run. */
    @Override
    public void close() {
        quartz.close();
    }
}
