package dev.barkeeper.storage;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The store tests on MySQL 8 itself: {@code mvn test -Pmysql8}. */
@Tag("mysql8")
class MySql8Test {
    @Nested
    class Bars extends BarStoreTest {}

    @Nested
    class Bots extends BotStoreTest {}

    @Nested
    class Dumps extends DumpTest {}

    @Nested
    class Leases extends LeaseTest {}

    @Nested
    class Queries extends QueryRunnerTest {}

    @Nested
    class Schemas extends SchemaTest {}

    @Nested
    class Spools extends SpooledBotStoreTest {}
}
