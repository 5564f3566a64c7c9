package dev.barkeeper.strategy.indicator;

import dev.barkeeper.model.Bar;
import java.util.OptionalLong;

/**
 * The close that stood at each of the last minutes, by time: in a minute without a bar the close before it still stands.
 * Constant cost per bar, a gap costs its minutes (at most the capacity). Not thread-safe.
 */
public final class MinuteCloses {
    private final long[] ring;
    private long firstMinute;
    private long lastMinute = -1;

    /**
     * @param minutes how many are kept, the newest among them; above 0
     */
    public MinuteCloses(int minutes) {
        if (minutes < 1) {
            throw new IllegalArgumentException("closes of " + minutes + " minutes; it must be above 0");
        }
        ring = new long[minutes];
    }

    /** Takes a bar later than all before it. */
    public void add(Bar bar) {
        long minute = bar.closeMillis() / Bar.MINUTE_MILLIS;
        if (lastMinute < 0) {
            firstMinute = minute;
        } else {
            standStill(minute);
        }
        ring[slot(minute)] = bar.closeE8();
        lastMinute = minute;
        firstMinute = Math.max(firstMinute, minute - ring.length + 1);
    }

    /** The close that stood then, empty when that is after the newest bar or no longer (or not yet) kept. */
    public OptionalLong at(long millis) {
        long minute = Math.floorDiv(millis, Bar.MINUTE_MILLIS);
        return lastMinute < 0 || minute < firstMinute || minute > lastMinute
                ? OptionalLong.empty()
                : OptionalLong.of(ring[slot(minute)]);
    }

    private void standStill(long upTo) {
        long standing = ring[slot(lastMinute)];
        for (long minute = Math.max(lastMinute + 1, upTo - ring.length + 1); minute < upTo; minute++) {
            ring[slot(minute)] = standing;
        }
    }

    private int slot(long minute) {
        return (int) (minute % ring.length);
    }
}
