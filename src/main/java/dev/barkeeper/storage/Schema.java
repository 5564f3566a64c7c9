package dev.barkeeper.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the tables up to date, whatever is there: nothing, the original bot's tables (they are set aside under
 * {@code original_…} with every row, and their rows copied), ours made by hand from the same scripts, or ours. Every step
 * may be interrupted and is taken up again at the next start.
 */
final class Schema {
    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
    private static final String HISTORY = "flyway_schema_history";
    private static final String SCRIPTS = "schema_scripts";
    private static final String ORIGINAL = "original_";
    private static final int LONGEST_COPY_MILLIS = 6 * 3_600_000;
    private static final String BRING_OVER = "/sql/original/2-bring-over.sql";

    /** The original's tables, each with a column that only ours has. */
    private static final Map<String, String> MARKS = marks();

    /** Who watches a start that says nothing for two minutes takes it for hung. */
    private static final Duration TELL_EVERY = Duration.ofSeconds(10);

    private final Database database;
    private final Consumer<String> progress;

    /** @param progress hears what takes long, again and again while it lasts, on any thread */
    Schema(Database database, Consumer<String> progress) {
        this.database = database;
        this.progress = progress;
    }

    /**
     * For who only reads.
     *
     * @throws OriginalDatabaseException when there are rows of the original's that have to be brought over first
     */
    void requireNoOriginal() {
        database.jdbi().useHandle(handle -> {
            Set<String> tables = tables(handle);
            boolean isMade = tables.contains(SCRIPTS);
            for (String table : MARKS.keySet()) {
                boolean isLeft = tables.contains(lower(ORIGINAL + table)) && !(isMade && isHere(handle, table));
                if (isLeft || isOriginals(handle, tables, table)) {
                    throw new OriginalDatabaseException(database.settings());
                }
            }
        });
    }

    private static Map<String, String> marks() {
        Map<String, String> marks = new LinkedHashMap<>();
        marks.put("decisions", "account");
        marks.put("fills", "account");
        marks.put("orders", "account");
        marks.put("positions", "account");
        marks.put("tradeBin1m", "stored_dt");
        return marks;
    }

    void bringUpToDate() {
        try {
            database.jdbi().useHandle(this::setOriginalAside);
            migrate();
            database.jdbi().useHandle(this::bringOriginalOver);
        } catch (SQLException | JdbiException e) {
            throw Transactions.explain(database, "bringing its tables up to date", e);
        } catch (FlywayException e) {
            if (Transactions.isConnectionGone(e)) {
                throw Transactions.explain(database, "bringing its tables up to date", e);
            }
            throw new IllegalStateException(
                    "database " + database.settings().shownUrl() + ": its tables cannot be brought up to date: "
                            + e.getMessage(),
                    e);
        }
    }

    private void setOriginalAside(Handle handle) {
        Set<String> tables = tables(handle);
        MARKS.keySet().forEach(table -> {
            if (isOriginals(handle, tables, table)) {
                if (tables.contains(lower(ORIGINAL + table))) {
                    throw new IllegalStateException("database: both " + table + " and " + ORIGINAL + table
                            + " are tables of the original bot; drop or rename one of them");
                }
                handle.execute("alter table " + table + " rename to " + ORIGINAL + table);
                LOG.info("event=schema.original.set_aside table={} now={}{}", table, ORIGINAL, table);
            }
        });
    }

    private boolean isOriginals(Handle handle, Set<String> tables, String table) {
        return tables.contains(lower(table)) && !columns(handle, table).contains(MARKS.get(table));
    }

