package dev.barkeeper.strategy;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.E8;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes bars by hand: a path in half units, seeded noise around it, and spikes. Each bar opens at the close before. */
final class Tape {
    private static final long TICK_E8 = E8.ONE / 2;

    private final List<Bar> bars = new ArrayList<>();
    private final Random random;
    private final int noiseTicks;
    private long closeMillis;
    private double path;
    private long lastTicks;

    /**
     * @param price where it starts, price units
     * @param noiseTicks how far a close may lie from the path
     */
    Tape(long firstCloseMillis, double price, int noiseTicks, long seed) {
        closeMillis = firstCloseMillis;
        path = 2 * price;
        lastTicks = Math.round(path);
        this.noiseTicks = noiseTicks;
        random = new Random(seed);
    }

    List<Bar> bars() {
        return List.copyOf(bars);
    }

    /** The path goes straight to that much higher (price units) within so many minutes. */
    Tape move(double by, int minutes) {
        for (int i = 0; i < minutes; i++) {
            path += 2 * by / minutes;
            bar(0, 0);
        }
        return this;
    }

    Tape flat(int minutes) {
        return move(0, minutes);
    }

    /** One bar that dips so deep (price units) below its open and comes back. */
    Tape dip(double depth) {
        bar(Math.round(2 * depth), 0);
        return this;
    }

    /** One bar that peaks so high above its open and comes back. */
    Tape peak(double height) {
        bar(0, Math.round(2 * height));
        return this;
    }

    /** Goes on until the next bar is the first of five minutes. */
    Tape toFiveMinutes() {
        while (closeMillis % (5 * Bar.MINUTE_MILLIS) != Bar.MINUTE_MILLIS) {
            flat(1);
        }
        return this;
    }

    private void bar(long depthTicks, long heightTicks) {
        long close = Math.round(path) + (noiseTicks == 0 ? 0 : random.nextInt(2 * noiseTicks + 1) - noiseTicks);
        long high = Math.max(Math.max(lastTicks, close) + random.nextInt(2), lastTicks + heightTicks);
        long low = Math.min(Math.min(lastTicks, close) - random.nextInt(2), lastTicks - depthTicks);
        bars.add(Bar.ofPrices(
                "XBTUSD",
                closeMillis,
                lastTicks * TICK_E8,
                high * TICK_E8,
                low * TICK_E8,
                close * TICK_E8,
                100 + random.nextInt(900)));
        lastTicks = close;
        closeMillis += Bar.MINUTE_MILLIS;
    }
}
