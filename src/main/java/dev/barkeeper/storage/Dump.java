package dev.barkeeper.storage;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables as CSV (header, UTC, NULL empty) in one zip file, all as of one moment, streamed, and in place only when it is
 * complete. Thread-safe.
 */
public final class Dump {
    private static final Logger LOG = LoggerFactory.getLogger(Dump.class);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuuMMdd").withZone(ZoneOffset.UTC);
    private static final String BARS = "tradeBin1m";
    /** A clock that is set a little wrong is no other clock. */
    private static final Duration AHEAD = Duration.ofHours(1);

    private static final int ROWS_AT_ONCE = 500;
    private static final int TOLD_EVERY = 10_000;

    /** Hears how far a dump is, on the thread that writes it. */
    @FunctionalInterface
    public interface Progress {
        /** So many of the table's rows are written: 0 before the first is asked for, then now and then, then all. */
        void at(String table, long rows, long all);
    }

    /** Each table with the column its days are counted by. */
    private static final Map<String, String> TABLES = tables();

    private final Database database;
    private final Progress progress;

    public Dump(Database database) {
        this(database, (table, rows, all) -> {});
    }

    public Dump(Database database, Progress progress) {
        this.database = database;
        this.progress = progress;
    }

    private static Map<String, String> tables() {
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("decisions", "timestamp_dt");
        tables.put("fills", "transaction_dt");
        tables.put("orders", "created_dt");
        tables.put("positions", "current_timestamp_dt");
        tables.put("order_requests", "bar_dt");
        tables.put("ledger", "transaction_dt");
        tables.put("journal", "at_dt");
        tables.put(BARS, "timestamp_dt");
        return tables;
    }

    /**
     * Writes {@code db-dump-YYYYMMDD.zip}, the day being that of {@code now} in UTC; one of the same name is replaced.
     *
     * @param days only rows of the last so many times 24 hours until {@link #lastDaysEnd}; all when empty
     * @param bars whether minute bars go in, too
     * @return the file
     * @throws StoreUnavailableException when the database does not answer
     * @throws UncheckedIOException when the file cannot be written
     */
    public Path write(Path folder, Instant now, Optional<Integer> days, boolean bars) {
        Path file = folder.resolve("db-dump-" + DAY.format(now) + ".zip");
        Path part = folder.resolve(file.getFileName() + ".part");
        long from = days.map(back ->
                        lastDaysEnd(now, back).minus(Duration.ofDays(back)).toEpochMilli())
                .orElse(Long.MIN_VALUE);
        try {
            Files.createDirectories(folder.toAbsolutePath());
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(part))) {
                Transactions.inTransaction(database, "dump", connection -> {
                    for (var table : TABLES.entrySet()) {
                        if (bars || !table.getKey().equals(BARS)) {
                            write(zip, connection, table.getKey(), table.getValue(), from);
                        }
                    }
                    return true;
                });
            }
            return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("dump " + file + " cannot be written: " + e.getMessage(), e);
        } finally {
            removeLeft(part);
        }
    }

    /** What a full disk ended would keep it full. */
    private static void removeLeft(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            LOG.warn("dump=left_behind file={} cause={}", part, e.toString());
        }
    }

    /**
     * Where the last days end: now, unless the newest bar lies outside of them, as it does behind a paper exchange with
     * prices of another year or a fast clock; then at that bar.
     */
    public Instant lastDaysEnd(Instant now, int days) {
        Optional<Instant> newest = Transactions.inTransaction(database, "newest bar", Dump::newest);
        return newest.filter(bar -> bar.isAfter(now.plus(AHEAD)) || bar.isBefore(now.minus(Duration.ofDays(days))))
                .orElse(now);
    }

    private static Optional<Instant> newest(Connection connection) throws SQLException {
        for (String table : List.of("decisions", BARS)) {
            try (RowBatch query = new RowBatch(connection, "select max(timestamp_dt) as newest_dt from " + table)) {
                ResultSet row = query.query();
                row.next();
                long millis = RowBatch.millis(row, "newest_dt");
                if (millis != 0) {
                    return Optional.of(Instant.ofEpochMilli(millis));
                }
            }
        }
        return Optional.empty();
    }

    private void write(ZipOutputStream zip, Connection connection, String table, String time, long from)
            throws SQLException {
        boolean all = from == Long.MIN_VALUE;
        String source = " from " + table + (all ? "" : " where " + time + " >= ?");
        long count = count(connection, source, from);
        progress.at(table, 0, count);
        try (PreparedStatement statement = connection.prepareStatement("select *" + source + " order by " + time)) {
            // the driver of MySQL streams with this size only, the other buffers on disk
            statement.setFetchSize(database.settings().isH2() ? ROWS_AT_ONCE : Integer.MIN_VALUE);
            if (!all) {
                statement.setString(1, RowBatch.utc(from));
            }
            zip.putNextEntry(new ZipEntry(table + ".csv"));
            try (ResultSet rows = statement.executeQuery()) {
                writeRows(
                        new OutputStreamWriter(zip, StandardCharsets.UTF_8),
                        rows,
                        written -> progress.at(table, written, count));
            }
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException("dump of " + table + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static long count(Connection connection, String source, long from) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select count(*)" + source)) {
            if (from != Long.MIN_VALUE) {
                statement.setString(1, RowBatch.utc(from));
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void writeRows(Writer csv, ResultSet rows, LongConsumer written) throws SQLException, IOException {
        ResultSetMetaData about = rows.getMetaData();
        int columns = about.getColumnCount();
        for (int i = 1; i <= columns; i++) {
            csv.append(about.getColumnLabel(i)).append(i < columns ? "," : "\n");
        }
        long count = 0;
        while (rows.next()) {
            for (int i = 1; i <= columns; i++) {
                csv.append(Cells.text(rows, about, i).map(Dump::quoted).orElse(""))
                        .append(i < columns ? "," : "\n");
            }
            if (++count % TOLD_EVERY == 0) {
                written.accept(count);
            }
        }
        csv.flush();
        if (count % TOLD_EVERY != 0) {
            written.accept(count);
        }
    }

    /** An empty text is quoted, to tell it from NULL. */
    private static String quoted(String cell) {
        boolean plain = !cell.isEmpty() && cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
