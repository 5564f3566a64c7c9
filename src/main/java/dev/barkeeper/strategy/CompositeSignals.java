package dev.barkeeper.strategy;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Reason;
import dev.barkeeper.strategy.indicator.FiveMinuteBars;
import dev.barkeeper.strategy.indicator.MovingAverage;
import dev.barkeeper.strategy.indicator.Returns;
import dev.barkeeper.strategy.indicator.RollingDeviation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the five-minute bars say: moving averages of 5, 10, 20, 50, 200 and 5760 closes; z480 = newest return / sample
 * standard deviation of the last 96 returns (480 minutes, the newest among them; no value, hence no signal, when nothing
 * moved); comps = how many of ma5 &gt; ma10, ma10 &gt; ma20, ma20 &gt; ma50, ma50 &gt; ma200 hold. There is a signal
 * only with the minute whose close ends a five-minute bar. Not thread-safe.
 */
final class CompositeSignals {
    private static final int[] LENGTHS = {5, 10, 20, 50, 200};
    private static final int LONGEST = 5760;
    private static final int DEVIATION_BARS = 96;
    private static final double FALL = 0.99;

    private final StrategySettings settings;
    private final FiveMinuteBars fiveMinutes = new FiveMinuteBars();
    private static final Reason BETWEEN = Reason.of("between signals");
    /** By the number of averages in order. */
    private static final List<String> WORDS = IntStream.range(0, LENGTHS.length)
            .mapToObj(comps -> "z480 {f}, comps " + comps)
            .toList();

    private final List<MovingAverage> averages =
            Arrays.stream(LENGTHS).mapToObj(MovingAverage::new).toList();
    private final MovingAverage longest = new MovingAverage(LONGEST);
    private final RollingDeviation deviation = new RollingDeviation(DEVIATION_BARS);
    private boolean closedNow;
    private long closeE8;
    private long closeBeforeE8;

    CompositeSignals(StrategySettings settings) {
        this.settings = settings;
    }

    void onBar(Bar minute) {
        closedNow = false;
        for (Bar bar : fiveMinutes.add(minute)) {
            take(bar);
            closedNow = bar.closeMillis() == minute.closeMillis();
        }
    }

    /** Whether the longest average spans its bars. */
    boolean isReady() {
        return longest.isReady();
    }

    boolean isLong() {
        return closedNow
                && z480() > settings.longThreshold()
                && closeE8 < longest.value() * settings.longMa20Multiplier();
    }

    boolean isShort() {
        return closedNow
                && comps() >= settings.shortThreshold()
                && closeE8 < FALL * closeBeforeE8
                && closeE8 > longest.value();
    }

    Reason reason() {
        return closedNow ? Reason.ofDouble(WORDS.get(comps()), z480()) : BETWEEN;
    }

    private void take(Bar bar) {
        closeBeforeE8 = closeE8;
        closeE8 = bar.closeE8();
        averages.forEach(average -> average.add(closeE8));
        longest.add(closeE8);
        if (closeBeforeE8 != 0) {
            deviation.add(Returns.of(closeE8, closeBeforeE8));
        }
    }

    private double z480() {
        return Returns.of(closeE8, closeBeforeE8) / deviation.value();
    }

    private int comps() {
        int count = 0;
        for (int i = 1; i < averages.size(); i++) {
            count += averages.get(i - 1).value() > averages.get(i).value() ? 1 : 0;
        }
        return count;
    }
}
