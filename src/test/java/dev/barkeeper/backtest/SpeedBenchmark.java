package dev.barkeeper.backtest;

import dev.barkeeper.paper.GeneratedPrices;
import dev.barkeeper.paper.PriceBar;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.ta4j.core.BaseBar;
import org.ta4j.core.BaseBarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.BaseStrategy;
import org.ta4j.core.Rule;
import org.ta4j.core.TradingRecord;
import org.ta4j.core.backtest.BarSeriesManager;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.helpers.PreviousValueIndicator;
import org.ta4j.core.num.DecimalNum;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.num.Num;
import org.ta4j.core.rules.OverIndicatorRule;
import org.ta4j.core.rules.UnderIndicatorRule;

/**
 * The whole path beside ta4j, which computes signals only, and beside a bare loop over arrays, all with momentum 60 on
 * the same bars, alternating on one thread. Run by {@code scripts/barkeeper benchmark --section 6}.
 */
public final class SpeedBenchmark {
    private static final int BARS = 500_000;
    private static final int PERIOD = 60;
    private static final int RUNS = 5;
    private static final int WARM_UPS = 3;

    private SpeedBenchmark() {}

    /** Bars and runs, both optional. */
    public static void main(String[] arguments) {
        int bars = arguments.length > 0 ? Integer.parseInt(arguments[0]) : BARS;
        int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : RUNS;
        HeldPrices prices = HeldPrices.of(new GeneratedPrices(Plans.SPEC, 1, Plans.START), bars + PERIOD + 1);
        Map<String, LongSupplier> rivals = new LinkedHashMap<>();
        rivals.put(
                "full path",
                () -> Backtest.run(Plans.of("momentum", Plans.settings(PERIOD), prices, PERIOD + 1))
                        .rows()
                        .fillCount());
        rivals.put("ta4j 0.17 double", () -> ta4j(prices, DoubleNum::valueOf));
        rivals.put("ta4j 0.17 decimal", () -> ta4j(prices, DecimalNum::valueOf));
        rivals.put("bare loop", () -> bareLoop(prices));
        Map<String, List<Rate>> rates = new LinkedHashMap<>();
        for (int run = -WARM_UPS; run < runs; run++) {
            for (Map.Entry<String, LongSupplier> rival : rivals.entrySet()) {
                Rate rate = rate(rival.getKey(), bars, rival.getValue(), run);
                if (run >= 0) {
                    rates.computeIfAbsent(rival.getKey(), name -> new ArrayList<>())
                            .add(rate);
                }
            }
        }
        double full = median(rates.get("full path"), Rate::byClock);
        double fullCpu = median(rates.get("full path"), Rate::byCpu);
        System.out.printf(
                Locale.ROOT,
                "%n%-20s %14s %14s %18s %14s%n",
                "medians of " + runs,
                "bars a second",
                "full path is",
                "bars a CPU second",
                "full path is");
        rates.forEach((name, all) -> {
            double clock = median(all, Rate::byClock);
            double cpu = median(all, Rate::byCpu);
            System.out.printf(
                    Locale.ROOT,
                    "%-20s %,14.0f %12.2f × %,18.0f %12.2f ×%n",
                    name,
                    clock,
                    full / clock,
                    cpu,
                    fullCpu / cpu);
        });
        System.out.printf(
                Locale.ROOT, "%-20s %,14d %14s%n", "target of full path", 2_000_000, full >= 2e6 ? "met" : "MISSED");
        System.out.println("the CPU is that of the one thread; what collects its garbage runs on another");
    }

    /** Bars a second, by the clock on the wall and by the thread's CPU. */
    private record Rate(double byClock, double byCpu) {}

    private static Rate rate(String name, int bars, LongSupplier rival, int run) {
        long start = System.nanoTime();
        long cpuStart = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long came = rival.getAsLong();
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpu = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuStart) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "  %s %-18s %.3f s (%.3f s of CPU), %,.0f bars/s, result %d%n",
                run < 0 ? "warm-up" : "run " + (run + 1),
                name,
                seconds,
                cpu,
                bars / seconds,
                came);
        return new Rate(bars / seconds, bars / cpu);
    }

    /** Series building included; entries and exits of a long only, as its manager takes one side. */
    private static long ta4j(HeldPrices prices, java.util.function.Function<Number, Num> num) {
        BaseBarSeries series = new BaseBarSeriesBuilder()
                .withNumTypeOf(num)
                .withName("minutes")
                .build();
        for (int i = 0; i < prices.size(); i++) {
            PriceBar bar = prices.bar(i);
            series.addBar(BaseBar.builder(num, Number.class)
                    .timePeriod(Duration.ofMinutes(1))
                    .endTime(Instant.ofEpochMilli(bar.openMillis() + 60_000).atZone(ZoneOffset.UTC))
                    .openPrice(bar.openE8() / 1e8)
                    .highPrice(bar.highE8() / 1e8)
                    .lowPrice(bar.lowE8() / 1e8)
                    .closePrice(bar.closeE8() / 1e8)
                    .volume(bar.volume())
                    .build());
        }
        ClosePriceIndicator close = new ClosePriceIndicator(series);
        PreviousValueIndicator then = new PreviousValueIndicator(close, PERIOD);
        Rule up = new OverIndicatorRule(close, then);
        Rule down = new UnderIndicatorRule(close, then);
        TradingRecord record = new BarSeriesManager(series).run(new BaseStrategy(up, down, PERIOD));
        return record.getPositionCount();
    }

    /** What nobody can be faster than: the rule and nothing else. */
    private static long bareLoop(HeldPrices prices) {
        long[] closes = new long[prices.size()];
        for (int i = 0; i < closes.length; i++) {
            closes[i] = prices.bar(i).closeE8();
        }
        long turns = 0;
        int held = 0;
        for (int i = PERIOD; i < closes.length; i++) {
            int wanted = closes[i] > closes[i - PERIOD] ? 1 : -1;
            turns += wanted == held ? 0 : 1;
            held = wanted;
        }
        return turns;
    }

    private static double median(List<Rate> rates, ToDoubleFunction<Rate> which) {
        double[] sorted = rates.stream().mapToDouble(which).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
