package dev.barkeeper.storage;

import dev.barkeeper.journal.BotStore;
import dev.barkeeper.journal.Durability;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;

/**
 * A process of its own that commits until it is killed, and prints each sequence once it is committed, with {@code reuse}
 * while space of its file is used again; or one that commits only while it exits.
 */
final class CrashWriter {
    static final int COMMITS_AT_EXIT = 60;
    private static final long PAUSE_MILLIS = 5;
    private static final int REUSED_AFTER_MILLIS = 200;

    private CrashWriter() {}

    public static void main(String[] arguments) throws InterruptedException {
        Database database = Database.open(DatabaseSettings.ofFile(arguments[0]));
        Lease lease = Lease.acquire(database, Rows.KEY);
        BotStore store = RecentCommits.over(
                new SqlBotStore(database, Rows.KEY, lease), Path.of(arguments[0] + "-recent"), lease.fence());
        if (arguments.length > 1 && arguments[1].equals("reuse")) {
            startReusingSpace(database);
        } else if (arguments.length > 1) {
            store.commit(Rows.full(0, 1));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> commitAtExit(store)));
            System.out.println("ready");
            new CountDownLatch(1).await();
        }
        for (int minute = 0; ; minute++) {
            store.commit(Rows.full(minute, 1 + minute * 2L));
            System.out.println(2 + minute * 2L);
            System.out.flush();
            if (arguments.length > 1) {
                new CountDownLatch(1).await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** In a second what takes a bot more than the 45 that H2 keeps what was overwritten. */
    private static void startReusingSpace(Database database) {
        Thread tidying = new Thread(() -> {
            while (true) {
                tidy(database);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(REUSED_AFTER_MILLIS));
            }
        });
        tidying.setDaemon(true);
        tidying.start();
    }

    private static void tidy(Database database) {
        try (Connection connection = database.jdbi().open().getConnection()) {
            ((SessionLocal) connection.unwrap(JdbcConnection.class).getSession())
                    .getDatabase()
                    .getStore()
                    .getMvStore()
                    .setRetentionTime(REUSED_AFTER_MILLIS);
            H2Compaction.compact(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("compaction failed", e);
        }
    }

    private static void commitAtExit(BotStore store) {
        for (int minute = 1; minute <= COMMITS_AT_EXIT; minute++) {
            try {
                Durability kept = store.commit(Rows.full(minute, 1 + minute * 2L));
                System.out.println(kept);
                new CountDownLatch(1).await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RuntimeException | InterruptedException e) {
                System.out.println("failed " + e);
            }
        }
    }
}
