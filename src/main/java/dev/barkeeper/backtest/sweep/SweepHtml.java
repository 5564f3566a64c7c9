package dev.barkeeper.backtest.sweep;

import dev.barkeeper.machine.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Results as one HTML page: a heat map over the first two axes and the best rows. Immutable. */
public final class SweepHtml {
    private static final int MOST_ROWS = 500;
    /** More than a browser shows at ease. */
    private static final int MOST_CELLS = 100_000;

    private final List<Axis> axes;
    private final Ranking ranking;
    private final String currency;

    /**
     * @param axes the first goes down the map, the second across
     * @param currency minor units of money, e.g. XBt
     */
    public SweepHtml(List<Axis> axes, Ranking ranking, String currency) {
        this.axes = List.copyOf(axes);
        this.ranking = ranking;
        this.currency = currency;
    }

    /**
     * Writes the page.
     *
     * @param notes sentences above the map, the warning among them
     */
    public void write(Path file, String title, List<SweepRow> rows, List<String> notes) throws IOException {
        StringBuilder page = new StringBuilder("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">"
                        + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>")
                .append(text(title))
                .append(
                        "</title><style>body{font:14px/1.45 system-ui,'DejaVu Sans',sans-serif;margin:24px;color:#1c2733}"
                                + "table{display:block;overflow-x:auto;border-collapse:collapse;font-variant-numeric:tabular-nums;margin:12px 0}"
                                + "th,td{padding:4px 9px;border:1px solid #dde3ea;text-align:right}th{color:#5d6b7a}"
                                + ".note{color:#5d6b7a}h1{overflow-wrap:anywhere}</style><h1>")
                .append(text(title))
                .append("</h1>");
        notes.forEach(note -> page.append("<p class=note>").append(text(note)).append("</p>"));
        map(page, rows);
        table(page, rows);
        WholeFile.write(file, page.append("</html>\n").toString());
    }

    /**
     * A set's mean over the spans it ran on; the best of them where a cell stands for several sets. Of nets, which choose
     * then, where no row has what it is ranked by.
     */
    private void map(StringBuilder page, List<SweepRow> rows) {
        Ranking shown = rows.stream().anyMatch(row -> Double.isFinite(ranking.value(row))) ? ranking : Ranking.NET;
        String down = axes.get(0).key();
        String across = axes.size() > 1 ? axes.get(1).key() : "";
        List<String> lines = drawn(axes.get(0), rows);
        List<String> columns = axes.size() > 1 ? drawn(axes.get(1), rows) : List.of("");
        if ((long) lines.size() * columns.size() > MOST_CELLS) {
            page.append("<p class=note>more than ").append(MOST_CELLS).append(" cells: no heat map</p>");
            return;
        }
        Map<Map<String, String>, Double> means = rows.stream()
                .filter(row -> Double.isFinite(shown.value(row)))
                .collect(Collectors.groupingBy(SweepRow::parameters, Collectors.averagingDouble(shown::value)));
        Map<List<String>, Double> best = new HashMap<>();
        means.forEach((set, mean) -> best.merge(List.of(set.get(down), set.getOrDefault(across, "")), mean, Math::max));
        double most = means.values().stream().mapToDouble(Math::abs).max().orElse(1);
        long spans = rows.stream().map(SweepRow::span).distinct().count();
        page.append("<h2>")
                .append(text(shown.title(currency)))
                .append(spans > 1 ? ", mean of the " + spans + " parts that were chosen on" : "")
                .append(axes.size() > 2 ? ", best of the other axes" : "")
                .append("</h2>");
        page.append("<table><tr><th>").append(key(down) + (across.isEmpty() ? "" : " \\ " + key(across)));
        columns.forEach(v -> page.append("<th>").append(text(v)));
        for (String line : lines) {
            page.append("<tr><th>").append(text(line));
            for (String column : columns) {
                Double value = best.get(List.of(line, column));
                page.append(value == null ? "<td>" : cell(value, most));
            }
        }
        page.append("</table>");
    }

    /** A few sets drawn of many leave most values out. */
    private static List<String> drawn(Axis axis, List<SweepRow> rows) {
        Set<String> values =
                rows.stream().map(row -> row.parameters().get(axis.key())).collect(Collectors.toSet());
        return axis.values().stream().filter(values::contains).toList();
    }

    private void table(StringBuilder page, List<SweepRow> rows) {
        page.append("<h2>Best ")
                .append(Math.min(MOST_ROWS, rows.size()))
                .append(" of ")
                .append(rows.size());
        page.append("</h2><table><tr>");
        axes.forEach(axis -> page.append("<th>").append(key(axis.key())));
        page.append("<th>span<th>net, ")
                .append(text(currency))
                .append("<th>Sharpe<th>max drawdown<th>profit factor<th>trades");
        rows.stream().sorted(ranking.bestFirst()).limit(MOST_ROWS).forEach(row -> {
            page.append("<tr>");
            axes.forEach(
                    axis -> page.append("<td>").append(text(row.parameters().get(axis.key()))));
            page.append(String.format(
                    Locale.ROOT,
                    "<td>%s<td>%d<td>%s<td>%.2f %%<td>%s<td>%d",
                    text(row.span()),
                    row.netMinor(),
                    number(row.sharpe()),
                    100 * row.maxDrawdown(),
                    number(row.profitFactor()),
                    row.trades()));
        });
        page.append("</table>");
    }

    private static String cell(double value, double most) {
        String color = value >= 0 ? "26,127,75" : "192,57,43";
        double depth = most == 0 ? 0 : 0.06 + 0.6 * Math.abs(value) / most;
        return String.format(Locale.ROOT, "<td style=\"background:rgba(%s,%.3f)\">%s", color, depth, number(value));
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        return Math.abs(value) >= 1_000
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }

    /** May be broken behind each dot, else a screen of a hand's width is full of it. */
    private static String key(String key) {
        return text(key).replace(".", ".<wbr>");
    }

    private static String text(String plain) {
        return plain.replace("&", "&amp;").replace("<", "&lt;");
    }
}
