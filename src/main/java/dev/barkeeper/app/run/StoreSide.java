package dev.barkeeper.app.run;

import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.exchange.TradingRight;
import dev.barkeeper.journal.BotStore;
import dev.barkeeper.journal.SavedState;
import dev.barkeeper.market.BarStore;
import dev.barkeeper.model.BotKey;
import dev.barkeeper.storage.Database;
import dev.barkeeper.storage.H2Compaction;
import dev.barkeeper.storage.HeldPosition;
import dev.barkeeper.storage.Lease;
import dev.barkeeper.storage.MemoryBarStore;
import dev.barkeeper.storage.MemoryBotStore;
import dev.barkeeper.storage.RecentCommits;
import dev.barkeeper.storage.SpooledBotStore;
import dev.barkeeper.storage.SqlBarStore;
import dev.barkeeper.storage.SqlBotStore;
import dev.barkeeper.storage.StoreUnavailableException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The database, the bot's lease in it, and the stores on it. */
final class StoreSide implements AutoCloseable {
    private final Teardown teardown;
    private final BotStore botStore;
    private final BarStore barStore;
    private final Supplier<List<HeldPosition>> heldByNobody;
    private final TradingRight right;

    private StoreSide(
            Teardown teardown,
            BotStore botStore,
            BarStore barStore,
            Supplier<List<HeldPosition>> heldByNobody,
            TradingRight right) {
        this.right = right;
        this.teardown = teardown;
        this.heldByNobody = heldByNobody;
        this.botStore = botStore;
        this.barStore = barStore;
    }

    /**
     * Waits until database and disk answer; a bot that another process holds is a final failure.
     *
     * @param opening of its database, which whoever began it closes after this
     */
    static StoreSide open(
            DatabaseOpening opening,
            BotSettings settings,
            InstancePaths paths,
            BotKey key,
            Patience patience,
            Consumer<Boolean> availability) {
        Teardown teardown = new Teardown();
        try {
            Database database = opening.await();
            teardown.add(
                    H2Compaction.start(database, settings.venue().clockSpeed().factor()));
            Lease lease = teardown.add(
                    patience.untilSoon("database", () -> Lease.acquire(database, key), StoreSide::isFinal));
            BotStore inner = patience.untilSoon(
                    "database",
                    () -> botStore(
                            database,
                            key,
                            lease,
                            paths,
                            !settings.venue().clockSpeed().isMax(),
                            teardown),
                    StoreSide::isFinal);
            SpooledBotStore store = teardown.add(patience.untilSoon(
                    "disk",
                    () -> new SpooledBotStore(
                            inner,
                            paths.spoolFile(key),
                            lease.fence(),
                            lease::isCertain,
                            database::isReachable,
                            availability),
                    StoreSide::isFinal));
            return new StoreSide(
                    teardown,
                    store,
                    new SqlBarStore(database),
                    () -> HeldPosition.ofNobody(
                            database, key, ProcessHandle.current().pid()),
                    lease);
        } catch (RuntimeException e) {
            teardown.close();
            throw e;
        }
    }

    /** @param outlivesPower not where a venue in lock-step waits for every commit, which no real one does */
    private static BotStore botStore(
            Database database, BotKey key, Lease lease, InstancePaths paths, boolean outlivesPower, Teardown teardown) {
        SqlBotStore store = new SqlBotStore(database, key, lease);
        return database.settings().isH2()
                ? teardown.add(RecentCommits.over(store, paths.recentFile(key), lease.fence(), outlivesPower))
                : store;
    }

    /** Stores that forget everything, without a lease. */
    static StoreSide inMemory(BotKey key) {
        MemoryBarStore bars = new MemoryBarStore();
        return new StoreSide(new Teardown(), new MemoryBotStore(key, bars), bars, List::of, TradingRight.ALWAYS);
    }

    /** What the bot left; waits while the database does not take what an earlier run could not bring in. */
    SavedState load(Patience patience) {
        return patience.untilSoon("database", botStore::load, StoreSide::isFinal);
    }

    /** The lease, as it is known without asking the database. */
    TradingRight right() {
        return right;
    }

    BotStore botStore() {
        return botStore;
    }

    BarStore barStore() {
        return barStore;
    }

    /**
     * What other bots of the database hold and no process minds.
     *
     * @throws StoreUnavailableException when the database does not answer
     */
    List<HeldPosition> heldByNobody() {
        return heldByNobody.get();
    }

    @Override
    public void close() {
        teardown.close();
    }

    /** A database that is away comes back, and a disk that is full or read-only is mended. */
    static boolean isFinal(Exception fault) {
        return !(fault instanceof StoreUnavailableException || fault instanceof UncheckedIOException);
    }
}
