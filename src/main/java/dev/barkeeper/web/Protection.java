package dev.barkeeper.web;

import java.util.function.LongSupplier;

/** Sums up how long a position was without a verified stop. Thread-safe. */
final class Protection {
    private static final double NANOS_PER_SECOND = 1e9;

    private final LongSupplier nanoTime;
    private boolean isUnprotected;
    private long sinceNanos;
    private long endedNanos;

    Protection(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized void onLook(boolean isProtected) {
        if (isProtected == isUnprotected) {
            long now = nanoTime.getAsLong();
            endedNanos += isProtected ? now - sinceNanos : 0;
            sinceNanos = now;
            isUnprotected = !isProtected;
        }
    }

    /** What lasts still is counted. */
    synchronized double totalSeconds() {
        return endedNanos / NANOS_PER_SECOND + runningSeconds();
    }

    synchronized double runningSeconds() {
        return isUnprotected ? (nanoTime.getAsLong() - sinceNanos) / NANOS_PER_SECOND : 0;
    }
}
