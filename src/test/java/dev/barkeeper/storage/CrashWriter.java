package dev.barkeeper.storage;

import dev.barkeeper.journal.Durability;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A process of its own that commits until it is killed, and prints each sequence once it is committed; or one that commits
 * only while it exits.
 */
final class CrashWriter {
    static final int COMMITS_AT_EXIT = 60;
    private static final long PAUSE_MILLIS = 5;

    private CrashWriter() {}

    public static void main(String[] arguments) throws InterruptedException {
        Database database = Database.open(DatabaseSettings.ofFile(arguments[0]));
        Lease lease = Lease.acquire(database, Rows.KEY);
        SqlBotStore store = new SqlBotStore(database, Rows.KEY, lease);
        if (arguments.length > 1) {
            store.commit(Rows.full(0, 1));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> commitAtExit(store)));
            System.out.println("ready");
            new CountDownLatch(1).await();
        }
        for (int minute = 0; ; minute++) {
            store.commit(Rows.full(minute, 1 + minute * 2L));
            System.out.println(2 + minute * 2L);
            System.out.flush();
        }
    }

    private static void commitAtExit(SqlBotStore store) {
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
