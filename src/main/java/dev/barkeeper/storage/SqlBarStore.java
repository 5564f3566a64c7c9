package dev.barkeeper.storage;

import dev.barkeeper.market.BarStore;
import dev.barkeeper.model.Bar;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table {@code tradeBin1m}. Thread-safe. Its methods throw {@link StoreUnavailableException}. */
public final class SqlBarStore implements BarStore {
    /** The bot waits for so few: a server that hangs must not hold up the bar's decision. */
    private static final int FEW = 10;

    private static final Logger LOG = LoggerFactory.getLogger(SqlBarStore.class);
    private static final int PAGE = 2_000;
    private static final String READ = "select * from tradeBin1m where symbol = ? and timestamp_dt >= ?"
            + " and timestamp_dt <= ? order by timestamp_dt limit " + PAGE;
    private static final String CLOSES = "select timestamp_dt from tradeBin1m where symbol = ?"
            + " and timestamp_dt >= ? and timestamp_dt <= ? order by timestamp_dt";
    private static final String NEWEST = "select max(timestamp_dt) as newest from tradeBin1m where symbol = ?";

    private final Database database;

    public SqlBarStore(Database database) {
        this.database = database;
    }

    @Override
    public void store(List<Bar> bars) {
        String what = bars.size() + " bars";
        if (bars.size() <= FEW) {
            Transactions.inQuickTransaction(database, what, connection -> BarRows.replace(connection, bars));
        } else {
            Transactions.inTransaction(database, what, connection -> BarRows.replace(connection, bars));
        }
    }

    @Override
    public List<Long> closes(String symbol, long fromCloseMillis, long toCloseMillis) {
        return Transactions.inTransaction(
                database,
                "closes of " + symbol,
                connection -> closes(connection, symbol, fromCloseMillis, toCloseMillis));
    }

    private static List<Long> closes(Connection connection, String symbol, long from, long to) throws SQLException {
        List<Long> closes = new ArrayList<>();
        try (RowBatch query = new RowBatch(connection, CLOSES)) {
            ResultSet rows = query.text(symbol).time(from).time(to).query();
            while (rows.next()) {
                closes.add(RowBatch.millis(rows, "timestamp_dt"));
            }
        }
        return closes;
    }

    /** Pages of {@value #PAGE}, so that neither side holds them all. */
    @Override
    public void read(String symbol, long fromCloseMillis, long toCloseMillis, Consumer<Bar> sink) {
        long next = fromCloseMillis;
        while (next <= toCloseMillis) {
            long from = next;
            List<Row> page = Transactions.inTransaction(
                    database, "bars of " + symbol, connection -> page(connection, symbol, from, toCloseMillis));
            for (Row row : page) {
                row.bar().ifPresent(sink);
            }
            if (page.size() < PAGE) {
                return;
            }
            next = page.get(page.size() - 1).closeMillis() + 1;
        }
    }

    private record Row(long closeMillis, Optional<Bar> bar) {}

    private static List<Row> page(Connection connection, String symbol, long from, long to) throws SQLException {
        List<Row> page = new ArrayList<>();
        try (RowBatch query = new RowBatch(connection, READ)) {
            ResultSet rows = query.text(symbol).time(from).time(to).query();
            while (rows.next()) {
                page.add(row(rows));
            }
        }
        return page;
    }

    private static Row row(ResultSet row) throws SQLException {
        long close = RowBatch.millis(row, "timestamp_dt");
        try {
            return new Row(close, Optional.of(bar(row, close)));
        } catch (IllegalArgumentException e) {
            LOG.warn("event=bar.skipped cause=\"{}\" remedy=\"mend or delete the row in tradeBin1m\"", e.getMessage());
            return new Row(close, Optional.empty());
        }
    }

    private static Bar bar(ResultSet row, long closeMillis) throws SQLException {
        return new Bar(
                row.getString("symbol"),
                closeMillis,
                RowBatch.e8(row, "open_px"),
                RowBatch.e8(row, "high_px"),
                RowBatch.e8(row, "low_px"),
                RowBatch.e8(row, "close_px"),
                row.getLong("trades"),
                row.getLong("volume"),
                RowBatch.e8(row, "vwap"),
                row.getLong("last_size"),
                row.getLong("turnover"),
                RowBatch.e8(row, "home_notional"),
                RowBatch.e8(row, "foreign_notional"));
    }

    @Override
    public long newestClose(String symbol) {
        return Transactions.inTransaction(database, "newest bar of " + symbol, connection -> {
            try (RowBatch query = new RowBatch(connection, NEWEST)) {
                ResultSet rows = query.text(symbol).query();
                return rows.next() ? RowBatch.millis(rows, "newest") : 0L;
            }
        });
    }
}
