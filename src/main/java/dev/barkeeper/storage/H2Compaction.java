package dev.barkeeper.storage;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives back the space that many small commits leave half used in an H2 file. H2 does this on a thread of its own, which
 * it does not have with WRITE_DELAY=0; without it the file grows to several times its content. Does nothing for other
 * databases or where another process serves the file. On a daemon thread, a bounded piece at a time.
 */
public final class H2Compaction implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(H2Compaction.class);
    private static final Duration EVERY = Duration.ofSeconds(30);
    private static final int TARGET_FILL_PERCENT = 80;
    private static final int BYTES_AT_ONCE = 16 << 20;
    private static final int ROUNDS_AT_ONCE = 4;

    private final Database database;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "h2-compaction");
        daemon.setDaemon(true);
        return daemon;
    });

    private H2Compaction(Database database) {
        this.database = database;
    }

    /** Begins to look after the database, if it is an H2 file. */
    public static H2Compaction start(Database database) {
        H2Compaction compaction = new H2Compaction(database);
        if (database.settings().isH2()) {
            long millis = EVERY.toMillis();
            compaction.thread.scheduleWithFixedDelay(compaction::run, millis, millis, TimeUnit.MILLISECONDS);
        }
        return compaction;
    }

    private void run() {
        try {
            database.jdbi().useHandle(handle -> compact(handle.getConnection()));
        } catch (SQLException | RuntimeException e) {
            LOG.warn("compaction=failed action=next_time cause={}", e.toString());
        }
    }

    /** One bounded piece of work. */
    static void compact(java.sql.Connection connection) throws SQLException {
        if (connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session) {
            MVStore store = session.getDatabase().getStore().getMvStore();
            int rounds = 0;
            while (rounds < ROUNDS_AT_ONCE && store.compact(TARGET_FILL_PERCENT, BYTES_AT_ONCE)) {
                rounds++;
            }
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
