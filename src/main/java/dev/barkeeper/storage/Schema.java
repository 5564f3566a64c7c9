package dev.barkeeper.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;
import org.jdbi.v3.core.Handle;
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
    private static final String BRING_OVER = "/sql/original/2-bring-over.sql";

    /** The original's tables, each with a column that only ours has. */
    private static final Map<String, String> MARKS = marks();

    private final Database database;

    Schema(Database database) {
        this.database = database;
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
        } catch (FlywayException e) {
            throw new IllegalStateException(
                    "database " + database.settings().shownUrl() + ": its tables cannot be brought up to date: "
                            + e.getMessage(),
                    e);
        }
    }

    private void setOriginalAside(Handle handle) {
        Set<String> tables = tables(handle);
        MARKS.forEach((table, mark) -> {
            if (tables.contains(lower(table)) && !columns(handle, table).contains(mark)) {
                if (tables.contains(lower(ORIGINAL + table))) {
                    throw new IllegalStateException("database: both " + table + " and " + ORIGINAL + table
                            + " are tables of the original bot; drop or rename one of them");
                }
                handle.execute("alter table " + table + " rename to " + ORIGINAL + table);
                LOG.info("event=schema.original.set_aside table={} now={}{}", table, ORIGINAL, table);
            }
        });
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

    private void bringOriginalOver(Handle handle) {
        Set<String> tables = tables(handle);
        Set<String> done = new TreeSet<>(handle.createQuery("select name from " + SCRIPTS)
                .mapTo(String.class)
                .list());
        for (String table : MARKS.keySet()) {
            String from = ORIGINAL + table;
            if (tables.contains(lower(from)) && !done.contains(from)) {
                handle.useTransaction(inside -> statementsOf(from).forEach(inside::execute));
                LOG.info("event=schema.original.brought_over table={} rows={}", table, count(handle, from));
            }
        }
    }

    private static long count(Handle handle, String table) {
        return handle.createQuery("select count(*) from " + table)
                .mapTo(Long.class)
                .one();
    }

    private static List<String> statementsOf(String from) {
        return List.of(bringOver().split(";\\s*\\n")).stream()
                .filter(statement -> statement.matches("(?s).*\\b" + from + "\\b.*"))
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
