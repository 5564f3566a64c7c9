package dev.barkeeper.storage;

import dev.barkeeper.market.BarStore;
import dev.barkeeper.model.Bar;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table {@code tradeBin1m}. Thread-safe. Its methods throw {@link StoreUnavailableException}. */
public final class SqlBarStore implements BarStore {
    /** The bot waits for so few: a server that hangs must not hold up the bar's decision. */
    private static final int FEW = 10;

    private static final Logger LOG = LoggerFactory.getLogger(SqlBarStore.class);
    private static final int PAGE = 2_000;
    private static final int BATCH = 1_000;
    private static final String STORE = "insert into tradeBin1m (timestamp_dt, symbol, open_px, high_px, low_px,"
            + " close_px, trades, volume, vwap, last_size, turnover, home_notional, foreign_notional)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on duplicate key update"
            + " open_px = values(open_px), high_px = values(high_px), low_px = values(low_px),"
            + " close_px = values(close_px), trades = values(trades), volume = values(volume), vwap = values(vwap),"
            + " last_size = values(last_size), turnover = values(turnover),"
            + " home_notional = values(home_notional), foreign_notional = values(foreign_notional)";
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
    public int store(List<Bar> bars) {
        Map<String, TreeMap<Long, Bar>> bySymbol = new TreeMap<>();
        bars.forEach(bar -> bySymbol.computeIfAbsent(bar.symbol(), symbol -> new TreeMap<>())
                .put(bar.closeMillis(), bar));
        String what = "bars of " + bySymbol.keySet();
        return bars.size() <= FEW
                ? Transactions.inQuickTransaction(database, what, connection -> store(connection, bySymbol))
                : Transactions.inTransaction(database, what, connection -> store(connection, bySymbol));
    }

    private static int store(Connection connection, Map<String, TreeMap<Long, Bar>> bySymbol) throws SQLException {
        int added = 0;
        for (var entry : bySymbol.entrySet()) {
            TreeMap<Long, Bar> minutes = entry.getValue();
            List<Long> known = closes(connection, entry.getKey(), minutes.firstKey(), minutes.lastKey());
            added += minutes.size()
                    - (int) known.stream().filter(minutes::containsKey).count();
            write(connection, minutes.values());
        }
        return added;
    }

    private static void write(Connection connection, Iterable<Bar> bars) throws SQLException {
        try (RowBatch batch = new RowBatch(connection, STORE)) {
            int rows = 0;
            for (Bar bar : bars) {
                batch.time(bar.closeMillis())
                        .text(bar.symbol())
                        .price(bar.openE8())
                        .price(bar.highE8())
                        .price(bar.lowE8())
                        .price(bar.closeE8())
                        .number(bar.trades())
                        .number(bar.volume())
                        .price(bar.vwapE8())
                        .number(bar.lastSize())
                        .number(bar.turnover())
                        .price(bar.homeNotionalE8())
                        .price(bar.foreignNotionalE8())
                        .add();
                if (++rows % BATCH == 0) {
                    batch.execute();
                }
            }
            batch.execute();
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
