package dev.barkeeper.strategy.indicator;

/**
 * Sample standard deviation (divisor n − 1) of the last so many numbers, at constant cost. Mean and sum of squared
 * distances slide with each number (Welford), which alone would gather rounding errors over the years; so a second pair
 * is built up from nothing beside them and takes over once it spans the window. No error is older than two windows. Not
 * thread-safe.
 */
public final class RollingDeviation {
    private final double[] ring;
    private long added;
    private double mean;
    private double squares;
    private double freshMean;
    private double freshSquares;
    private int freshCount;

    /**
     * @param length how many numbers, at least 2
     */
    public RollingDeviation(int length) {
        if (length < 2) {
            throw new IllegalArgumentException("a deviation of " + length + " values; it needs at least 2");
        }
        ring = new double[length];
    }

    public void add(double value) {
        int slot = (int) (added % ring.length);
        if (isReady()) {
            slide(ring[slot], value);
        }
        ring[slot] = value;
        added++;
        grow(value);
    }

    /** Whether there were as many numbers as it spans. */
    public boolean isReady() {
        return added >= ring.length;
    }

    /**
     * The deviation, 0 when all numbers are equal.
     *
     * @throws IllegalStateException when not ready
     */
    public double value() {
        if (!isReady()) {
            throw new IllegalStateException("a deviation of " + ring.length + " after " + added + " values");
        }
        return Math.sqrt(squares / (ring.length - 1));
    }

    private void slide(double gone, double value) {
        double oldMean = mean;
        mean += (value - gone) / ring.length;
        squares = Math.max(0, squares + (value - gone) * (value - mean + gone - oldMean));
    }

    private void grow(double value) {
        freshCount++;
        double distance = value - freshMean;
        freshMean += distance / freshCount;
        freshSquares += distance * (value - freshMean);
        if (freshCount == ring.length) {
            mean = freshMean;
            squares = freshSquares;
            freshMean = 0;
            freshSquares = 0;
            freshCount = 0;
        }
    }
}
