package dev.barkeeper.storage;

import dev.barkeeper.journal.BotStore;
import dev.barkeeper.journal.Durability;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A process of its own that says what the database has, commits on from there until it is killed, and prints each sequence
 * once it is committed, with {@code compact} while its file is compacted; or one that commits only while it exits.
 */
final class CrashWriter {
    static final int COMMITS_AT_EXIT = 60;
    private static final long PAUSE_MILLIS = 5;
    private static final int COMPACTED_EVERY_MILLIS = 200;

    private CrashWriter() {}

    public static void main(String[] arguments) throws InterruptedException {
        DatabaseSettings settings = DatabaseSettings.ofFile(arguments[0]);
        H2LockFile.removeIfOwnerIsGone(settings);
        Database database = Database.open(settings);
        Lease lease = Lease.acquire(database, Rows.KEY);
        BotStore bare = new SqlBotStore(database, Rows.KEY, lease);
        System.out.println("found " + bare.load().nextSequence());
        BotStore store = RecentCommits.over(bare, Path.of(arguments[0] + "-recent"), lease.fence(), true);
        if (arguments.length > 1 && arguments[1].equals("compact")) {
            startCompacting(database);
        } else if (arguments.length > 1) {
            store.commit(Rows.full(0, 1));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> commitAtExit(store)));
            System.out.println("ready");
            new CountDownLatch(1).await();
        }
        for (int minute = (int) (store.load().nextSequence() / 2); ; minute++) {
            store.commit(Rows.full(minute, 1 + minute * 2L));
            System.out.println(2 + minute * 2L);
            System.out.flush();
            if (arguments.length > 1) {
                new CountDownLatch(1).await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** In a second what takes a bot minutes. */
    private static void startCompacting(Database database) {
        Thread compacting = new Thread(() -> {
            while (true) {
                try {
                    database.jdbi()
                            .useHandle(handle -> H2Compaction.compact(handle.getConnection(), COMPACTED_EVERY_MILLIS));
                } catch (SQLException e) {
                    throw new IllegalStateException("compaction failed", e);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(COMPACTED_EVERY_MILLIS));
            }
        });
        compacting.setDaemon(true);
        compacting.start();
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
