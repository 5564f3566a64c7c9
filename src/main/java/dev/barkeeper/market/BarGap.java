package dev.barkeeper.market;

import dev.barkeeper.model.Bar;
import java.util.ArrayList;
import java.util.List;

/** A run of missing minutes, by the closes of its first and last bar, both inclusive. */
public record BarGap(long firstCloseMillis, long lastCloseMillis) {

    public BarGap {
        if (lastCloseMillis < firstCloseMillis) {
            throw new IllegalArgumentException("gap from " + firstCloseMillis + " to " + lastCloseMillis);
        }
    }

    /** How many bars are missing. */
    public long bars() {
        return (lastCloseMillis - firstCloseMillis) / Bar.MINUTE_MILLIS + 1;
    }

    /**
     * What is missing between two closes (inclusive) beside the closes given, which ascend.
     */
    public static List<BarGap> between(long firstCloseMillis, long lastCloseMillis, List<Long> presentCloses) {
        List<BarGap> gaps = new ArrayList<>();
        long next = firstCloseMillis;
        for (long close : presentCloses) {
            if (close > next) {
                gaps.add(new BarGap(next, Math.min(close - Bar.MINUTE_MILLIS, lastCloseMillis)));
            }
            next = Math.max(next, close + Bar.MINUTE_MILLIS);
        }
        if (next <= lastCloseMillis) {
            gaps.add(new BarGap(next, lastCloseMillis));
        }
        return gaps;
    }
}
