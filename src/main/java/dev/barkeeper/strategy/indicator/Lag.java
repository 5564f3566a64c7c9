package dev.barkeeper.strategy.indicator;

/** The value of so many additions ago; constant time. Not thread-safe. */
public final class Lag {
    private final long[] ring;
    private long added;

    /**
     * @param ago how many additions back, above 0
     */
    public Lag(int ago) {
        if (ago < 1) {
            throw new IllegalArgumentException("a lag of " + ago + "; it must be above 0");
        }
        ring = new long[ago + 1];
    }

    public void add(long value) {
        ring[(int) (added % ring.length)] = value;
        added++;
    }

    /** Whether that many additions were made before the newest one. */
    public boolean isReady() {
        return added >= ring.length;
    }

    /**
     * The value added that many additions before the newest.
     *
     * @throws IllegalStateException when not ready
     */
    public long value() {
        if (!isReady()) {
            throw new IllegalStateException("a lag of " + (ring.length - 1) + " after " + added + " values");
        }
        return ring[(int) (added % ring.length)];
    }
}