    private void migrate() {
        int made = database.jdbi().withHandle(this::versionMadeByHand);
        Flyway flyway = Flyway.configure()
                .dataSource(database.pool())
                .locations("classpath:sql")
                .table(HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion(Integer.toString(made))
                .load();
        for (var script : flyway.info().all()) {
            if (script.getState() == MigrationState.FAILED) {
                LOG.warn("event=schema.repair script={} cause=interrupted", script.getScript());
                flyway.repair(); // every script may be run again from its beginning
                break;
            }
        }
        flyway.migrate();
    }

    /** The newest script that a person has piped in, 0 when there is none. */
    private int versionMadeByHand(Handle handle) {
        if (!tables(handle).contains(SCRIPTS)) {
            return 0;
        }
        return handle.createQuery("select coalesce(max(version), 0) from " + SCRIPTS)
                .mapTo(Integer.class)
                .one();
    }

    private void bringOriginalOver(Handle handle) throws SQLException {
        Set<String> tables = tables(handle);
        for (String table : MARKS.keySet()) {
            String from = ORIGINAL + table;
            if (tables.contains(lower(from)) && !isHere(handle, table)) {
                long rows = count(handle, from);
                // years of minutes in one statement: the server says nothing until it is done
                handle.getConnection().setNetworkTimeout(Runnable::run, LONGEST_COPY_MILLIS);
                telling("bringing the original's " + table + " over, " + rows + " rows", () -> copy(handle, from));
                LOG.info("event=schema.original.brought_over table={} rows={}", table, rows);
            }
        }
    }

    /** One process at a time: who comes second finds the rows there, and the statements' own conditions then do nothing. */
    private static void copy(Handle handle, String from) {
        handle.useTransaction(inside -> {
            inside.createQuery("select name from " + SCRIPTS + " where name = 'V1__tables' for update")
                    .mapTo(String.class)
                    .list();
            statementsOf(from).forEach(inside::execute);
        });
    }

    private void telling(String what, Runnable work) {
        long begin = System.nanoTime();
        ScheduledExecutorService teller = Executors.newSingleThreadScheduledExecutor();
        try {
            progress.accept(what);
            teller.scheduleAtFixedRate(
                    () -> progress.accept(what + ": " + (System.nanoTime() - begin) / 1_000_000_000 + " s so far"),
                    TELL_EVERY.toSeconds(),
                    TELL_EVERY.toSeconds(),
                    TimeUnit.SECONDS);
            work.run();
        } finally {
            teller.shutdownNow();
        }
    }

    private static boolean isHere(Handle handle, String table) {
        return handle.createQuery("select count(*) from " + SCRIPTS + " where name = :from")
                        .bind("from", ORIGINAL + table)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    private static long count(Handle handle, String table) {
        return handle.createQuery("select count(*) from " + table)
                .mapTo(Long.class)
                .one();
    }

    private static List<String> statementsOf(String from) {
        return List.of(bringOver().split(";\\s*\\n")).stream()
                .filter(statement -> statement.matches("(?s)\\s*insert\\b.*\\b" + from + "\\b.*"))
                .toList();
    }

    private static String bringOver() {
        try (InputStream script = Schema.class.getResourceAsStream(BRING_OVER)) {
            return new String(
                    Optional.ofNullable(script)
                            .orElseThrow(() -> new IllegalStateException(BRING_OVER + " is missing in the jar"))
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(BRING_OVER + " cannot be read", e);
        }
    }

    private Set<String> tables(Handle handle) {
        return lowered(
                handle.createQuery("select table_name from information_schema.tables where table_schema = " + schema())
                        .mapTo(String.class)
                        .list());
    }

    private Set<String> columns(Handle handle, String table) {
        return lowered(handle.createQuery("select column_name from information_schema.columns where table_schema = "
                        + schema() + " and lower(table_name) = :table")
                .bind("table", lower(table))
                .mapTo(String.class)
                .list());
    }

    private String schema() {
        return database.settings().isH2() ? "current_schema()" : "database()";
    }

    private static Set<String> lowered(List<String> names) {
        Set<String> lowered = new TreeSet<>();
        names.forEach(name -> lowered.add(lower(name)));
        return lowered;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
