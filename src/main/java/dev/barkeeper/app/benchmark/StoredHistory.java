package dev.barkeeper.app.benchmark;

import dev.barkeeper.storage.Database;
import dev.barkeeper.storage.DatabaseSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An H2 file with so many minutes in {@code tradeBin1m}, up to the start of the exchange. */
final class StoredHistory implements AutoCloseable {
    private static final String FILL =
            "insert into tradeBin1m (timestamp_dt, symbol, open_px, high_px, low_px, close_px,"
                    + " trades, volume, vwap, last_size, turnover, home_notional, foreign_notional)"
                    + " select dateadd(minute, x - :minutes, timestamp '2025-01-02 00:00:00'), 'XBTUSD',"
                    + " 8000, 8010, 7990, 8000 + mod(x * 7919, 19) - 9, 50, 100000, 8000, 100, 1250000000, 12.5, 100000"
                    + " from system_range(1, :minutes)";
    private static final String READS = "select coalesce(sum(execution_count), 0) as statements,"
            + " coalesce(sum(cumulative_row_count), 0) as found from information_schema.query_statistics"
            + " where lower(sql_statement) like 'select%' and lower(sql_statement) not like '%query_statistics%'";

    private final Database database;

    private StoredHistory(Database database) {
        this.database = database;
    }

    static StoredHistory make(Path file, long minutes) {
        Database database =
                Database.open(DatabaseSettings.ofFile(file.toAbsolutePath().toString()));
        database.jdbi()
                .useHandle(handle ->
                        handle.createUpdate(FILL).bind("minutes", minutes).execute());
        return new StoredHistory(database);
    }

    Database database() {
        return database;
    }

    /** Lets the database count what its statements give, from 0. */
    void countReads(boolean on) {
        database.jdbi().useHandle(handle -> {
            handle.execute("set query_statistics false");
            if (on) {
                handle.execute("set query_statistics true");
            }
        });
    }

    /** Rows that all its selects have given since. */
    long rowsRead() {
        List<Map<String, Object>> rows = database.jdbi()
                .withHandle(handle -> handle.createQuery(READS).mapToMap().list());
        return ((Number) rows.get(0).get("found")).longValue();
    }

    @Override
    public void close() {
        database.close();
    }
}
