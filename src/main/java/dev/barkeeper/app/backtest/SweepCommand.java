package dev.barkeeper.app.backtest;

import dev.barkeeper.app.CommandContext;
import dev.barkeeper.app.CommandFailure;
import dev.barkeeper.app.InstanceOptions;
import dev.barkeeper.app.ProgressBar;
import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.backtest.Analysis;
import dev.barkeeper.backtest.HeldPrices;
import dev.barkeeper.backtest.sweep.Axis;
import dev.barkeeper.backtest.sweep.Luck;
import dev.barkeeper.backtest.sweep.ParameterSets;
import dev.barkeeper.backtest.sweep.Span;
import dev.barkeeper.backtest.sweep.Sweep;
import dev.barkeeper.backtest.sweep.SweepFile;
import dev.barkeeper.backtest.sweep.SweepHtml;
import dev.barkeeper.backtest.sweep.SweepRow;
import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.Extremes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Many parameter sets over one history, on all cores. */
@Command(
        description =
                "try many values of ini keys over the same history, on all cores; stopped and started again it goes"
                        + " on where it was")
public final class SweepCommand implements Callable<Integer> {
    private static final int SHOWN = 20;

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private HistoryOptions history;

    @Mixin
    private CostOptions costs;

    @Option(
            names = "--vary",
            paramLabel = "KEY=VALUES",
            required = true,
            description = "an ini key and its values, a,b,c or from..to/step (repeatable)")
    private List<String> vary;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "another value for an ini key (repeatable)")
    private List<String> set = List.of();

    @Option(names = "--random", paramLabel = "M", description = "only M combinations, drawn from --seed")
    private Integer random;

    @Option(
            names = "--walk-forward",
            paramLabel = "K",
            description = "choose on one of K + 1 equal parts, try the choice on the next, K times")
    private Integer walkForward;

    @Option(names = "--by", paramLabel = "net|sharpe", defaultValue = "sharpe", description = "what is best")
    private String by;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "other books and draws")
    private long seed;

    @Option(names = "--threads", paramLabel = "T", description = "runs at a time (default: one a processor)")
    private Integer threads;

    @Option(names = "--out", paramLabel = "DIR", description = "folder for sweep.csv and sweep.html (default: sweep-N)")
    private Path out;

    private final CommandContext context;

    public SweepCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!List.of("net", "sharpe").contains(by)) {
            throw CommandFailure.badArguments("--by " + by + " is neither net nor sharpe");
        }
        if ((random != null && random < 1) || (walkForward != null && (walkForward < 1 || walkForward > 100))) {
            throw CommandFailure.badArguments("--random must be above 0, --walk-forward 1 to 100");
        }
        try {
            sweep();
            return 0;
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private void sweep() throws IOException, InterruptedException {
        List<Axis> axes = vary.stream().map(Axis::parse).toList();
        List<Map<String, String>> sets =
                random == null ? ParameterSets.grid(axes) : ParameterSets.random(axes, random, seed);
        BotSettings settings = instance.settings(context, Overrides.parse(set));
        HeldPrices prices = history.read(context, settings);
        Map<Map<String, String>, RunMaker> makers = makers(sets, prices);
        int warmUp =
                makers.values().stream().mapToInt(RunMaker::warmUpBars).max().orElse(0);
        List<Span> spans = walkForward == null
                ? List.of(Span.all(prices.size()))
                : Span.walkForward(prices.size(), walkForward, warmUp);
        Path folder = out == null ? context.root().resolve("sweep-" + settings.instance()) : context.userPath(out);
        String what = String.join(
                "; ",
                history.name() + " of " + prices.size() + " bars",
                settings.strategy() + " " + Parameters.shown(settings),
                costs.toString(),
                "seed " + seed,
                "spans " + spans);
        SweepFile file = SweepFile.open(
                folder.resolve("sweep.csv"), what, axes.stream().map(Axis::key).toList());
        ProgressBar progress = new ProgressBar(context.err(), "sweep", (long) sets.size() * spans.size());
        Sweep.run(
                sets,
                spans,
                (parameters, span) ->
                        Analysis.of(makers.get(parameters).run(span.from(), span.to(), Extremes.BY_DIRECTION)),
                file,
                threads == null ? Runtime.getRuntime().availableProcessors() : threads,
                progress::at);
        report(axes, sets.size(), file.rows(), folder);
    }

    /** Every set is checked before the first run. */
    private Map<Map<String, String>, RunMaker> makers(List<Map<String, String>> sets, HeldPrices prices) {
        Map<Map<String, String>, RunMaker> makers = new LinkedHashMap<>();
        for (Map<String, String> parameters : sets) {
            Map<String, String> overrides = new LinkedHashMap<>(Overrides.parse(set));
            overrides.putAll(parameters);
            BotSettings settings = instance.settings(context, overrides);
            ContractSpec spec = costs.spec(context, settings.symbol());
            makers.put(
                    parameters,
                    new RunMaker(
                            settings, spec, costs.costs(spec), costs.depositMinor(), costs.latency(), seed, prices));
        }
        return makers;
    }

    private void report(List<Axis> axes, int tries, List<SweepRow> rows, Path folder) throws IOException {
        ToDoubleFunction<SweepRow> value = by.equals("net") ? SweepRow::netMinor : SweepRow::sharpe;
        List<String> notes = new ArrayList<>();
        List<SweepRow> shown =
                rows.stream().filter(row -> !row.span().endsWith("-out")).toList();
        if (walkForward == null) {
            notes.add(warning(tries, rows));
        } else {
            notes.addAll(walkForwardLines(rows, value));
            shown = rows.stream().filter(row -> row.span().endsWith("-in")).toList();
        }
        context.print(String.format(Locale.ROOT, "%14s %8s %9s %8s  %s", "net", "Sharpe", "drawdown", "trades", "set"));
        shown.stream()
                .sorted(Comparator.comparingDouble((SweepRow row) -> -orWorst(value.applyAsDouble(row))))
                .limit(SHOWN)
                .forEach(row -> context.print(String.format(
                        Locale.ROOT,
                        "%14d %8.2f %7.2f %% %8d  %s %s",
                        row.netMinor(),
                        row.sharpe(),
                        100 * row.maxDrawdown(),
                        row.trades(),
                        row.parameters(),
                        row.span())));
        notes.forEach(context::print);
        SweepHtml.write(folder.resolve("sweep.html"), "Sweep over " + history.name(), axes, shown, value, by, notes);
        context.print("all " + rows.size() + " results: " + folder.resolve("sweep.csv") + ", heat map: "
                + folder.resolve("sweep.html"));
    }

    private static String warning(int tries, List<SweepRow> rows) {
        List<Double> sharpes =
                rows.stream().map(SweepRow::sharpe).filter(Double::isFinite).toList();
        double mean =
                sharpes.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        double squares =
                sharpes.stream().mapToDouble(s -> (s - mean) * (s - mean)).sum();
        double deviation = sharpes.size() < 2 ? 0 : Math.sqrt(squares / (sharpes.size() - 1));
        return String.format(
                Locale.ROOT,
                "warning: the best of %d is chosen by hindsight; without any skill a Sharpe of %.2f is to be expected"
                        + " of the best of so many that lie as far apart as these. Try --walk-forward.",
                tries,
                Luck.expectedBest(tries, deviation));
    }

    private List<String> walkForwardLines(List<SweepRow> rows, ToDoubleFunction<SweepRow> value) {
        List<String> lines = new ArrayList<>();
        long outSum = 0;
        for (int split = 1; split <= walkForward; split++) {
            String name = split + "-";
            SweepRow chosen = rows.stream()
                    .filter(row -> row.span().equals(name + "in"))
                    .max(Comparator.comparingDouble(row -> orWorst(value.applyAsDouble(row))))
                    .orElseThrow();
            SweepRow tried = rows.stream()
                    .filter(row ->
                            row.span().equals(name + "out") && row.parameters().equals(chosen.parameters()))
                    .findFirst()
                    .orElseThrow();
            outSum += tried.netMinor();
            lines.add(String.format(
                    Locale.ROOT,
                    "walk-forward %d: %s chosen with net %d, Sharpe %.2f; on the next part net %d, Sharpe %.2f",
                    split,
                    chosen.parameters(),
                    chosen.netMinor(),
                    chosen.sharpe(),
                    tried.netMinor(),
                    tried.sharpe()));
        }
        lines.add("walk-forward: sum of what the choices brought afterwards, net " + outSum);
        return lines;
    }

    private static double orWorst(double value) {
        return Double.isFinite(value) ? value : Double.NEGATIVE_INFINITY;
    }
}
