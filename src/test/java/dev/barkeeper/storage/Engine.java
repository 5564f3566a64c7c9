package dev.barkeeper.storage;

import java.util.concurrent.atomic.AtomicInteger;

/** The databases every store test runs on. */
enum Engine {
    H2 {
        @Override
        DatabaseSettings empty(MariaDbServer server) {
            return DatabaseSettings.ofUrl("jdbc:h2:mem:store" + NUMBERS.incrementAndGet());
        }
    },
    MARIADB {
        @Override
        DatabaseSettings empty(MariaDbServer server) {
            return server.createDatabase();
        }
    };

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    abstract DatabaseSettings empty(MariaDbServer server);

    Database open(MariaDbServer server) {
        return Database.open(empty(server));
    }
}
