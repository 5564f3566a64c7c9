package dev.barkeeper.backtest.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Results as a CSV file, a line as soon as each is known, so that a sweep that was stopped goes on where it was. The
 * first line tells what was swept; another sweep's file is refused. Thread-safe.
 */
public final class SweepFile {
    private static final String COLUMNS = "span,net,sharpe,max_drawdown,profit_factor,trades,digest";

    private final Path file;
    private final List<String> keys;
    private final List<SweepRow> rows = new ArrayList<>();

    private SweepFile(Path file, List<String> keys) {
        this.file = file;
        this.keys = keys;
    }

    /**
     * Opens or makes it.
     *
     * @param what history, strategy and everything else that makes results comparable, one line
     * @throws IllegalArgumentException when the file belongs to another sweep
     */
    public static SweepFile open(Path file, String what, List<String> keys) throws IOException {
        SweepFile results = new SweepFile(file, List.copyOf(keys));
        String first = "# " + what.replace('\n', ' ');
        String header = String.join(",", keys) + "," + COLUMNS;
        if (!Files.exists(file)) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, first + "\n" + header + "\n");
            return results;
        }
        String text = Files.readString(file);
        List<String> lines = text.lines().toList();
        if (lines.size() < 2 || !lines.get(0).equals(first) || !lines.get(1).equals(header)) {
            throw new IllegalArgumentException(
                    file + " holds another sweep's results; choose another --out or remove it");
        }
        int whole = text.endsWith("\n") ? lines.size() : lines.size() - 1;
        if (whole < lines.size()) {
            // a line that was being written when the sweep was killed
            Files.writeString(file, String.join("\n", lines.subList(0, whole)) + "\n");
        }
        lines.subList(2, whole).forEach(line -> results.rows.add(results.parse(line)));
        return results;
    }

    /** Everything known so far. */
    public synchronized List<SweepRow> rows() {
        return List.copyOf(rows);
    }

    /** Keeps one more. */
    public synchronized void add(SweepRow row) {
        List<String> cells = new ArrayList<>();
        keys.forEach(key -> cells.add(row.parameters().get(key)));
        cells.addAll(List.of(
                row.span(),
                Long.toString(row.netMinor()),
                Double.toString(row.sharpe()),
                Double.toString(row.maxDrawdown()),
                Double.toString(row.profitFactor()),
                Long.toString(row.trades()),
                row.digest()));
        try {
            Files.writeString(file, String.join(",", cells) + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
        rows.add(row);
    }

    private SweepRow parse(String line) {
        String[] cells = line.split(",");
        if (cells.length != keys.size() + 7) {
            throw new IllegalArgumentException(file + " has the broken line \"" + line + "\"; remove it");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            parameters.put(keys.get(i), cells[i]);
        }
        int at = keys.size();
        return new SweepRow(
                parameters,
                cells[at],
                Long.parseLong(cells[at + 1]),
                Double.parseDouble(cells[at + 2]),
                Double.parseDouble(cells[at + 3]),
                Double.parseDouble(cells[at + 4]),
                Long.parseLong(cells[at + 5]),
                cells[at + 6]);
    }
}
