package dev.barkeeper.schedule;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/**
 * The venue's time: the newest stamp seen, advanced by a monotonic clock × speed. It never goes back: when it had run
 * ahead of a newer stamp it goes at half its speed until that catches up; if it stood, no stop would be tried again as long.
 * Speed 0 (lock-step) stands still between stamps. Thread-safe.
 */
public final class VenueClock {
    /** A stamp this far (wall time) ahead of what was expected is a jump. */
    private static final long JUMP_MILLIS = 250;

    private static final double NANOS_PER_MILLI = 1e6;
    /** Of its speed, while it is ahead. */
    private static final double SLOWED = 0.5;

    private final double speed;
    private final LongSupplier nanoTime;
    private final List<StampListener> listeners = new CopyOnWriteArrayList<>();
    private long newestStamp;
    private long seenAtNanos;
    private long told;
    /** Where it was last with the stamps, and when. */
    private long togetherMillis;

    private long togetherAtNanos;

    /**
     * A clock that shows 0 until the first stamp.
     *
     * @param speed venue seconds per second, 0 or more
     */
    public VenueClock(double speed) {
        this(speed, System::nanoTime);
    }

    VenueClock(double speed, LongSupplier nanoTime) {
        if (!(speed >= 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("venue clock speed " + speed + "; it must be 0 or more");
        }
        this.speed = speed;
        this.nanoTime = nanoTime;
    }

    /** Venue seconds per second. */
    public double speed() {
        return speed;
    }

    /** Epoch milliseconds UTC by the venue; 0 before the first stamp. */
    public synchronized long nowMillis() {
        if (newestStamp > 0) {
            long nanos = nanoTime.getAsLong();
            long byStamp = byStamp(nanos);
            long slowed = togetherMillis + passed(togetherAtNanos, nanos, speed * SLOWED);
            if (byStamp >= slowed) {
                togetherMillis = byStamp;
                togetherAtNanos = nanos;
            }
            told = Math.max(told, Math.max(byStamp, slowed));
        }
        return told;
    }

    /**
     * How far this clock is ahead of where the newest stamp puts the venue's, milliseconds of venue time: above 0 after
     * the venue's had stood, and until it has caught up.
     */
    public synchronized long aheadMillis() {
        long shown = nowMillis();
        return newestStamp == 0 ? 0 : shown - byStamp(nanoTime.getAsLong());
    }

    private long byStamp(long nanos) {
        return newestStamp + passed(seenAtNanos, nanos, speed);
    }

    private static long passed(long fromNanos, long toNanos, double speed) {
        return (long) ((toNanos - fromNanos) / NANOS_PER_MILLI * speed);
    }

    /** Takes a stamp of the venue; one not newer than the newest is ignored. */
    public void observe(long stampMillis) {
        long before;
        long now;
        synchronized (this) {
            if (stampMillis <= newestStamp) {
                return;
            }
            before = nowMillis();
            newestStamp = stampMillis;
            seenAtNanos = nanoTime.getAsLong();
            now = nowMillis();
        }
        boolean jumped = now - before > JUMP_MILLIS * speed;
        listeners.forEach(listener -> listener.onStamp(now, jumped));
    }

    /** Tells about every newer stamp from now on, on the thread that observed it. */
    void listen(StampListener listener) {
        listeners.add(listener);
    }

    void forget(StampListener listener) {
        listeners.remove(listener);
    }

    /** Hears that the clock was set; must not block. */
    interface StampListener {
        /**
         * @param jumped whether it moved further than its speed explains
         */
        void onStamp(long nowMillis, boolean jumped);
    }
}
