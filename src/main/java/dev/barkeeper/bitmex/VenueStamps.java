package dev.barkeeper.bitmex;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes every time the venue stamps something with on to whoever keeps its clock. That clock never goes back, so one
 * stamp of a wrong hour would hold up everything until the venue's time has caught up: a stamp far ahead of all before is
 * believed once a later one bears it out, as after a pause of this machine. Thread-safe.
 */
final class VenueStamps {
    /** Of real time, so that much further ahead of where the last stamp put the venue's clock is far. */
    static final long FAR_MILLIS = 60_000;

    private static final Logger LOG = LoggerFactory.getLogger(VenueStamps.class);

    private final LongConsumer clock;
    private final double speed;
    private final BooleanSupplier isLockStep;
    private final LongSupplier nanoTime;
    private Seen newest = new Seen(0, 0);
    private Seen doubted = new Seen(0, 0);

    /** A stamp and when it came. */
    private record Seen(long millis, long nanos) {}

    /**
     * @param speed venue seconds per second, above 0
     * @param isLockStep whether the venue waits for us after each bar: its time then goes on in leaps
     */
    VenueStamps(LongConsumer clock, double speed, BooleanSupplier isLockStep, LongSupplier nanoTime) {
        this.clock = clock;
        this.speed = speed;
        this.isLockStep = isLockStep;
        this.nanoTime = nanoTime;
    }

    /**
     * @param millis epoch milliseconds, 0 when there was no stamp
     * @return false when it is too far ahead to be believed yet; the clock has not heard of it then
     */
    boolean seen(long millis) {
        if (millis <= 0) {
            return true;
        }
        if (!isBelieved(new Seen(millis, nanoTime.getAsLong()))) {
            return false;
        }
        clock.accept(millis);
        return true;
    }

    private synchronized boolean isBelieved(Seen stamp) {
        boolean believed = newest.millis() == 0
                || isLockStep.getAsBoolean()
                || isWithin(newest, stamp)
                || doubted.millis() > 0 && stamp.millis() > doubted.millis() && isWithin(doubted, stamp);
        if (believed && stamp.millis() > newest.millis()) {
            newest = stamp;
            doubted = new Seen(0, 0);
        } else if (!believed && stamp.millis() != doubted.millis()) {
            LOG.warn(
                    "stamp={} is far ahead of {}, it waits for another to bear it out",
                    WireRow.iso(stamp.millis()),
                    WireRow.iso(newest.millis()));
            doubted = stamp;
        }
        return believed;
    }

    private boolean isWithin(Seen before, Seen stamp) {
        long passed = TimeUnit.NANOSECONDS.toMillis(stamp.nanos() - before.nanos());
        return stamp.millis() - before.millis() <= (passed + FAR_MILLIS) * speed;
    }

    /** The newest so far that was believed, 0 before the first. */
    synchronized long newestMillis() {
        return newest.millis();
    }
}
