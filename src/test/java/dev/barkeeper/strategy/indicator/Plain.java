package dev.barkeeper.strategy.indicator;

import dev.barkeeper.model.Bar;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The same figures computed the long way, over everything there was. */
public final class Plain {
    private Plain() {}

    /** Sample standard deviation, in two passes. */
    public static double deviation(List<Double> values) {
        double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
        double squares =
                values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (values.size() - 1));
    }

    /** The finished five-minute bars: all but the one the newest minute is in, unless it ends there. */
    public static List<Bar> fiveMinuteBars(List<Bar> minutes) {
        List<Bar> bars = new ArrayList<>();
        List<Bar> group = new ArrayList<>();
        for (Bar minute : minutes) {
            if (!group.isEmpty() && end(group.get(0)) != end(minute)) {
                bars.add(merge(end(group.get(0)), group));
                group.clear();
            }
            group.add(minute);
        }
        if (end(group.get(0)) == group.get(group.size() - 1).closeMillis()) {
            bars.add(merge(end(group.get(0)), group));
        }
        return bars;
    }

    /** A bar of random prices around 9000 in the minute that ends then. */
    public static Bar bar(Random random, long minute) {
        long low = 8_000_00000000L + random.nextInt(1_000) * 50_000_000L;
        long high = low + random.nextInt(100) * 50_000_000L;
        long span = high - low + 1;
        long open = low + random.nextLong(span);
        long close = low + random.nextLong(span);
        return Bar.ofPrices("X", minute * Bar.MINUTE_MILLIS, open, high, low, close, random.nextInt(50));
    }

    private static long end(Bar minute) {
        return (minute.closeMillis() + 299_999) / 300_000 * 300_000;
    }

    private static Bar merge(long end, List<Bar> group) {
        long high = Long.MIN_VALUE;
        long low = Long.MAX_VALUE;
        long volume = 0;
        for (Bar minute : group) {
            high = Math.max(high, minute.highE8());
            low = Math.min(low, minute.lowE8());
            volume += minute.volume();
        }
        Bar last = group.get(group.size() - 1);
        return Bar.ofPrices(last.symbol(), end, group.get(0).openE8(), high, low, last.closeE8(), volume);
    }
}
