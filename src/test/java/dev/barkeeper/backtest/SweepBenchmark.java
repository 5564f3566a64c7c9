package dev.barkeeper.backtest;

import dev.barkeeper.backtest.sweep.Axis;
import dev.barkeeper.backtest.sweep.ParameterSets;
import dev.barkeeper.backtest.sweep.Span;
import dev.barkeeper.backtest.sweep.Sweep;
import dev.barkeeper.backtest.sweep.SweepFile;
import dev.barkeeper.bot.BotRules;
import dev.barkeeper.execution.StopRule;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.TriggerPrice;
import dev.barkeeper.paper.GeneratedPrices;
import dev.barkeeper.paper.Listing;
import dev.barkeeper.paper.MinuteTape;
import dev.barkeeper.paper.VenueSettings;
import dev.barkeeper.strategy.Strategies;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * A sweep on one thread and on two, beside a bare loop over arrays on one and two side by side on two, all over the same
 * bars and parameter sets, alternating. Run by {@code scripts/barkeeper benchmark --section 6}.
 */
public final class SweepBenchmark {
    private static final int BARS = 500_000;
    private static final int RUNS = 5;
    private static final int WARM_UPS = 2;
    private static final int LOOPS = 30;
    private static final String PERIOD = "bitmex.tradebot.momentum.period";
    private static final String DELTA = "bitmex.tradebot.decision.long.stop.delta";

    private final HeldPrices prices;
    private final MinuteTape tape;
    private final long[] closes;
    private final List<Map<String, String>> sets =
            ParameterSets.grid(List.of(Axis.parse(PERIOD + "=20..120/5"), Axis.parse(DELTA + "=50..200/50")));

    private SweepBenchmark(int bars) {
        prices = HeldPrices.of(new GeneratedPrices(Plans.SPEC, 1, Plans.START), bars);
        long start = System.nanoTime();
        tape = MinuteTape.of(new Listing(Plans.SPEC, prices.walk(0, bars)), VenueSettings.DEFAULT);
        System.out.printf(
                Locale.ROOT,
                "  the venue's walk, once for all sets: %,d bars in %.2f s%n",
                bars,
                (System.nanoTime() - start) / 1e9);
        closes = new long[bars];
        Arrays.setAll(closes, i -> prices.bar(i).closeE8());
    }

    /** Bars and runs, both optional. */
    public static void main(String[] arguments) throws Exception {
        int bars = arguments.length > 0 ? Integer.parseInt(arguments[0]) : BARS;
        int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : RUNS;
        new SweepBenchmark(bars).compare(runs);
    }

    private void compare(int runs) throws Exception {
        Map<String, Callable<Integer>> rivals = new LinkedHashMap<>();
        rivals.put("sweep, 1 thread", () -> sweep(1));
        rivals.put("sweep, 2 threads", () -> sweep(2));
        rivals.put("bare loop, 1 thread", () -> bareLoops(1));
        rivals.put("bare loop, 2 threads", () -> bareLoops(2));
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        for (int run = -WARM_UPS; run < runs; run++) {
            for (Map.Entry<String, Callable<Integer>> rival : rivals.entrySet()) {
                long start = System.nanoTime();
                int passes = rival.getValue().call();
                double seconds = (System.nanoTime() - start) / 1e9;
                double rate = (double) passes * prices.size() / seconds;
                String name = run < 0 ? "warm-up" : "run " + (run + 1);
                System.out.printf(
                        Locale.ROOT, "  %s %-20s %.3f s, %,.0f bars/s%n", name, rival.getKey(), seconds, rate);
                if (run >= 0) {
                    rates.computeIfAbsent(rival.getKey(), key -> new ArrayList<>())
                            .add(rate);
                }
            }
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        rates.forEach(
                (name, all) -> medians.put(name, all.stream().sorted().toList().get(all.size() / 2)));
        System.out.printf(Locale.ROOT, "%n%-22s %18s%n", "medians of " + runs, "bars a second");
        medians.forEach((name, rate) -> System.out.printf(Locale.ROOT, "%-22s %,18.0f%n", name, rate));
        double total = medians.get("sweep, 2 threads");
        double scaling = total / medians.get("sweep, 1 thread");
        double bare = medians.get("bare loop, 2 threads") / medians.get("bare loop, 1 thread");
        System.out.printf(
                Locale.ROOT, "%-22s %,18d %s%n", "target in total", 10_000_000, total >= 1e7 ? "met" : "MISSED");
        System.out.printf(
                Locale.ROOT,
                "two threads: sweep %.2f ×, bare loops %.2f ×, that is %.2f of theirs, target 0.90 %s%n",
                scaling,
                bare,
                scaling / bare,
                scaling / bare >= 0.9 ? "met" : "MISSED");
    }

    /** How often the bars were walked. */
    private int sweep(int threads) throws Exception {
        Path folder = Files.createTempDirectory("sweep-benchmark");
        Path results = folder.resolve("sweep.csv");
        try (SweepFile file = SweepFile.open(results, "benchmark", List.of(PERIOD, DELTA))) {
            List<Sweep.Task> tasks = Sweep.missing(sets, List.of(Span.all(prices.size())), file);
            Sweep.run(tasks, this::run, file, threads, done -> {});
        }
        Files.delete(results);
        Files.delete(folder.resolve("sweep.csv.lock"));
        Files.delete(folder);
        return sets.size();
    }

    private Score run(Map<String, String> set, Span span) {
        int period = Integer.parseInt(set.get(PERIOD));
        Plan plan = new Plan(
                rules(set.get(DELTA)),
                () -> Strategies.create("momentum", Plans.settings(period)),
                new Listing(Plans.SPEC, prices.walk(period + 1, span.to())),
                VenueSettings.DEFAULT,
                prices.store(Plans.SPEC.symbol(), 0, period + 1),
                Plans.DEPOSIT,
                Optional.empty());
        ShortPath.Verdict verdict = ShortPath.run(plan, tape, tape.closeMillis(tape.size() - 1));
        return verdict.score().orElseThrow(() -> new IllegalStateException(verdict.whyNot()));
    }

    private static BotRules rules(String delta) {
        BotRules shipped = Plans.rules();
        StopRule stop = new StopRule(
                E8.parse(delta),
                true,
                E8.parse("400"),
                true,
                E8.parse("10"),
                E8.parse("10"),
                0,
                true,
                TriggerPrice.LAST);
        return new BotRules(shipped.key(), shipped.instrument(), stop, shipped.limits(), shipped.stopUnfilledMillis());
    }

    /** The rule and nothing else, for so many threads at a time. */
    private int bareLoops(int threads) throws InterruptedException {
        List<Thread> all = new ArrayList<>();
        long[] turns = new long[threads];
        for (int i = 0; i < threads; i++) {
            int own = i;
            all.add(new Thread(() -> turns[own] = bareLoop()));
            all.get(i).start();
        }
        for (Thread thread : all) {
            thread.join();
        }
        if (Arrays.stream(turns).anyMatch(count -> count == 0)) {
            throw new IllegalStateException("a bare loop never turned");
        }
        return threads * LOOPS * sets.size();
    }

    private long bareLoop() {
        long turns = 0;
        for (int loop = 0; loop < LOOPS; loop++) {
            for (Map<String, String> set : sets) {
                int period = Integer.parseInt(set.get(PERIOD));
                int held = 0;
                for (int i = period; i < closes.length; i++) {
                    int wanted = closes[i] > closes[i - period] ? 1 : -1;
                    turns += wanted == held ? 0 : 1;
                    held = wanted;
                }
            }
        }
        return turns;
    }
}
