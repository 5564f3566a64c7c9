package dev.barkeeper.backtest;

import dev.barkeeper.paper.GeneratedPrices;
import java.util.Locale;

/** Five years of minutes, held, run and analysed: whether the heap it is given is enough. Its limit is -Xmx. */
public final class FiveYears {
    private static final int BARS = (5 * 365 + 1) * 1_440;

    private FiveYears() {}

    /** An {@code OutOfMemoryError} is the answer no. */
    public static void main(String[] arguments) {
        int bars = arguments.length > 0 ? Integer.parseInt(arguments[0]) : BARS;
        HeldPrices prices = HeldPrices.of(new GeneratedPrices(Plans.SPEC, 1, Plans.START), bars);
        RunResult result = Backtest.run(Plans.of("momentum", Plans.settings(60), prices, 61));
        Figures figures = Analysis.of(result).figures();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "%d bars, %d fills, %d trades analysed in a heap of at most %d MB; %d MB in use at the end (prices %d)%n",
                result.rows().bars(),
                result.rows().fillCount(),
                figures.trips(),
                runtime.maxMemory() >> 20,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                prices.size());
    }
}
