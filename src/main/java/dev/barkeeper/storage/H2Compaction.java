package dev.barkeeper.storage;

import dev.barkeeper.machine.Daemons;
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
 * it does not have with WRITE_DELAY=0; without it the file grows to several times its content. What was overwritten stays
 * for 45 seconds, the default of H2, in which a disk should have written what it was given: after a power failure H2 then
 * finds an older state that is whole. A process that is killed does not need it. Where the venue's clock runs faster than
 * the world's, which a paper exchange's does alone, commits come faster too, and as much is kept as of so many of its
 * seconds: else a fast replay of ten thousand bars takes gigabytes, and memory for each commit. Does nothing for other
 * databases or where another process serves the file. On a daemon thread, a bounded piece at a time.
 */
public final class H2Compaction implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(H2Compaction.class);
    private static final Duration EVERY = Duration.ofSeconds(30);
    private static final Duration KEPT = Duration.ofSeconds(45);
    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final Duration END_PATIENCE = Duration.ofSeconds(5);
    private static final int TARGET_FILL_PERCENT = 80;
    private static final int BYTES_AT_ONCE = 16 << 20;
    private static final int ROUNDS_AT_ONCE = 4;

    private final Database database;
    private final int keptMillis;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(Daemons.named("h2-compaction"));

    private H2Compaction(Database database, int keptMillis) {
        this.database = database;
        this.keptMillis = keptMillis;
    }

    /**
     * Begins to look after the database, if it is an H2 file.
     *
     * @param speed of the venue's clock, venue seconds per second; above 0, infinite for lock-step
     */
    public static H2Compaction start(Database database, double speed) {
        H2Compaction compaction = new H2Compaction(database, millis(KEPT, speed));
        if (database.settings().isH2()) {
            long every = millis(EVERY, speed);
            compaction.thread.scheduleWithFixedDelay(compaction::run, every, every, TimeUnit.MILLISECONDS);
        }
        return compaction;
    }

    private static int millis(Duration usual, double speed) {
        return (int) Math.max(SHORTEST.toMillis(), usual.toMillis() / Math.max(1, speed));
    }

    private void run() {
        try {
            database.jdbi().useHandle(handle -> compact(handle.getConnection(), keptMillis));
        } catch (SQLException | RuntimeException e) {
            LOG.warn("compaction=failed action=next_time cause={}", e.toString());
        }
    }

    /**
     * One bounded piece of work.
     *
     * @param keptMillis how long what was overwritten stays; until the database is closed
     */
    static void compact(java.sql.Connection connection, int keptMillis) throws SQLException {
        if (connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session) {
            MVStore store = session.getDatabase().getStore().getMvStore();
            store.setRetentionTime(keptMillis);
            // what is given back below must not be needed by a state that is older than the disk's
            store.sync();
            int rounds = 0;
            while (rounds < ROUNDS_AT_ONCE && store.compact(TARGET_FILL_PERCENT, BYTES_AT_ONCE)) {
                rounds++;
            }
        }
    }

    /** Waits for a piece under way, so that the database is closed behind it and not beside it. */
    @Override
    public void close() {
        if (!Daemons.end(thread, END_PATIENCE)) {
            LOG.warn("compaction=slow next=\"it ends by itself\"");
        }
    }
}
