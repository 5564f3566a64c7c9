package dev.barkeeper.strategy.indicator;

/**
 * Mean of the last so many whole numbers, at constant cost. The sum is kept exactly, in two halves that cannot overflow,
 * so it never drifts. Not thread-safe.
 */
public final class MovingAverage {
    private static final int HALF_BITS = 32;
    private static final long LOW_HALF = 0xFFFF_FFFFL;

    private final long[] ring;
    private long added;
    private long highSum;
    private long lowSum;

    /**
     * @param length how many numbers, above 0
     */
    public MovingAverage(int length) {
        if (length < 1) {
            throw new IllegalArgumentException("an average of " + length + " values; it must be above 0");
        }
        ring = new long[length];
    }

    public void add(long value) {
        int slot = (int) (added % ring.length);
        long gone = ring[slot];
        ring[slot] = value;
        highSum += (value >> HALF_BITS) - (gone >> HALF_BITS);
        lowSum += (value & LOW_HALF) - (gone & LOW_HALF);
        added++;
    }

    /** Whether there were as many numbers as it averages. */
    public boolean isReady() {
        return added >= ring.length;
    }

    /**
     * The mean, in the unit of what was added.
     *
     * @throws IllegalStateException when not ready
     */
    public double value() {
        if (!isReady()) {
            throw new IllegalStateException("an average of " + ring.length + " after " + added + " values");
        }
        return (highSum * (double) (1L << HALF_BITS) + lowSum) / ring.length;
    }
}
