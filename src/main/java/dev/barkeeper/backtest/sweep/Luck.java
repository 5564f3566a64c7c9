package dev.barkeeper.backtest.sweep;

/**
 * What the best of many comes to without any skill: the expected maximum of so many independent normal figures (Bailey
 * and López de Prado, The Deflated Sharpe Ratio, 2014). Stateless.
 */
public final class Luck {
    private static final double EULER = 0.5772156649015329;

    private Luck() {}

    /**
     * The expected best of {@code tries} figures of mean 0.
     *
     * @param deviation how far the figures lie apart, their standard deviation
     */
    public static double expectedBest(int tries, double deviation) {
        return tries < 2
                ? 0
                : deviation * ((1 - EULER) * quantile(1 - 1.0 / tries) + EULER * quantile(1 - 1 / (tries * Math.E)));
    }

    /** The standard normal's quantile, by bisection of its distribution. */
    static double quantile(double p) {
        double low = -10;
        double high = 10;
        for (int i = 0; i < 80; i++) {
            double middle = (low + high) / 2;
            if (distribution(middle) < p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** Abramowitz and Stegun 26.2.17, wrong by less than 7.5e-8. */
    private static double distribution(double x) {
        double t = 1 / (1 + 0.2316419 * Math.abs(x));
        double density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
        double tail = density
                * t
                * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return x >= 0 ? 1 - tail : tail;
    }
}
