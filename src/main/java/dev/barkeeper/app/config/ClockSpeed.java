package dev.barkeeper.app.config;

/**
 * How fast the venue's clock runs.
 *
 * @param factor above 0; infinite for {@code max}, lock-step
 */
public record ClockSpeed(double factor) {
    public static final ClockSpeed MAX = new ClockSpeed(Double.POSITIVE_INFINITY);

    public ClockSpeed {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("clock speed " + factor + " is not above 0");
        }
    }

    /** The next bar comes when the bot has dealt with the last one. */
    public boolean isMax() {
        return Double.isInfinite(factor);
    }
}
