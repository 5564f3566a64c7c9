package dev.barkeeper.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(MariaDbServer.class)
class SchemaTest {
    private static final Path V1 = Path.of("sql", "V1__tables.sql");
    private static final Path SET_ASIDE = Path.of("sql", "original", "1-set-aside.sql");
    private static final Path BRING_OVER = Path.of("sql", "original", "2-bring-over.sql");

    /** A connection to what is there, without bringing anything up to date. */
    private static Jdbi raw(DatabaseSettings settings) {
        return Jdbi.create(settings.url(), settings.user(), settings.password());
    }

    private static List<String> texts(Jdbi jdbi, String sql) {
        return jdbi.withHandle(
                handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    private static List<String> columns(Database database, String table) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select lower(column_name)"
                                + " from information_schema.columns where lower(table_name) = :table and table_schema = "
                                + (database.settings().isH2() ? "current_schema()" : "database()")
                                + " order by ordinal_position")
                        .bind("table", table.toLowerCase(Locale.ROOT))
                        .mapTo(String.class)
                        .list());
    }

    @ParameterizedTest
    @EnumSource
    void originalsColumnsComeFirstInItsOrder(Engine engine, MariaDbServer server) {
        try (Database database = engine.open(server)) {
            assertThat(columns(database, "decisions"))
                    .startsWith(
                            "timestamp_dt", "symbol", "side", "position", "price", "synthetic", "mkt_price", "active");
            assertThat(columns(database, "fills"))
                    .startsWith(
                            "transaction_dt",
                            "exec_id",
                            "order_id",
                            "symbol",
                            "side",
                            "price",
                            "stop_px",
                            "order_qty",
                            "order_type",
                            "order_status",
                            "last_px",
                            "last_qty",
                            "leaves_qty",
                            "cum_qty",
                            "avg_px",
                            "created_dt");
            assertThat(columns(database, "orders"))
                    .startsWith(
                            "order_id",
                            "symbol",
                            "price",
                            "decision_px",
                            "stop_px",
                            "side",
                            "quantity",
                            "order_type",
                            "created_dt");
            assertThat(columns(database, "positions"))
                    .startsWith(
                            "pid", "symbol", "current_qty", "avg_cost_price", "unrealised_pnl", "current_timestamp_dt");
            assertThat(columns(database, "tradeBin1m"))
                    .startsWith(
                            "timestamp_dt",
                            "symbol",
                            "open_px",
                            "high_px",
                            "low_px",
                            "close_px",
                            "trades",
                            "volume",
                            "vwap",
                            "last_size",
                            "turnover",
                            "home_notional",
                            "foreign_notional");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "H2, decisions, timestamp_dt, 32", "MARIADB, decisions, timestamp_dt, 32",
        "H2, fills, transaction_dt, 16", "MARIADB, fills, transaction_dt, 16",
        "H2, positions, current_timestamp_dt, 16", "MARIADB, positions, current_timestamp_dt, 16",
        "H2, orders, created_dt, 16", "MARIADB, orders, created_dt, 16"
    })
    void manualsQueriesRun(Engine engine, String table, String by, int limit, MariaDbServer server) {
        try (Database database = engine.open(server)) {
            ResultTable result = new QueryRunner(database)
                    .run("select * from " + table + " order by " + by + " desc limit " + limit + ";");
            assertThat(result.columns().stream().map(ResultTable.Column::name)).isEqualTo(columns(database, table));
        }
    }

    @ParameterizedTest
    @EnumSource
    void opensTwiceAndBesideTablesOfOthers(Engine engine, MariaDbServer server) {
        DatabaseSettings settings = engine.empty(server);
        try (Database keepsMemoryAlive = Database.open(settings)) {
            keepsMemoryAlive.jdbi().useHandle(handle -> handle.execute("create table strangers (a int)"));
            Database.open(settings).close();
            assertThat(texts(keepsMemoryAlive.jdbi(), "select name from schema_scripts"))
                    .containsExactly("V1__tables");
        }
    }

    @Test
    void acceptsATableOfOthersInAFreshDatabase(MariaDbServer server) {
        DatabaseSettings settings = server.createDatabase();
        raw(settings).useHandle(handle -> handle.execute("create table strangers (a int)"));
        try (Database database = Database.open(settings)) {
            assertThat(columns(database, "decisions")).contains("bot");
        }
    }

    @Test
    void acceptsTablesMadeByHand(MariaDbServer server) throws IOException {
        DatabaseSettings settings = server.createDatabase();
        String name = nameOf(settings);
        server.pipe(name, V1);
        server.pipe(name, V1);
        raw(settings)
                .useHandle(handle -> handle.execute(
                        "insert into decisions (timestamp_dt, symbol, side) values ('2026-01-01', 'XBTUSD', 'long')"));
        try (Database database = Database.open(settings);
                Lease lease = Lease.acquire(database, Rows.KEY)) {
            new SqlBotStore(database, Rows.KEY, lease).commit(Rows.full(0, 1));
            assertThat(texts(database.jdbi(), "select count(*) from decisions")).containsExactly("3");
        }
        Database.open(settings).close();
    }

    @Test
    void acceptsAFileMadeByHand() throws IOException {
        DatabaseSettings settings = DatabaseSettings.ofUrl("jdbc:h2:mem:byhand;DB_CLOSE_DELAY=-1");
        String script = Files.readString(V1);
        raw(settings).useHandle(handle -> handle.createScript(script).execute());
        try (Database database = Database.open(settings)) {
            assertThat(columns(database, "decisions")).contains("bot");
        }
    }

    private static String nameOf(DatabaseSettings settings) {
        return settings.url().replaceAll(".*/([a-z0-9]+)\\?.*", "$1");
    }

    private static void showsOriginalsRows(Jdbi jdbi) {
        assertThat(texts(
                        jdbi,
                        "select concat(cast(timestamp_dt as char(19)), ' ', side, ' ', position, ' ', synthetic, ' ', row_no)"
                                + " from decisions where bot = '' order by timestamp_dt, side, synthetic, row_no"))
                .containsExactly(
                        "2020-05-01 00:01:00 long 100 0 1",
                        "2020-05-01 00:01:00 long 100 0 2",
                        "2020-05-01 00:01:00 long 50 1 1",
                        "2020-05-01 00:01:00 short 0 0 1",
                        "2020-11-01 05:30:00 long 1 0 1",
                        "2020-11-01 06:30:00 long 2 0 1");
        assertThat(texts(jdbi, "select concat(exec_id, ' ', last_px, ' ', cast(created_dt as char(19))) from fills"))
                .containsExactly("e1 9321.50000000 2020-05-01 00:01:03");
        assertThat(texts(jdbi, "select concat(order_id, ' ', row_no, ' ', order_type) from orders order by 1"))
                .containsExactly(" 1 StopLimit", "o1 1 Market", "o1 2 Market");
        assertThat(texts(jdbi, "select current_qty from positions order by pid"))
                .containsExactly("100", "0");
        assertThat(texts(jdbi, "select close_px from tradeBin1m")).containsExactly("9321.50000000");
        assertThat(texts(jdbi, "select count(*) from original_decisions")).containsExactly("6");
    }

    @Test
    void upgradesADatabaseOfTheOriginalOnMariaDb(MariaDbServer server) {
        DatabaseSettings settings = server.createDatabase();
        raw(settings).useHandle(handle -> OriginalTables.STATEMENTS.forEach(handle::execute));
        for (int start = 0; start < 3; start++) {
            try (Database database = Database.open(settings)) {
                showsOriginalsRows(database.jdbi());
            }
        }
        try (Database database = Database.open(settings);
                Lease lease = Lease.acquire(database, Rows.KEY)) {
            SqlBotStore store = new SqlBotStore(database, Rows.KEY, lease);
            assertThat(store.load().recentDecisions()).isEmpty();
            store.commit(Rows.full(0, 1));
            assertThat(texts(database.jdbi(), "select count(*) from decisions")).containsExactly("8");
            assertThat(new SqlBarStore(database).newestClose("XBTUSD")).isPositive();
        }
    }

    @Test
    void readsRowsOfTheOriginalWhoseDateIsZero(MariaDbServer server, @TempDir Path folder) {
        DatabaseSettings settings = server.createDatabase();
        raw(settings).useHandle(handle -> {
            OriginalTables.STATEMENTS.forEach(handle::execute);
            handle.execute("set sql_mode = ''");
            handle.execute("update fills set created_dt = '0000-00-00 00:00:00'");
            handle.execute("update orders set created_dt = '0000-00-00 00:00:00'");
        });
        try (Database database = Database.open(settings)) {
            assertThat(new QueryRunner(database)
                            .run("select exec_id, created_dt from fills")
                            .toTsv())
                    .contains("e1\tNULL");
            assertThat(new Dump(database).write(folder, Instant.EPOCH, Optional.empty(), true))
                    .exists();
        }
    }

    @Test
    void upgradesADatabaseOfTheOriginalOnH2() {
        DatabaseSettings settings = DatabaseSettings.ofUrl("jdbc:h2:mem:original;DB_CLOSE_DELAY=-1");
        raw(settings).useHandle(handle -> OriginalTables.STATEMENTS.forEach(handle::execute));
        for (int start = 0; start < 2; start++) {
            try (Database database = Database.open(settings)) {
                showsOriginalsRows(database.jdbi());
            }
        }
    }

    /** Whoever starts waits for it then, as for one that does not answer at all. */
    @ParameterizedTest
    @ValueSource(strings = {"sql_safe_updates", "schema_scripts"})
    void saysThatAServerThatGoesInTheMiddleDoesNotAnswer(String word, MariaDbServer server) throws IOException {
        DatabaseSettings settings = server.createDatabase();
        int port = Integer.parseInt(settings.url().replaceAll(".*127.0.0.1:(\\d+)/.*", "$1"));
        try (VanishingServer vanishing = new VanishingServer(port, word)) {
            DatabaseSettings through = DatabaseSettings.ofUrl(
                    settings.url().replace(":" + port + "/", ":" + vanishing.port() + "/"),
                    settings.user(),
                    settings.password());
            assertThatThrownBy(() -> Database.open(through)).isInstanceOf(StoreUnavailableException.class);
        }
    }

    @Test
    void takesAnInterruptedUpgradeUpAgain(MariaDbServer server) {
        DatabaseSettings settings = server.createDatabase();
        raw(settings).useHandle(handle -> {
            OriginalTables.STATEMENTS.forEach(handle::execute);
            handle.execute("alter table decisions rename to original_decisions");
            handle.execute("alter table fills rename to original_fills");
        });
        try (Database database = Database.open(settings)) {
            showsOriginalsRows(database.jdbi());
            database.jdbi().useHandle(handle -> {
                handle.execute("delete from schema_scripts where name = 'original_decisions'");
                handle.execute("delete from decisions");
                handle.execute("update flyway_schema_history set success = false where version = '1'");
            });
        }
        try (Database database = Database.open(settings)) {
            showsOriginalsRows(database.jdbi());
        }
    }

    @Test
    void upgradesWhatHasOnlySomeOfTheOriginalsTables(MariaDbServer server) {
        DatabaseSettings settings = server.createDatabase();
        raw(settings).useHandle(handle -> {
            handle.execute(OriginalTables.STATEMENTS.get(4));
            handle.execute(OriginalTables.STATEMENTS.get(9));
        });
        try (Database database = Database.open(settings)) {
            assertThat(texts(database.jdbi(), "select close_px from tradeBin1m"))
                    .containsExactly("9321.50000000");
            assertThat(columns(database, "decisions")).contains("bot");
        }
    }

    @Test
    void upgradesByHandWithThreePipes(MariaDbServer server) throws IOException {
        DatabaseSettings settings = server.createDatabase();
        String name = nameOf(settings);
        raw(settings).useHandle(handle -> OriginalTables.STATEMENTS.forEach(handle::execute));
        server.pipe(name, SET_ASIDE);
        server.pipe(name, V1);
        server.pipe(name, BRING_OVER);
        server.pipe(name, BRING_OVER);
        showsOriginalsRows(raw(settings));
        try (Database database = Database.open(settings)) {
            showsOriginalsRows(database.jdbi());
        }
    }

    @Test
    void upgradesByHandTwiceWhereTheOriginalLacksATable(MariaDbServer server) throws IOException {
        DatabaseSettings settings = server.createDatabase();
        String name = nameOf(settings);
        raw(settings).useHandle(handle -> {
            OriginalTables.STATEMENTS.forEach(handle::execute);
            handle.execute("drop table positions");
        });
        for (int round = 0; round < 2; round++) {
            for (Path script : List.of(SET_ASIDE, V1, BRING_OVER)) {
                server.pipe(name, script);
            }
            raw(settings).useHandle(handle -> handle.execute("insert into positions (symbol) values ('XBTUSD')"));
        }
        try (Database database = Database.open(settings)) {
            assertThat(texts(database.jdbi(), "select count(*) from positions")).containsExactly("2");
            assertThat(texts(database.jdbi(), "select count(*) from decisions")).containsExactly("6");
            assertThat(columns(database, "positions")).contains("bot");
        }
    }

    @Test
    void copiesNothingTwiceThatWasCutOffBetweenRowsAndNote(MariaDbServer server, @TempDir Path folder)
            throws IOException {
        DatabaseSettings settings = server.createDatabase();
        String name = nameOf(settings);
        raw(settings).useHandle(handle -> OriginalTables.STATEMENTS.forEach(handle::execute));
        server.pipe(name, SET_ASIDE);
        server.pipe(name, V1);
        String script = Files.readString(BRING_OVER);
        for (String table : List.of("decisions", "positions")) {
            int note = script.indexOf("insert ignore into schema_scripts (name) values ('original_" + table);
            server.pipe(name, Files.writeString(folder.resolve(table + ".sql"), script.substring(0, note)));
        }
        server.pipe(name, BRING_OVER);
        showsOriginalsRows(raw(settings));
    }

    @Test
    void bringsOverOnceWhenTwoProcessesStart(MariaDbServer server) throws Exception {
        DatabaseSettings settings = server.createDatabase();
        raw(settings).useHandle(handle -> OriginalTables.STATEMENTS.forEach(handle::execute));
        server.pipe(nameOf(settings), SET_ASIDE);
        server.pipe(nameOf(settings), V1);
        ExecutorService starts = Executors.newFixedThreadPool(2);
        try {
            Callable<Void> start = () -> {
                Database.open(settings).close();
                return null;
            };
            for (Future<Void> done : starts.invokeAll(List.of(start, start))) {
                done.get();
            }
        } finally {
            starts.shutdownNow();
        }
        showsOriginalsRows(raw(settings));
    }

    @ParameterizedTest
    @EnumSource
    void whoOnlyReadsLeavesTheOriginalAlone(Engine engine, MariaDbServer server) {
        DatabaseSettings settings = engine.empty(server);
        try (Handle keepsMemoryAlive = raw(settings).open()) {
            OriginalTables.STATEMENTS.forEach(keepsMemoryAlive::execute);
            assertThatThrownBy(() -> Database.openToRead(settings))
                    .isInstanceOf(OriginalDatabaseException.class)
                    .hasMessageContaining("make a backup");
            assertThat(keepsMemoryAlive
                            .select("select count(*) from decisions")
                            .mapTo(Integer.class)
                            .one())
                    .isEqualTo(6);
            List<String> heard = new ArrayList<>();
            try (Database upgraded = Database.open(settings, heard::add)) {
                assertThat(heard).contains("bringing the original's decisions over, 6 rows");
                Database.openToRead(settings).close();
                showsOriginalsRows(upgraded.jdbi());
            }
        }
    }

    @Test
    void refusesToGuessBetweenTwoOriginals(MariaDbServer server) {
        DatabaseSettings settings = server.createDatabase();
        raw(settings).useHandle(handle -> {
            handle.execute(OriginalTables.STATEMENTS.get(0));
            handle.execute("create table original_decisions (a int)");
        });
        assertThatThrownBy(() -> Database.open(settings))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("both decisions and original_decisions");
    }
}
