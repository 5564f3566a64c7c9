package dev.barkeeper.backtest;

import dev.barkeeper.model.Bar;
import dev.barkeeper.paper.PriceBar;
import java.util.Arrays;

/**
 * A stretch of minute bars that is full: prices as whole steps above the lowest of them, the step being the largest that
 * fits all, 20 bytes a bar and 4 more where minutes are missing. Immutable.
 */
final class PriceChunk {
    private static final int COLUMNS = 5;
    private static final int[] WITHOUT_HOLES = new int[0];

    private final long firstMillis;
    private final long lowestE8;
    private final long stepE8;
    private final int[] cells;
    private final int[] minutes;

    private PriceChunk(long firstMillis, long lowestE8, long stepE8, int[] cells, int[] minutes) {
        this.firstMillis = firstMillis;
        this.lowestE8 = lowestE8;
        this.stepE8 = stepE8;
        this.cells = cells;
        this.minutes = minutes;
    }

    /** Whether these bars can be held so: figures that are no whole number of int steps cannot. */
    static boolean fits(PriceBar[] bars) {
        long lowest = lowest(bars);
        long step = step(bars, lowest);
        for (PriceBar bar : bars) {
            boolean small = (bar.highE8() - lowest) / step <= Integer.MAX_VALUE
                    && bar.volume() <= Integer.MAX_VALUE
                    && bar.openMillis() >= bars[0].openMillis()
                    && minute(bar, bars[0]) <= Integer.MAX_VALUE;
            if (!small) {
                return false;
            }
        }
        return true;
    }

    /** Bars that {@link #fits} agrees to, at least one. */
    static PriceChunk of(PriceBar[] bars) {
        long lowest = lowest(bars);
        long step = step(bars, lowest);
        int[] cells = new int[bars.length * COLUMNS];
        int[] minutes = new int[bars.length];
        boolean holes = false;
        for (int i = 0; i < bars.length; i++) {
            PriceBar bar = bars[i];
            int at = i * COLUMNS;
            cells[at] = (int) ((bar.openE8() - lowest) / step);
            cells[at + 1] = (int) ((bar.highE8() - lowest) / step);
            cells[at + 2] = (int) ((bar.lowE8() - lowest) / step);
            cells[at + 3] = (int) ((bar.closeE8() - lowest) / step);
            cells[at + 4] = (int) bar.volume();
            minutes[i] = (int) minute(bar, bars[0]);
            holes |= minutes[i] != i;
        }
        return new PriceChunk(bars[0].openMillis(), lowest, step, cells, holes ? minutes : WITHOUT_HOLES);
    }

    /** 0 is the first. */
    PriceBar bar(int index) {
        int at = index * COLUMNS;
        long minute = minutes.length == 0 ? index : minutes[index];
        return new PriceBar(
                firstMillis + minute * Bar.MINUTE_MILLIS,
                lowestE8 + cells[at] * stepE8,
                lowestE8 + cells[at + 1] * stepE8,
                lowestE8 + cells[at + 2] * stepE8,
                lowestE8 + cells[at + 3] * stepE8,
                cells[at + 4]);
    }

    private static long minute(PriceBar bar, PriceBar first) {
        return (bar.openMillis() - first.openMillis()) / Bar.MINUTE_MILLIS;
    }

    private static long lowest(PriceBar[] bars) {
        return Arrays.stream(bars).mapToLong(PriceBar::lowE8).min().orElseThrow();
    }

    /** The largest that all prices are a whole number of above the lowest. */
    private static long step(PriceBar[] bars, long lowestE8) {
        long step = 0;
        for (PriceBar bar : bars) {
            step = divisor(step, bar.openE8() - lowestE8);
            step = divisor(step, bar.highE8() - lowestE8);
            step = divisor(step, bar.lowE8() - lowestE8);
            step = divisor(step, bar.closeE8() - lowestE8);
        }
        return Math.max(1, step);
    }

    private static long divisor(long a, long b) {
        while (b != 0) {
            long rest = a % b;
            a = b;
            b = rest;
        }
        return a;
    }
}
