package dev.barkeeper.backtest;

/**
 * What is drawn: one point for so many bars, each the state after the last of them; drawdown the deepest within.
 *
 * @param barsPerPoint how many bars a point stands for
 * @param seconds epoch seconds
 * @param equityMinor money and what is open at the mark
 * @param drawdown deepest within the point's bars, as a fraction of the highest equity before, 0 or below
 * @param price market price, whole units
 * @param holdMinor equity of holding the run's largest size long all the time, entry and exit fee paid
 * @param contracts signed
 */
public record Curve(
        int barsPerPoint,
        long[] seconds,
        long[] equityMinor,
        double[] drawdown,
        double[] price,
        long[] holdMinor,
        long[] contracts) {}
