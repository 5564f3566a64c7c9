package dev.barkeeper.simulation;

import dev.barkeeper.model.BotKey;
import dev.barkeeper.storage.Database;
import dev.barkeeper.storage.DatabaseSettings;
import dev.barkeeper.storage.Lease;
import dev.barkeeper.storage.MemoryBarStore;
import dev.barkeeper.storage.MemoryBotStore;
import dev.barkeeper.storage.SqlBarStore;
import dev.barkeeper.storage.SqlBotStore;
import java.util.List;
import java.util.UUID;

/** Where simulated bots keep their rows: empty at the start of each run. For one thread at a time. */
public abstract sealed class RunStores implements AutoCloseable {
    private static final BotKey KEY = new BotKey(Simulation.ACCOUNT, Simulation.SYMBOL, "sim");

    private RunStores() {}

    /** Plain memory. */
    public static RunStores memory() {
        return new Memory();
    }

    /** The stores of a real bot on an embedded H2 of their own, in memory. */
    public static RunStores h2() {
        return new H2();
    }

    /** One run on empty stores. */
    abstract Simulation.Result run(Simulation.Setup setup);

    @Override
    public abstract void close();

    private static final class Memory extends RunStores {
        @Override
        Simulation.Result run(Simulation.Setup setup) {
            MemoryBarStore bars = new MemoryBarStore();
            return Simulation.run(setup, new MemoryBotStore(KEY, bars), bars, KEY);
        }

        @Override
        public void close() {}
    }

    private static final class H2 extends RunStores {
        private static final String TABLES = "select table_name from information_schema.tables"
                + " where table_schema = schema() and table_type = 'BASE TABLE'"
                + " and table_name not like 'flyway%'";

        private final Database database = Database.open(
                DatabaseSettings.ofUrl("jdbc:h2:mem:simulation-" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1"));
        private final List<String> tables = database.jdbi()
                .withHandle(
                        handle -> handle.createQuery(TABLES).mapTo(String.class).list());

        @Override
        Simulation.Result run(Simulation.Setup setup) {
            database.jdbi().useHandle(handle -> tables.forEach(table -> handle.execute("truncate table " + table)));
            try (Lease lease = Lease.acquire(database, KEY)) {
                return Simulation.run(setup, new SqlBotStore(database, KEY, lease), new SqlBarStore(database), KEY);
            }
        }

        @Override
        public void close() {
            // it lives as long as a connection then
            database.jdbi().useHandle(handle -> handle.execute("set db_close_delay 0"));
            database.close();
        }
    }
}
