package dev.barkeeper.backtest;

import dev.barkeeper.paper.GeneratedPrices;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** The full path on held bars; run by hand. */
public final class SpeedBenchmark {
    private static final int BARS = 500_000;
    private static final int PERIOD = 60;

    private SpeedBenchmark() {}

    public static void main(String[] arguments) {
        int bars = arguments.length > 0 ? Integer.parseInt(arguments[0]) : BARS;
        int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        HeldPrices prices = HeldPrices.of(new GeneratedPrices(Plans.SPEC, 1, Plans.START), bars + PERIOD + 1);
        for (int run = 0; run < runs; run++) {
            long start = System.nanoTime();
            long cpuStart = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            RunResult result = Backtest.run(Plans.of("momentum", Plans.settings(PERIOD), prices, PERIOD + 1));
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpu = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuStart) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%d bars, %d fills, wallet %d: %.3f s (%.3f s of CPU), %,.0f bars/s%n",
                    result.rows().bars(),
                    result.rows().fillCount(),
                    result.walletMinor(),
                    seconds,
                    cpu,
                    result.rows().bars() / seconds);
        }
    }
}
