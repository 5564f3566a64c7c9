package dev.barkeeper.scraper;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits longer after each failure in a row, up to a limit, and not at all once stopped. Stopping sends no interrupt, since
 * an interrupt closes the file of an embedded database. Stopping is thread-safe, the rest is for one thread at a time.
 */
final class Patience {
    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    /** With waits up to a minute: a quarter of an hour. */
    static final int MOST_FAILURES = 20;

    private final Duration first;
    private final Duration longest;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private int failures;

    Patience(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
    }

    /** Whether to go on: not stopped, and not {@value #MOST_FAILURES} failures in a row. */
    boolean lasts() {
        return !isStopped() && !isOver();
    }

    boolean isOver() {
        return failures >= MOST_FAILURES;
    }

    boolean isStopped() {
        return stopped.getCount() == 0;
    }

    void reset() {
        failures = 0;
    }

    void stop() {
        stopped.countDown();
    }

    /** Counts a failure, logs it and waits. */
    void failed(String what, Exception cause) {
        Duration wait = first.multipliedBy(1L << Math.min(failures, 16));
        wait = wait.compareTo(longest) > 0 ? longest : wait;
        failures++;
        LOG.warn("history=failed at={} failures={} retry_in={} cause={}", what, failures, wait, cause.toString());
        pause(wait);
    }

    void pause(Duration wait) {
        try {
            stopped.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stop();
            Thread.currentThread().interrupt();
        }
    }
}
