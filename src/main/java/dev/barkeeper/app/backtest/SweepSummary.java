package dev.barkeeper.app.backtest;

import dev.barkeeper.app.CommandContext;
import dev.barkeeper.backtest.report.Measure;
import dev.barkeeper.backtest.sweep.Axis;
import dev.barkeeper.backtest.sweep.Luck;
import dev.barkeeper.backtest.sweep.Ranking;
import dev.barkeeper.backtest.sweep.SweepHtml;
import dev.barkeeper.backtest.sweep.SweepRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a sweep came to, in lines and on a page. */
final class SweepSummary {
    private static final int SHOWN = 20;

    /** What was chosen on one part, and what it came to on the next. */
    private record Choice(SweepRow chosen, SweepRow tried) {}

    private final CommandContext context;
    private final Ranking ranking;
    private final String currency;
    private final List<SweepRow> rows;
    private final int splits;

    /**
     * @param currency minor units of money, e.g. XBt
     * @param splits of walk-forward, 0 when there is none
     */
    SweepSummary(CommandContext context, Ranking ranking, String currency, List<SweepRow> rows, int splits) {
        this.context = context;
        this.ranking = ranking;
        this.currency = currency;
        this.rows = rows;
        this.splits = splits;
    }

    void print(int tries) {
        context.print(String.format(
                Locale.ROOT, "%14s %8s %9s %8s  %s", "net " + currency, "Sharpe", "drawdown", "trades", "set"));
        shown().stream()
                .sorted(ranking.bestFirst())
                .limit(SHOWN)
                .forEach(row -> context.print(String.format(
                        Locale.ROOT,
                        "%14d %8s %7.2f %% %8d  %s %s",
                        row.netMinor(),
                        Measure.number(row.sharpe()),
                        100 * row.maxDrawdown(),
                        row.trades(),
                        row.parameters(),
                        row.span())));
        notes(tries).forEach(context::print);
    }

    void write(Path page, String title, List<Axis> axes, int tries) throws IOException {
        new SweepHtml(axes, ranking, currency).write(page, title, shown(), notes(tries));
    }

    /** The rows that a choice rests on. */
    List<SweepRow> chosen() {
        if (splits == 0) {
            return rows.stream().min(ranking.bestFirst()).stream().toList();
        }
        List<SweepRow> chosen = new ArrayList<>();
        choices().forEach(choice -> chosen.addAll(List.of(choice.chosen(), choice.tried())));
        return chosen;
    }

    private List<SweepRow> shown() {
        return splits == 0
                ? rows
                : rows.stream().filter(row -> row.span().endsWith("-in")).toList();
    }

    private List<String> notes(int tries) {
        if (splits > 0) {
            return walkForwardLines();
        }
        return tries < 2 ? List.of() : List.of(warning(tries));
    }

    private String warning(int tries) {
        List<Double> sharpes =
                rows.stream().map(SweepRow::sharpe).filter(Double::isFinite).toList();
        String warning = "warning: the best of " + tries + " is chosen by hindsight";
        if (sharpes.size() < 2) {
            return warning + ". Try --walk-forward.";
        }
        double mean =
                sharpes.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double squares =
                sharpes.stream().mapToDouble(s -> (s - mean) * (s - mean)).sum();
        double deviation = Math.sqrt(squares / (sharpes.size() - 1));
        return String.format(
                Locale.ROOT,
                "%s; without any skill a Sharpe of %.2f is to be expected"
                        + " of the best of so many that lie as far apart as these. Try --walk-forward.",
                warning,
                Luck.expectedBest(tries, deviation));
    }

    private List<Choice> choices() {
        List<Choice> all = new ArrayList<>();
        for (int split = 1; split <= splits; split++) {
            String name = split + "-";
            SweepRow chosen = rows.stream()
                    .filter(row -> row.span().equals(name + "in"))
                    .min(ranking.bestFirst())
                    .orElseThrow();
            SweepRow tried = rows.stream()
                    .filter(row ->
                            row.span().equals(name + "out") && row.parameters().equals(chosen.parameters()))
                    .findFirst()
                    .orElseThrow();
            all.add(new Choice(chosen, tried));
        }
        return all;
    }

    private List<String> walkForwardLines() {
        List<String> lines = new ArrayList<>();
        long outSum = 0;
        for (Choice choice : choices()) {
            outSum += choice.tried().netMinor();
            lines.add(String.format(
                    Locale.ROOT,
                    "walk-forward %d: %s chosen with net %d %s, Sharpe %s; on the next part net %d %s, Sharpe %s",
                    lines.size() + 1,
                    choice.chosen().parameters(),
                    choice.chosen().netMinor(),
                    currency,
                    Measure.number(choice.chosen().sharpe()),
                    choice.tried().netMinor(),
                    currency,
                    Measure.number(choice.tried().sharpe())));
        }
        lines.add("walk-forward: sum of what the choices brought afterwards, net " + outSum + " " + currency);
        return lines;
    }
}
