package dev.barkeeper.storage;

/** A process of its own that commits until it is killed, and prints each sequence once it is committed. */
final class CrashWriter {
    private CrashWriter() {}

    public static void main(String[] arguments) {
        Database database = Database.open(DatabaseSettings.ofFile(arguments[0]));
        Lease lease = Lease.acquire(database, Rows.KEY);
        SqlBotStore store = new SqlBotStore(database, Rows.KEY, lease);
        for (int minute = 0; ; minute++) {
            store.commit(Rows.full(minute, 1 + minute * 2L));
            System.out.println(2 + minute * 2L);
            System.out.flush();
        }
    }
}
