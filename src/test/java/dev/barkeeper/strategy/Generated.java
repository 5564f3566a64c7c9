package dev.barkeeper.strategy;

import dev.barkeeper.model.Bar;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Bars that a seed makes: calm and wild hours, jumps, and minutes that are missing. */
final class Generated {
    private static final long TICK_E8 = 50_000_000;
    private static final double CALM = 2.5;
    private static final double WILD = 40;

    private Generated() {}

    /**
     * @param jumpTicks how far a jump goes at most
     * @param jumpEvery a jump in so many bars, on average
     */
    static List<Bar> bars(long seed, int count, int jumpTicks, int jumpEvery) {
        Random random = new Random(seed);
        List<Bar> bars = new ArrayList<>(count);
        long minute = 26_300_000 + random.nextInt(60);
        long ticks = 18_000;
        double sigma = CALM;
        while (bars.size() < count) {
            minute += random.nextInt(60) > 0 ? 1 : 1 + random.nextInt(9);
            sigma = random.nextInt(200) == 0 ? (sigma == CALM ? WILD : CALM) : sigma;
            long open = ticks;
            ticks += Math.round(random.nextGaussian() * sigma) + (18_000 - ticks) / 2_000;
            ticks += random.nextInt(jumpEvery) == 0 ? random.nextInt(2 * jumpTicks + 1) - jumpTicks : 0;
            ticks = Math.max(2_000, ticks);
            long high = Math.max(open, ticks) + Math.round(Math.abs(random.nextGaussian()) * sigma);
            long low = Math.min(open, ticks) - Math.round(Math.abs(random.nextGaussian()) * sigma);
            bars.add(Bar.ofPrices(
                    "X",
                    minute * Bar.MINUTE_MILLIS,
                    open * TICK_E8,
                    high * TICK_E8,
                    Math.max(1, low) * TICK_E8,
                    ticks * TICK_E8,
                    1));
        }
        return bars;
    }
}
