package dev.barkeeper.bitmex;

import java.util.function.LongSupplier;

/**
 * What is left of the venue's request allowance, by the headers of its answers and refilled as time goes by. Reading
 * history leaves the larger part of it untouched, looking up a smaller one, so that neither can starve a stop.
 * Thread-safe.
 */
final class RateBudget {
    /** What a request is for; the first may spend everything. */
    enum Use {
        TRADING(0),
        ACCOUNT(0.1),
        HISTORY(0.4);

        private final double reserve;

        Use(double reserve) {
            this.reserve = reserve;
        }
    }

    static final int SIGNED_PER_MINUTE = 120;
    static final int UNSIGNED_PER_MINUTE = 30;
    private static final double NANOS_PER_MINUTE = 60e9;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LongSupplier nanoTime;
    private final double clockSpeed;
    private double limit;
    private double remaining;
    private long countedAtNanos;
    private long secondSpentAtNanos;
    private boolean secondSpent;
    private long pausedUntilNanos;
    private boolean paused;

    RateBudget(boolean signed, double clockSpeed, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.clockSpeed = clockSpeed;
        this.limit = signed ? SIGNED_PER_MINUTE : UNSIGNED_PER_MINUTE;
        this.remaining = limit;
        this.countedAtNanos = nanoTime.getAsLong();
    }

    /** Milliseconds to wait before such a request may go, 0 when it may go now (it is then counted). */
    synchronized long take(Use use) {
        long wait = waitMillis(use);
        if (wait == 0) {
            remaining = Math.max(0, remaining - 1);
        }
        return wait;
    }

    /** Requests that are left now. */
    synchronized double left() {
        refill();
        return remaining;
    }

    /** Milliseconds the venue asked us to keep silent from now on, 0 when it did not. */
    synchronized long pauseMillis() {
        long left = pausedUntilNanos - nanoTime.getAsLong();
        if (!paused || left <= 0) {
            paused = false;
            return 0;
        }
        return left / NANOS_PER_MILLI + 1;
    }

    /** Believes the headers of an answer; a value below 0 stands for a header that was not there. */
    synchronized void told(long headerLimit, long headerRemaining, long headerRemainingSecond) {
        refill();
        if (headerLimit > 0) {
            limit = headerLimit;
        }
        if (headerRemaining >= 0) {
            remaining = Math.min(headerRemaining, limit);
        }
        if (headerRemainingSecond >= 0) {
            secondSpent = headerRemainingSecond == 0;
            secondSpentAtNanos = nanoTime.getAsLong();
        }
    }

    /** The venue refused and said when to come back, in its own seconds. */
    synchronized void pause(double venueSeconds) {
        paused = true;
        pausedUntilNanos = nanoTime.getAsLong() + (long) (venueSeconds * NANOS_PER_SECOND / clockSpeed);
    }

    private long waitMillis(Use use) {
        refill();
        long pause = pauseMillis();
        if (pause > 0) {
            return pause;
        }
        if (use == Use.TRADING) {
            return secondWaitMillis();
        }
        double missing = limit * use.reserve + 1 - remaining;
        return missing <= 0 ? 0 : (long) Math.ceil(missing / limit * 60_000 / clockSpeed);
    }

    private long secondWaitMillis() {
        double left = NANOS_PER_SECOND / clockSpeed - (nanoTime.getAsLong() - secondSpentAtNanos);
        if (!secondSpent || left <= 0) {
            secondSpent = false;
            return 0;
        }
        return (long) (left / NANOS_PER_MILLI) + 1;
    }

    private void refill() {
        long now = nanoTime.getAsLong();
        remaining = Math.min(limit, remaining + (now - countedAtNanos) * clockSpeed * limit / NANOS_PER_MINUTE);
        countedAtNanos = now;
    }
}
