package dev.barkeeper.bitmex;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The wall clock of the venue's servers, by which requests expire. It is this machine's as long as the dates of the
 * answers agree with it; where they do not, theirs, advanced by the monotonic clock. So neither a clock that is wrong nor
 * one that is set in mid-run lets a request expire, or stay valid for longer than meant. Thread-safe.
 */
final class ServerClock {
    /** Dates come in whole seconds and on slow lines; a request is valid for several times this long. */
    static final long AGREES_MILLIS = 2_500;

    private static final long HALF_SECOND = 500;

    private final LongSupplier wallMillis;
    private final LongSupplier nanoTime;
    private long anchorMillis;
    private long anchorNanos;

    ServerClock() {
        this(System::currentTimeMillis, System::nanoTime);
    }

    ServerClock(LongSupplier wallMillis, LongSupplier nanoTime) {
        this.wallMillis = wallMillis;
        this.nanoTime = nanoTime;
        anchorNanos = nanoTime.getAsLong();
        anchorMillis = wallMillis.getAsLong();
    }

    /** Epoch milliseconds by which the venue judges, good to a few seconds. */
    synchronized long nowMillis() {
        return anchorMillis + TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - anchorNanos);
    }

    /** How far the venue's servers are ahead of this machine's clock, milliseconds, negative when behind; 0 while they agree. */
    synchronized long aheadMillis() {
        long ahead = nowMillis() - wallMillis.getAsLong();
        return Math.abs(ahead) <= AGREES_MILLIS ? 0 : ahead;
    }

    /** Takes the date of an answer that has just come, cut to seconds; 0 when it has none. */
    synchronized void onAnswer(long dateMillis) {
        if (dateMillis == 0) {
            return;
        }
        long told = dateMillis + HALF_SECOND;
        long wall = wallMillis.getAsLong();
        anchorMillis = Math.abs(told - wall) <= AGREES_MILLIS ? wall : told;
        anchorNanos = nanoTime.getAsLong();
    }
}
