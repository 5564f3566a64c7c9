package dev.barkeeper.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(MariaDbServer.class)
class QueryRunnerTest {
    private static final String BARS =
            "select timestamp_dt, symbol, open_px, volume from tradeBin1m order by timestamp_dt";

    private static Database refusing;

    @BeforeAll
    static void open() {
        refusing = Database.open(DatabaseSettings.ofUrl("jdbc:h2:mem:refuses"));
    }

    @AfterAll
    static void close() {
        refusing.close();
    }

    private static void fill(Database database) {
        new SqlBarStore(database).store(BarStoreTest.bars(Rows.START, 2));
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "update tradeBin1m set volume = null" + " where timestamp_dt = '2026-11-01 06:31:00'"));
    }

    @ParameterizedTest
    @EnumSource
    void printsAsTheMysqlShellDoes(Engine engine, MariaDbServer server) {
        try (Database database = engine.open(server)) {
            fill(database);
            ResultTable result = new QueryRunner(database).run(BARS + " ;  ");
            assertThat(result.toTable()).isEqualTo("""
                    +-------------------------+--------+---------------+--------+
                    | timestamp_dt            | symbol | open_px       | volume |
                    +-------------------------+--------+---------------+--------+
                    | 2026-11-01 06:30:00.000 | XBTUSD | 9000.00000000 |  34567 |
                    | 2026-11-01 06:31:00.000 | XBTUSD | 9000.00000000 |   NULL |
                    +-------------------------+--------+---------------+--------+
                    """);
            assertThat(result.toTsv()).isEqualTo("""
                    timestamp_dt	symbol	open_px	volume
                    2026-11-01 06:30:00.000	XBTUSD	9000.00000000	34567
                    2026-11-01 06:31:00.000	XBTUSD	9000.00000000	NULL
                    """);
        }
    }

    @ParameterizedTest
    @EnumSource
    void printsTheManualsQueriesAlikeEverywhere(Engine engine, MariaDbServer server) throws IOException {
        DatabaseSettings settings = server.createDatabase();
        try (Database shellsDatabase = Database.open(settings);
                Database database = engine.open(server)) {
            for (Database each : List.of(shellsDatabase, database)) {
                try (Lease lease = Lease.acquire(each, Rows.KEY)) {
                    new SqlBotStore(each, Rows.KEY, lease).commit(Rows.full(0, 1));
                }
                each.jdbi().useHandle(handle -> {
                    handle.execute("update fills set created_dt = '2026-11-01 06:30:01.5'");
                    handle.execute("update decisions set reason = 'plain'"); // the shell counts bytes
                });
            }
            String name = settings.url().replaceAll(".*/([a-z0-9]+)\\?.*", "$1");
            for (String sql : List.of(
                    "select * from decisions order by timestamp_dt desc, side limit 32",
                    "select * from fills order by transaction_dt desc limit 16",
                    "select * from positions order by current_timestamp_dt desc limit 16",
                    "select * from orders order by created_dt desc limit 16",
                    "select count(*), avg(price), max(reason), 1.5e0, 'a' from decisions",
                    "select kind, payload, at_dt from journal order by seq")) {
                ResultTable result = new QueryRunner(database).run(sql);
                if (engine == Engine.MARIADB || !sql.contains("avg(")) { // H2 averages with more digits
                    assertThat(result.toTable())
                            .isEqualTo(server.shell(name, sql, "--table", "--default-character-set=utf8mb4"));
                    assertThat(result.toTsv())
                            .isEqualTo(server.shell(name, sql, "--batch", "--default-character-set=utf8mb4"));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsOtherWays(Engine engine, MariaDbServer server) {
        try (Database database = engine.open(server)) {
            fill(database);
            QueryRunner runner = new QueryRunner(database);
            assertThat(runner.run("describe tradeBin1m").toTsv()).contains("\nopen_px\t");
            assertThat(runner.run("show tables").toTsv().toLowerCase()).contains("tradebin1m");
            assertThat(runner.run("explain select * from fills").rows()).isNotEmpty();
            assertThat(runner.run("with x as (select 1 as a) select a from x").rows())
                    .containsExactly(List.of("1"));
            assertThat(runner.run("/* of; */ (select ';' as a) -- x;").rows()).containsExactly(List.of(";"));
            assertThat(runner.run("select * from orders").toTable()).isEqualTo("Empty set\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from fills",
                "",
                ";",
                "/* select */ drop table fills",
                "select 1; drop table fills",
                "select 1 /*! into outfile '/tmp/x' */",
                "select 'a' into outfile '/tmp/x'",
                "select 'a\\'; drop table fills; -- '",
                "select * from fills for update",
                "explain analyze delete from fills",
                "select file_write('a', 'b')",
                "select 'open",
                "-- select\ninsert into fills select * from fills",
                "set @a = 1",
                "call x()"
            })
    void refusesWhatMightWrite(String sql) {
        assertThatThrownBy(() -> new QueryRunner(refusing).run(sql))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("query: ");
    }

    @ParameterizedTest
    @EnumSource
    void leavesRowsAlone(Engine engine, MariaDbServer server) {
        try (Database database = engine.open(server)) {
            fill(database);
            assertThatThrownBy(() -> new QueryRunner(database)
                            .run("with x as (select 1 as a) delete from tradeBin1m where volume in (select a from x)"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new QueryRunner(database).run("select nothing from nowhere"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("nowhere");
            assertThat(new QueryRunner(database).run(BARS).rows()).hasSize(2);
            database.jdbi().useHandle(handle -> handle.execute("delete from tradeBin1m"));
            assertThat(new QueryRunner(database).run(BARS).rows()).isEmpty();
        }
    }

    @Test
    void measuresWidthsInCharacters() {
        ResultTable table = new ResultTable(
                List.of(new ResultTable.Column("n", true, true), new ResultTable.Column("größe", false, false)),
                List.of(List.of("1", "€\t\\"), List.of("-22", "")));
        assertThat(table.toTable()).isEqualTo("""
                +------+-------+
                | n    | größe |
                +------+-------+
                |    1 | €	\\   |
                |  -22 |       |
                +------+-------+
                """);
        assertThat(table.toTsv()).isEqualTo("n\tgröße\n1\t€\\t\\\\\n-22\t\n");
    }
}
