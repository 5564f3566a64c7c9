package dev.barkeeper.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.h2.api.ErrorCode;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open database with its tables in place: a small pool that gives up within about two seconds when the server is
 * gone. Thread-safe.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int MAX_CONNECTIONS = 4;
    private static final int CONNECT_TIMEOUT_MILLIS = 1_000;
    private static final int VALIDATION_TIMEOUT_MILLIS = 500;
    private static final int PROBE_TIMEOUT_SECONDS = 1;
    /** What the loop waits for must be answered within this; more and the server is taken to be gone. */
    private static final int QUICK_ANSWER_MILLIS = 1_000;
    /** Whole tables may take their time between two packets. */
    private static final int PATIENT_ANSWER_MILLIS = 60_000;

    private final DatabaseSettings settings;
    private final HikariDataSource pool;
    private final HikariDataSource quickPool;
    private final Jdbi jdbi;
    private final Jdbi quickJdbi;

    private Database(DatabaseSettings settings, HikariDataSource pool, HikariDataSource quickPool) {
        this.settings = settings;
        this.pool = pool;
        this.quickPool = quickPool;
        this.jdbi = Jdbi.create(pool);
        this.quickJdbi = Jdbi.create(quickPool);
    }

    /**
     * Connects, and brings the tables up to date: an empty database, one whose tables were made by hand from the same
     * scripts, and one of the original bot are all accepted.
     *
     * @throws StoreUnavailableException when the database does not answer or refuses us; the message says which and why
     * @throws IllegalStateException when its tables cannot be brought up to date, or an H2 file is damaged
     */
    public static Database open(DatabaseSettings settings) {
        return open(settings, progress -> {});
    }

    /**
     * The same, and tells what takes long.
     *
     * @param progress hears a line now and then, on any thread, while the rows of the original bot are brought over
     */
    public static Database open(DatabaseSettings settings, Consumer<String> progress) {
        return prepared(settings, database -> new Schema(database, progress).bringUpToDate());
    }

    /**
     * For who only reads: makes its tables too, but leaves a database of the original bot alone.
     *
     * @throws OriginalDatabaseException when it is one
     * @see #open(DatabaseSettings)
     */
    public static Database openToRead(DatabaseSettings settings) {
        return prepared(settings, database -> {
            Schema schema = new Schema(database, progress -> {});
            schema.requireNoOriginal();
            schema.bringUpToDate();
        });
    }

    private static Database prepared(DatabaseSettings settings, Preparation preparation) {
        Database database = connect(settings);
        try {
            preparation.of(database);
            LOG.info("event=database.opened url={}", settings.shownUrl());
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Brings the tables into the state that is wanted. */
    private interface Preparation {
        void of(Database database);
    }

    private static Database connect(DatabaseSettings settings) {
        HikariDataSource pool = connect(settings, "db", PATIENT_ANSWER_MILLIS);
        try {
            return new Database(
                    settings, pool, settings.isH2() ? pool : connect(settings, "db-quick", QUICK_ANSWER_MILLIS));
        } catch (StoreUnavailableException e) {
            pool.close();
            throw e;
        }
    }

    private static HikariDataSource connect(DatabaseSettings settings, String name, int answerMillis) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(settings.url());
        if (!settings.user().isEmpty()) {
            config.setUsername(settings.user());
            config.setPassword(settings.password());
        }
        config.setMaximumPoolSize(MAX_CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT_TIMEOUT_MILLIS);
        config.setValidationTimeout(VALIDATION_TIMEOUT_MILLIS);
        if (!settings.isH2()) {
            config.addDataSourceProperty("socketTimeout", Integer.toString(answerMillis)); // a number is ignored
        }
        // an H2 file may still be locked for a moment by a process that was just killed
        config.setInitializationFailTimeout(settings.isH2() ? 5_000 : CONNECT_TIMEOUT_MILLIS);
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            Throwable root = rootOf(e);
            if (settings.isH2() && isDamaged(e)) {
                throw new IllegalStateException(
                        "database " + settings.shownUrl() + " is damaged: " + root.getMessage()
                                + "; put a backup in its place, or move the file away to begin a new one: fills, orders and"
                                + " position are then read from the venue",
                        e);
            }
            throw new StoreUnavailableException(
                    "database " + settings.shownUrl() + " cannot be opened: " + root.getMessage()
                            + (settings.isH2()
                                    ? "; is its disk full or read-only, or does the file belong to another user?"
                                    : "; is the server running, and are db.url or db.host, db.user and db.password right?"),
                    e);
        }
    }

    /** For statements; a connection is held as long as the handle is. */
    public Jdbi jdbi() {
        return jdbi;
    }

    /** The same for what must not wait long for an answer. */
    Jdbi quickJdbi() {
        return quickJdbi;
    }

    public DatabaseSettings settings() {
        return settings;
    }

    /** Whether it answers now; says so within about two seconds. */
    public boolean isReachable() {
        try (Connection connection = quickPool.getConnection()) {
            return connection.isValid(PROBE_TIMEOUT_SECONDS);
        } catch (SQLException e) {
            LOG.debug("event=database.probe.failed cause={}", e.getMessage());
            return false;
        }
    }

    /** Uses none of the present connections again. */
    void reconnect() {
        pool.getHikariPoolMXBean().softEvictConnections();
        quickPool.getHikariPoolMXBean().softEvictConnections();
    }

    HikariDataSource pool() {
        return pool;
    }

    /** Closes all connections. Closing twice is harmless. */
    @Override
    public void close() {
        quickPool.close();
        pool.close();
    }

    private static boolean isDamaged(Throwable thrown) {
        for (Throwable next = thrown; next != null; next = next.getCause()) {
            if (next instanceof SQLException fault && fault.getErrorCode() == ErrorCode.FILE_CORRUPTED_1) {
                return true;
            }
        }
        return false;
    }

    private static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }
}
