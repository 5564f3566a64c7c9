package dev.barkeeper.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.model.BotKey;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(MariaDbServer.class)
class HeldPositionTest {
    private static final BotKey OTHER = new BotKey(112_233, "ETHUSD", "bot0");
    private static final long THIS_PROCESS = ProcessHandle.current().pid();

    @ParameterizedTest
    @EnumSource
    void isNobodysWhileNoProcessRunsTheBot(Engine engine, MariaDbServer server) {
        try (Database database = engine.open(server)) {
            long contracts;
            try (Lease lease = Lease.acquire(database, Rows.KEY)) {
                SqlBotStore store = new SqlBotStore(database, Rows.KEY, lease);
                store.commit(Rows.full(1, 1));
                contracts = store.load().ownContracts() + store.load().state().adoptedContracts();
                assertThat(contracts).isNotZero();

                assertThat(HeldPosition.ofNobody(database, OTHER, 0))
                        .as("while it runs")
                        .isEmpty();
                assertThat(HeldPosition.ofNobody(database, OTHER, THIS_PROCESS))
                        .as("while it is this process that runs it")
                        .containsExactly(new HeldPosition(Rows.KEY, contracts));
            }
            assertThat(HeldPosition.ofNobody(database, OTHER, 0))
                    .as("after its end")
                    .containsExactly(new HeldPosition(Rows.KEY, contracts));
            assertThat(HeldPosition.ofNobody(database, Rows.KEY, 0))
                    .as("its own")
                    .isEmpty();
        }
    }
}
