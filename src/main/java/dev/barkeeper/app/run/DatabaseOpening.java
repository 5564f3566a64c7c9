package dev.barkeeper.app.run;

import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.machine.Daemons;
import dev.barkeeper.storage.Database;
import dev.barkeeper.storage.DatabaseSettings;
import dev.barkeeper.storage.H2Content;
import dev.barkeeper.storage.H2LockFile;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Opens the bot's database on a thread of its own, while the venue is asked: neither needs the other, each takes about a
 * second on a small machine, and a position waits for both. Waits, and says so, until the database answers.
 */
final class DatabaseOpening implements AutoCloseable {
    private final CompletableFuture<Database> database = new CompletableFuture<>();

    private DatabaseOpening() {}

    /** Begins. */
    static DatabaseOpening begin(BotSettings settings, Patience patience) {
        DatabaseSettings place = settings.database().toSettings();
        DatabaseOpening opening = new DatabaseOpening();
        Daemons.thread("database-opening", () -> opening.open(place, patience)).start();
        return opening;
    }

    /**
     * Waits for it.
     *
     * @throws StartFailure when waiting longer would not help
     */
    Database await() {
        try {
            return database.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StartFailure failure
                    ? failure
                    : new StartFailure(e.getCause().toString(), e);
        }
    }

    private void open(DatabaseSettings place, Patience patience) {
        try {
            H2LockFile.removeIfOwnerIsGone(place);
            Database opened = patience.untilSoon("database", () -> attempt(place, patience), StoreSide::isFinal);
            if (!database.complete(opened)) {
                opened.close();
            }
        } catch (Throwable e) {
            database.completeExceptionally(e);
        }
    }

    private synchronized Database attempt(DatabaseSettings place, Patience patience) {
        if (database.isDone()) {
            throw failedElsewhere();
        }
        H2Content.require(place);
        return Database.open(place, patience::tell);
    }

    private static StartFailure failedElsewhere() {
        return new StartFailure("the start failed elsewhere", null);
    }

    /** Closes the database, or gives up opening it; an attempt under way is finished, tables may be half upgraded. */
    @Override
    public synchronized void close() {
        if (!database.completeExceptionally(failedElsewhere()) && !database.isCompletedExceptionally()) {
            database.join().close();
        }
    }
}
