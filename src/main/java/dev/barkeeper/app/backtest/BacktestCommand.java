package dev.barkeeper.app.backtest;

import dev.barkeeper.app.CommandContext;
import dev.barkeeper.app.CommandFailure;
import dev.barkeeper.app.InstanceOptions;
import dev.barkeeper.app.ShellWord;
import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.backtest.Analysis;
import dev.barkeeper.backtest.Figures;
import dev.barkeeper.backtest.HeldPrices;
import dev.barkeeper.backtest.Refusals;
import dev.barkeeper.backtest.report.Report;
import dev.barkeeper.backtest.report.ReportCsv;
import dev.barkeeper.backtest.report.ReportHtml;
import dev.barkeeper.backtest.report.ReportJson;
import dev.barkeeper.backtest.report.TerminalSummary;
import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.Extremes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The instance's bot over history, on the same path as live, with a report. */
@Command(
        description =
                "run the instance's bot over history, on the same path as live: terminal summary, HTML, JSON, CSV",
        synopsisSubcommandLabel = "[COMMAND]")
public final class BacktestCommand implements Callable<Integer> {
    @Mixin
    private InstanceOptions instance;

    @Mixin
    private HistoryOptions history;

    @Mixin
    private CostOptions costs;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "another value for an ini key (repeatable)")
    private List<String> set = List.of();

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "other books")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "folder for report.html, report.json, trades.csv and curve.csv (default: backtest-N)")
    private Path out;

    @Option(names = "--no-files", description = "only the summary at the terminal")
    private boolean noFiles;

    @Option(names = "--write", description = "write the rows to the database rows in the --out folder, too")
    private boolean write;

    @Option(
            names = "--check-look-ahead",
            description = "run again on histories cut off after 10 %% to 90 %% and compare the decisions, row by row")
    private boolean checkLookAhead;

    private final CommandContext context;

    public BacktestCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        Map<String, String> overrides = Overrides.parse(set);
        BotSettings settings = instance.settings(context, overrides);
        settings.warnings().forEach(context::print);
        ContractSpec spec = costs.spec(context, settings.symbol());
        HeldPrices prices = history.read(context, settings);
        RunMaker maker =
                new RunMaker(settings, spec, costs.costs(spec), costs.depositMinor(), costs.latency(), seed, prices);
        Optional<String> lookAhead = checkLookAhead ? Optional.of(maker.checkLookAhead()) : Optional.empty();
        long began = System.nanoTime();
        Path folder = out == null ? context.root().resolve("backtest-" + settings.instance()) : context.userPath(out);
        // one run's rows at a time: those of years are large
        Analysis analysis =
                Analysis.of(write ? maker.runInto(folder) : maker.run(0, prices.size(), Extremes.BY_DIRECTION));
        double seconds = (System.nanoTime() - began) / 1e9;
        Figures worst =
                Analysis.of(maker.run(0, prices.size(), Extremes.WORSE_FIRST)).figures();
        Report report = new Report(
                "Backtest of " + settings.emi() + ": " + settings.strategy() + " on " + settings.symbol(),
                spec.instrument(),
                facts(settings, overrides, maker, seconds, analysis.refusals()),
                Rules.of(costs.latency().isPresent()),
                analysis,
                Optional.of(worst));
        TerminalSummary.print(report, context::print);
        lookAhead.ifPresent(context::print);
        if (!noFiles) {
            writeFiles(report, folder, settings.instance());
        }
        return 0;
    }

    private void writeFiles(Report report, Path folder, int number) {
        try {
            Files.createDirectories(folder);
            ReportHtml.write(report, folder.resolve("report.html"));
            ReportJson.write(report, folder.resolve("report.json"));
            ReportCsv.writeTrades(report.analysis().trips(), folder.resolve("trades.csv"));
            ReportCsv.writeCurve(report.analysis().curve(), folder.resolve("curve.csv"));
        } catch (IOException e) {
            throw new CommandFailure("the report cannot be written to " + folder + ": " + e.getMessage(), e);
        }
        context.print("report: " + folder.resolve("report.html") + ", with report.json, trades.csv and curve.csv"
                + (write ? ", rows in rows.mv.db" : ""));
        if (write) {
            context.print("ask them: scripts/barkeeper query --instance " + number + " --root " + ShellWord.of(folder)
                    + " \"select * from fills limit 16;\"");
        }
    }

    private Map<String, String> facts(
            BotSettings settings, Map<String, String> overrides, RunMaker maker, double seconds, Refusals refused) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("history", history.name());
        facts.put("decided", maker.firstDecided() + " to " + maker.lastBar());
        facts.put("warm-up", maker.warmUpBars() + " bars before it, not decided on");
        facts.put("parameters", Parameters.shown(settings));
        Map<String, String> set = new LinkedHashMap<>(overrides);
        // a report is handed on, and these have no secrets
        set.keySet().retainAll(settings.strategySettings().all().keySet());
        if (!set.isEmpty()) {
            facts.put("set", set.toString());
        }
        facts.put("deposit", costs.depositMinor() + " " + maker.currency());
        facts.put("latency", costs.latencyText());
        if (refused.entries() > 0) {
            facts.put("refused", refused.entries() + " entries, the first: " + refused.first());
        }
        facts.put(
                "run",
                String.format(
                        Locale.ROOT,
                        "%.2f s, seed %d, %s",
                        seconds,
                        seed,
                        Instant.now(context.clock()).truncatedTo(java.time.temporal.ChronoUnit.SECONDS)));
        return facts;
    }
}
