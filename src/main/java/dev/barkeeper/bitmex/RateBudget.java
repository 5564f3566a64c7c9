package dev.barkeeper.bitmex;

import java.util.function.LongSupplier;

/**
 * What is left of the venue's request allowance, by the headers of its answers and refilled as time goes by. Reading
 * history leaves the larger part of it untouched, looking up a smaller one, so that neither can starve a stop. Nor does a
 * silence that the venue asked for: whatever it was asked upon, a stop, a leave or a cancel is tried again after two of the
 * venue's seconds, and a question about the account after five, which is a quarter of what it allows at other times.
 * Thread-safe.
 */
final class RateBudget {
    /** What a request is for; orders may spend everything. */
    enum Use {
        /** A stop, a leave, a cancel: a position may be bare until it is there. */
        PROTECTING(0, 2),
        ENTERING(0, Double.MAX_VALUE),
        /** What is held, and what became of an order: a stop may wait for the answer. */
        ACCOUNT(0.1, 5),
        HISTORY(0.4, Double.MAX_VALUE);

        private final double reserve;
        private final double longestSilenceSeconds;

        Use(double reserve, double longestSilenceSeconds) {
            this.reserve = reserve;
            this.longestSilenceSeconds = longestSilenceSeconds;
        }

        boolean isOrder() {
            return this == PROTECTING || this == ENTERING;
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
    private long pausedAtNanos;
    private double pauseSeconds;

    RateBudget(boolean signed, double clockSpeed, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        pausedAtNanos = nanoTime.getAsLong();
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

    /** Milliseconds of the silence the venue asked for that such a request has still to keep, 0 for none. */
    synchronized long pauseMillis(Use use) {
        double seconds = Math.min(pauseSeconds, use.longestSilenceSeconds);
        double left = seconds * NANOS_PER_SECOND / clockSpeed - (nanoTime.getAsLong() - pausedAtNanos);
        return left <= 0 ? 0 : (long) (left / NANOS_PER_MILLI) + 1;
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
        pauseSeconds = venueSeconds;
        pausedAtNanos = nanoTime.getAsLong();
    }

    private long waitMillis(Use use) {
        refill();
        long pause = pauseMillis(use);
        if (pause > 0) {
            return pause;
        }
        if (use.isOrder()) {
            return secondWaitMillis();
        }
        double missing = Math.min(limit, limit * use.reserve + 1) - remaining;
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
