package dev.barkeeper.backtest.sweep;

import dev.barkeeper.machine.HeldLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Results as a CSV file, a line as soon as each is known, so that a sweep that was stopped goes on where it was. The
 * first line tells what was swept; another sweep's file is refused, and one that a sweep is writing to: each of two would
 * add every result once more. Thread-safe.
 */
public final class SweepFile implements AutoCloseable {
    private static final String COLUMNS = "span,net,sharpe,max_drawdown,profit_factor,trades,digest";

    private final Path file;
    private final List<String> keys;
    private final HeldLock lock;
    private final List<SweepRow> rows = new ArrayList<>();

    private SweepFile(Path file, List<String> keys, HeldLock lock) {
        this.file = file;
        this.keys = keys;
        this.lock = lock;
    }

    /**
     * Opens or makes it, for this sweep alone until it is closed.
     *
     * @param what history, strategy and everything else that makes results comparable, one line
     * @throws IllegalArgumentException when the file belongs to another sweep, is damaged, or is being written to
     */
    public static SweepFile open(Path file, String what, List<String> keys) throws IOException {
        HeldLock lock = HeldLock.take(file.resolveSibling(file.getFileName() + ".lock"))
                .orElseThrow(() -> new IllegalArgumentException(
                        "another sweep is writing to " + file + "; wait for its end or choose another --out"));
        SweepFile results = new SweepFile(file, List.copyOf(keys), lock);
        try {
            results.read("# " + what.replace('\n', ' '), String.join(",", keys) + "," + COLUMNS);
            return results;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private void read(String first, String header) throws IOException {
        String head = first + "\n" + header + "\n";
        byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        // bytes that are no text are a broken line like any other
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (head.startsWith(text)) {
            // killed, if it was, before the first result
            Files.writeString(file, head);
        } else if (text.startsWith(head)) {
            cutOffTheLineUnderWay(bytes);
            text.substring(head.length(), text.lastIndexOf('\n') + 1).lines().forEach(line -> rows.add(parse(line)));
        } else {
            throw new IllegalArgumentException(
                    file + " holds another sweep's results (other prices, settings or code); choose another --out or"
                            + " remove it");
        }
    }

    /** A line that was being written when the sweep was killed. In one step: the others are hours of work. */
    private void cutOffTheLineUnderWay(byte[] bytes) throws IOException {
        int whole = bytes.length;
        while (bytes[whole - 1] != '\n') {
            whole--;
        }
        if (whole < bytes.length) {
            cutAt(whole);
        }
    }

    private void cutAt(long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    /** Everything known so far. */
    public synchronized List<SweepRow> rows() {
        return List.copyOf(rows);
    }

    /**
     * Keeps one more.
     *
     * @throws UncheckedIOException when it cannot be written; the file has none of it then
     */
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
        write(String.join(",", cells) + "\n");
        rows.add(row);
    }

    private void write(String line) {
        try {
            long before = Files.size(file);
            try {
                Files.writeString(file, line, StandardOpenOption.APPEND);
            } catch (IOException e) {
                // what a full disk took of it would become one with the next line
                cutAt(before);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private SweepRow parse(String line) {
        String[] cells = line.split(",");
        int at = keys.size();
        try {
            if (cells.length != at + 7) {
                throw new IllegalArgumentException(cells.length + " cells");
            }
            Map<String, String> parameters = new LinkedHashMap<>();
            for (int i = 0; i < at; i++) {
                parameters.put(keys.get(i), cells[i]);
            }
            return new SweepRow(
                    parameters,
                    cells[at],
                    Long.parseLong(cells[at + 1]),
                    Double.parseDouble(cells[at + 2]),
                    Double.parseDouble(cells[at + 3]),
                    Double.parseDouble(cells[at + 4]),
                    Long.parseLong(cells[at + 5]),
                    cells[at + 6]);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " has the broken line \"" + line + "\"; remove it", e);
        }
    }
}
