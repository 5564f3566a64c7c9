package dev.barkeeper.paper;

import dev.barkeeper.machine.Daemons;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives a {@link PaperVenue} on a thread of its own: so many venue seconds per wall second, or in lock-step as fast as
 * the bot keeps up. Thread-safe.
 */
public final class PaperFeeder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PaperFeeder.class);
    private static final long TICK_MILLIS = 5;
    private static final long REMIND_MILLIS = 30_000;
    private static final long STOP_MILLIS = 5_000;
    private static final double NANOS_PER_MILLI = 1e6;

    private final PaperVenue venue;
    private final double speed;
    private final long restMillis;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;
    private long acknowledgedMillis = -1;
    private boolean stopped;
    private volatile boolean atEnd;

    private PaperFeeder(PaperVenue venue, double speed, long restMillis) {
        this.venue = venue;
        this.speed = speed;
        this.restMillis = restMillis;
        this.thread = Daemons.thread("paper-feeder", this::run);
    }

    /** @param speed venue seconds per wall second, above 0 */
    public static PaperFeeder atSpeed(PaperVenue venue, double speed) {
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("speed " + speed + " must be a number above 0; use lock-step for max");
        }
        return new PaperFeeder(venue, speed, 0);
    }

    /**
     * Lock-step: after each published bar the clock stands still until that bar is acknowledged; the walk begins with
     * the first acknowledgement of any bar.
     */
    public static PaperFeeder lockStep(PaperVenue venue) {
        return lockStep(venue, 0);
    }

    /**
     * The same, with a rest before each bar, so that whoever waits for it has gone to sleep as between two minutes.
     *
     * @param restMillis of the wall, 0 for none
     */
    public static PaperFeeder lockStep(PaperVenue venue, long restMillis) {
        return new PaperFeeder(venue, 0, restMillis);
    }

    public void start() {
        thread.start();
    }

    /** The bot has dealt with this bar and all before it; 0 only starts the walk. No effect at a speed. */
    public void acknowledge(long barCloseMillis) {
        lock.lock();
        try {
            acknowledgedMillis = Math.max(acknowledgedMillis, barCloseMillis);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether every published bar is acknowledged; at a speed that is so only before the first bar. */
    public boolean isCaughtUp() {
        lock.lock();
        try {
            return acknowledgedMillis >= venue.lastBarMillis();
        } finally {
            lock.unlock();
        }
    }

    public boolean isLockStep() {
        return speed == 0;
    }

    /** True when the prices have come to their end. */
    public boolean isAtEnd() {
        return atEnd;
    }

    /** Stops the thread and waits for it, at most five seconds. */
    @Override
    public void close() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            if (isLockStep()) {
                stepWithTheBot();
            } else {
                followTheWall();
            }
        } catch (RuntimeException fault) {
            LOG.error("paper exchange stopped: the price walk failed venueMillis={}", venue.nowMillis(), fault);
        }
        atEnd = true;
    }

    private void followTheWall() {
        long startVenue = venue.nowMillis();
        long startNanos = System.nanoTime();
        while (pause(TICK_MILLIS)) {
            if (venue.nextEventMillis() == Long.MAX_VALUE) {
                // the clock stands, until somebody arms the dead man's switch
                atEnd = true;
                startVenue = venue.nowMillis();
                startNanos = System.nanoTime();
            }
            double passed = (System.nanoTime() - startNanos) / NANOS_PER_MILLI;
            venue.advanceTo(startVenue + (long) (passed * speed));
        }
    }

    private void stepWithTheBot() {
        boolean more = awaitAcknowledged(0);
        while (more && pause(restMillis) && venue.advanceBar()) {
            more = awaitAcknowledged(venue.lastBarMillis());
        }
    }

    /** Waits until a bar is acknowledged; false when the feeder is stopped. */
    private boolean awaitAcknowledged(long barCloseMillis) {
        lock.lock();
        try {
            while (!stopped && acknowledgedMillis < barCloseMillis) {
                if (!changed.await(REMIND_MILLIS, TimeUnit.MILLISECONDS)) {
                    LOG.info("paper exchange waits for the bot barCloseMillis={}", barCloseMillis);
                }
            }
            return !stopped;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Sleeps a little; false when the feeder is stopped. */
    private boolean pause(long millis) {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (!stopped && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !stopped;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
