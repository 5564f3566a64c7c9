package dev.barkeeper.app.backtest;

import dev.barkeeper.app.CommandContext;
import dev.barkeeper.app.CommandFailure;
import dev.barkeeper.app.InstanceOptions;
import dev.barkeeper.app.ProgressBar;
import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.backtest.HeldPrices;
import dev.barkeeper.backtest.sweep.Axis;
import dev.barkeeper.backtest.sweep.CrossCheck;
import dev.barkeeper.backtest.sweep.ParameterSets;
import dev.barkeeper.backtest.sweep.Ranking;
import dev.barkeeper.backtest.sweep.Span;
import dev.barkeeper.backtest.sweep.Sweep;
import dev.barkeeper.backtest.sweep.SweepFile;
import dev.barkeeper.backtest.sweep.SweepRow;
import dev.barkeeper.paper.ContractSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Many parameter sets over one history, on all cores. */
@Command(
        description =
                "try many values of ini keys over the same history, on all cores; stopped and started again it goes"
                        + " on where it was")
public final class SweepCommand implements Callable<Integer> {
    private static final int MOST_THREADS = 1_000;

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

    @Option(names = "--whole", description = "the whole path for every run, also where a short one comes to the same")
    private boolean whole;

    @Option(names = "--out", paramLabel = "DIR", description = "folder for sweep.csv and sweep.html (default: sweep-N)")
    private Path out;

    private final CommandContext context;
    private final Optional<Engine> engine;

    /** Runs what a file does not know yet, elsewhere than on this machine's threads. */
    interface Engine {
        void run(List<Sweep.Task> tasks, SweepFile file, LongConsumer done);
    }

    /** Everything the options say, read and checked. */
    record Work(
            BotSettings settings,
            List<Axis> axes,
            List<String> keys,
            List<Map<String, String>> sets,
            List<Span> spans,
            SweepRunner runner,
            String what) {}

    public SweepCommand(CommandContext context) {
        this.context = context;
        engine = Optional.empty();
    }

    SweepCommand(CommandContext context, Engine engine) {
        this.context = context;
        this.engine = Optional.of(engine);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Ranking ranking = Ranking.of(by)
                .orElseThrow(() -> CommandFailure.badArguments("--by " + by + " is neither net nor sharpe"));
        if ((random != null && random < 1) || (walkForward != null && (walkForward < 1 || walkForward > 100))) {
            throw CommandFailure.badArguments("--random must be above 0, --walk-forward 1 to 100");
        }
        if (threads != null && (threads < 1 || threads > MOST_THREADS)) {
            throw CommandFailure.badArguments("--threads " + threads + " is not between 1 and " + MOST_THREADS);
        }
        try {
            sweep(ranking);
            return 0;
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw new CommandFailure(e.getMessage() + "; the same command goes on where it was", e);
        }
    }

    private void sweep(Ranking ranking) throws IOException, InterruptedException {
        Work work = work();
        int instanceNumber = work.settings().instance();
        Path folder = out == null ? context.root().resolve("sweep-" + instanceNumber) : context.userPath(out);
        Path results = folder.resolve("sweep.csv");
        try (SweepFile file = SweepFile.open(results, work.what(), work.keys())) {
            sweep(work, ranking, folder, file);
        }
    }

    private void sweep(Work work, Ranking ranking, Path folder, SweepFile file)
            throws IOException, InterruptedException {
        run(work, file);
        String currency =
                costs.spec(context, work.settings().symbol()).instrument().settlementCurrency();
        // the file may hold sets of an earlier call that this one does not ask for
        Set<Map<String, String>> asked = new HashSet<>(work.sets());
        List<SweepRow> rows = file.rows().stream()
                .filter(row -> asked.contains(row.parameters()))
                .toList();
        SweepSummary summary =
                new SweepSummary(context, ranking, currency, rows, walkForward == null ? 0 : walkForward);
        summary.print(work.sets().size());
        work.runner().notes().forEach(context::print);
        if (work.runner().mayCut()) {
            Set<SweepRow> again = CrossCheck.choose(rows, summary.chosen(), seed);
            CrossCheck.check(again, work.spans(), work.runner()::whole);
            context.print(again.size() + " results were run again over the whole path: the same trades and figures");
        }
        Path page = folder.resolve("sweep.html");
        summary.write(
                page, "Sweep over " + history.name(), work.axes(), work.sets().size());
        context.print("all " + file.rows().size() + " results: " + folder.resolve("sweep.csv") + ", heat map: " + page);
    }

