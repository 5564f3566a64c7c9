package dev.barkeeper.backtest.report;

import dev.barkeeper.backtest.Figures;
import dev.barkeeper.backtest.MonthRow;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** A report in some lines of text. Stateless. */
public final class TerminalSummary {
    private static final int MONTHS_SHOWN = 12;
    private static final String ROW = "  %-18s %-46s %s";

    private TerminalSummary() {}

    /** Prints it line by line. */
    public static void print(Report report, Consumer<String> out) {
        Money money = Money.of(report.instrument().settlementCurrency());
        out.accept(report.title());
        report.facts().forEach((name, value) -> out.accept(String.format(Locale.ROOT, "  %-18s %s", name, value)));
        out.accept("");
        Optional<List<Measure>> worst = report.worstOrder().map((Figures f) -> Measure.of(f, money));
        if (worst.isPresent()) {
            out.accept(String.format(Locale.ROOT, ROW, "", "", "worst order of the extremes"));
        }
        List<Measure> measures = Measure.of(report.analysis().figures(), money);
        for (int i = 0; i < measures.size(); i++) {
            int row = i;
            String other = worst.map(list -> list.get(row).text()).orElse("");
            out.accept(String.format(
                            Locale.ROOT,
                            ROW,
                            measures.get(i).name(),
                            measures.get(i).text(),
                            other)
                    .stripTrailing());
        }
        out.accept("");
        List<MonthRow> months = report.analysis().months();
        List<MonthRow> shown = months.subList(Math.max(0, months.size() - MONTHS_SHOWN), months.size());
        for (MonthRow month : shown) {
            out.accept(String.format(
                    Locale.ROOT,
                    "  %s  %9s  %16s  %5d trades",
                    month.month(),
                    Measure.percent(month.change()),
                    money.plain(month.netMinor()),
                    month.trips()));
        }
        report.rules().forEach(rule -> out.accept("  " + rule));
    }
}
