package dev.barkeeper.backtest;

import dev.barkeeper.model.E8;
import dev.barkeeper.model.Instrument;
import dev.barkeeper.model.Side;
import java.util.Arrays;

/** Thins bars out to what a screen shows. Not thread-safe. */
final class CurveDrawing {
    /** About two for each pixel of a wide screen's width. */
    private static final int MOST_POINTS = 3_000;

    private final Instrument instrument;
    private final long holdContracts;
    private final long takerFeeE8;
    private final long depositMinor;
    private final int barsPerPoint;
    private final long[] seconds;
    private final long[] equity;
    private final double[] drawdown;
    private final double[] price;
    private final long[] hold;
    private final long[] contracts;
    private long bars;
    private int points;
    private long peak;
    private long firstE8;
    private long holdPeak;
    private double holdMaxDrawdown;
    private long holdNow;

    /** @param holdContracts what buy and hold holds */
    CurveDrawing(RunResult result, long holdContracts) {
        this.instrument = result.spec().instrument();
        this.holdContracts = holdContracts;
        takerFeeE8 = result.listing().costs().fees().rateE8(false);
        depositMinor = result.depositMinor();
        barsPerPoint = (int) Math.max(1, (result.rows().bars() + MOST_POINTS - 1) / MOST_POINTS);
        int room = (int) (result.rows().bars() / barsPerPoint + 1);
        seconds = new long[room];
        equity = new long[room];
        drawdown = new double[room];
        price = new double[room];
        hold = new long[room];
        contracts = new long[room];
        peak = depositMinor;
        holdPeak = depositMinor;
        holdNow = depositMinor;
    }

    void add(long barMillis, long equityMinor, long marketE8, long held) {
        if (bars++ % barsPerPoint == 0) {
            points++;
        }
        int at = points - 1;
        firstE8 = firstE8 == 0 ? marketE8 : firstE8;
        peak = Math.max(peak, equityMinor);
        seconds[at] = barMillis / 1_000;
        equity[at] = equityMinor;
        drawdown[at] = Math.min(drawdown[at], equityMinor / (double) peak - 1);
        price[at] = E8.toDouble(marketE8);
        hold[at] = hold(marketE8);
        contracts[at] = held;
    }

    Curve finish() {
        return new Curve(
                barsPerPoint,
                Arrays.copyOf(seconds, points),
                Arrays.copyOf(equity, points),
                Arrays.copyOf(drawdown, points),
                Arrays.copyOf(price, points),
                Arrays.copyOf(hold, points),
                Arrays.copyOf(contracts, points));
    }

    /** What buy and hold would have brought. */
    long holdMinor() {
        return holdNow - depositMinor;
    }

    double holdMaxDrawdown() {
        return 0 - holdMaxDrawdown;
    }

    private long hold(long marketE8) {
        if (holdContracts == 0) {
            return depositMinor;
        }
        long in = instrument.signedCostMinor(Side.BUY, holdContracts, firstE8);
        long out = instrument.signedCostMinor(Side.SELL, holdContracts, marketE8);
        long fees = Instrument.feeMinor(in, takerFeeE8) + Instrument.feeMinor(out, takerFeeE8);
        holdNow = depositMinor - in - out - fees;
        holdPeak = Math.max(holdPeak, holdNow);
        holdMaxDrawdown = Math.min(holdMaxDrawdown, holdNow / (double) holdPeak - 1);
        return holdNow;
    }
}