    private void run(Work work, SweepFile file) throws InterruptedException {
        List<Sweep.Task> tasks = Sweep.missing(work.sets(), work.spans(), file);
        long all = (long) work.sets().size() * work.spans().size();
        ProgressBar progress = new ProgressBar(context.err(), "sweep", all);
        LongConsumer done = count -> progress.at(all - tasks.size() + count);
        if (engine.isPresent()) {
            engine.get().run(tasks, file, done);
            return;
        }
        int atOnce = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        Sweep.run(tasks, work.runner()::run, file, atOnce, done);
    }

    Work work() {
        List<Axis> axes = axes();
        List<String> keys = axes.stream().map(Axis::key).toList();
        if (keys.stream().distinct().count() < keys.size()) {
            throw CommandFailure.badArguments("--vary names a key twice; put its values into one, KEY=a,b,c");
        }
        List<Map<String, String>> sets =
                random == null ? ParameterSets.grid(axes) : ParameterSets.random(axes, random, seed);
        // what is varied need not make sense as the file has it
        BotSettings settings = instance.settings(context, with(sets.get(0)));
        settings.warnings().forEach(context::print);
        HeldPrices prices = history.read(context, settings);
        Map<Map<String, String>, RunMaker> makers = makers(sets, prices);
        int warmUp =
                makers.values().stream().mapToInt(RunMaker::warmUpBars).max().orElse(0);
        if (walkForward != null && prices.size() / (walkForward + 1) <= warmUp) {
            throw new CommandFailure("each of the " + (walkForward + 1) + " parts has "
                    + prices.size() / (walkForward + 1) + " minutes, the longest warm-up alone takes " + warmUp
                    + "; give a longer history or a smaller --walk-forward");
        }
        List<Span> spans = walkForward == null
                ? List.of(Span.all(prices.size()))
                : Span.walkForward(prices.size(), walkForward, warmUp);
        String what = String.join(
                "; ",
                history.name() + " of " + prices.size() + " bars, " + Footing.of(prices),
                settings.strategy() + " " + own(makers) + Parameters.shown(settings, keys),
                "contracts "
                        + makers.values().stream()
                                .map(RunMaker::spec)
                                .distinct()
                                .toList(),
                costs.toString(),
                "seed " + seed,
                "spans " + spans,
                "build " + Footing.ofBuild());
        SweepRunner runner = new SweepRunner(
                makers, walkForward == null ? 0 : warmUp, costs.latency().isPresent() || whole);
        return new Work(settings, axes, keys, sets, spans, runner, what);
    }

    private List<Axis> axes() {
        try {
            return vary.stream().map(Axis::parse).toList();
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badArguments("--vary " + e.getMessage());
        }
    }

    /** Which code strategies of one's own are of; the strategy may be what is varied. */
    private static String own(Map<Map<String, String>, RunMaker> makers) {
        Set<Class<?>> classes = new LinkedHashSet<>();
        makers.values().forEach(maker -> classes.add(maker.strategyClass()));
        return classes.stream()
                .map(Footing::ofOwn)
                .filter(code -> !code.isEmpty())
                .distinct()
                .map(code -> code + " ")
                .collect(Collectors.joining());
    }

    /** Every set is checked before the first run. */
    private Map<Map<String, String>, RunMaker> makers(List<Map<String, String>> sets, HeldPrices prices) {
        Map<Map<String, String>, RunMaker> makers = new LinkedHashMap<>();
        for (Map<String, String> parameters : sets) {
            BotSettings settings = instance.settings(context, with(parameters));
            ContractSpec spec = costs.spec(context, settings.symbol());
            makers.put(
                    parameters,
                    new RunMaker(
                            settings, spec, costs.costs(spec), costs.depositMinor(), costs.latency(), seed, prices));
        }
        return makers;
    }

    private Map<String, String> with(Map<String, String> parameters) {
        Map<String, String> overrides = new LinkedHashMap<>(Overrides.parse(set));
        overrides.putAll(parameters);
        return overrides;
    }
}
