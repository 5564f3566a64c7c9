package dev.barkeeper.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barkeeper.machine.ProcessId;
import dev.barkeeper.model.BotKey;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(MariaDbServer.class)
class LeaseTest {
    private static final LeaseHolder SELF = LeaseHolder.ofThisProcess();
    private static final LeaseHolder ELSEWHERE = new LeaseHolder("other-host", new ProcessId(4711, 0), "boot/ns", 1);

    private static void silence(Database database, int seconds) {
        database.jdbi()
                .useHandle(handle -> handle.execute("update lease set renewed_dt =" + " timestampadd(second, -"
                        + seconds + ", current_timestamp(3))"));
    }

    @ParameterizedTest
    @EnumSource
    void oneProcessPerSymbolAndPerName(Engine engine, MariaDbServer server) {
        try (Database database = engine.open(server);
                Lease lease = Lease.acquire(database, Rows.KEY)) {
            assertThat(lease.isHeld()).isTrue();
            assertThatThrownBy(() -> Lease.acquire(database, Rows.KEY)).isInstanceOf(LeaseRefusedException.class);
            assertThatThrownBy(() -> Lease.acquire(database, new BotKey(112_233, "XBTUSD", "bot1")))
                    .isInstanceOf(LeaseRefusedException.class)
                    .hasMessageContaining("XBTUSD of account 112233 is traded by bot bot0 in process "
                            + ProcessHandle.current().pid() + " on " + SELF.host() + " since 20");
            assertThatThrownBy(() -> Lease.acquire(database, new BotKey(112_233, "ETHUSD", "bot0")))
                    .isInstanceOf(LeaseRefusedException.class)
                    .hasMessageContaining("the name bot0 is used on account 112233");
            Lease.acquire(database, new BotKey(112_233, "ETHUSD", "bot1")).close();
            Lease.acquire(database, new BotKey(445_566, "XBTUSD", "bot0")).close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingReleasesIt(Engine engine, MariaDbServer server) {
        try (Database database = engine.open(server)) {
            Lease first = Lease.acquire(database, Rows.KEY);
            first.close();
            try (Lease second = Lease.acquire(database, Rows.KEY, ELSEWHERE)) {
                assertThat(second.fence()).isGreaterThan(first.fence());
                first.close();
                assertThatThrownBy(() -> Lease.acquire(database, Rows.KEY)).isInstanceOf(LeaseRefusedException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsRolledBackIsNoSignOfLife(Engine engine, MariaDbServer server) {
        AtomicLong nanos = new AtomicLong();
        try (Database database = engine.open(server);
                Lease lease = Lease.acquire(database, Rows.KEY, SELF, nanos::get)) {
            lease.endRenewals();
            assertThat(lease.isCertain()).isTrue();
            nanos.addAndGet(Duration.ofSeconds(11).toNanos());
            assertThat(lease.isCertain()).isFalse();

            assertThatThrownBy(() -> Transactions.inTransaction(database, "a commit", connection -> {
                        lease.check(connection);
                        throw new IllegalStateException("the commit fails");
                    }))
                    .hasMessageContaining("the commit fails");
            assertThat(lease.isHeld()).isTrue();
            assertThat(lease.isCertain()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void followsADeadProcessOfThisMachineAtOnce(Engine engine, MariaDbServer server)
            throws IOException, InterruptedException {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        LeaseHolder dead =
                new LeaseHolder(SELF.host(), new ProcessId(gone.pid(), 0), SELF.pidSpace(), System.currentTimeMillis());
        LeaseHolder pidUsedAgain = new LeaseHolder(
                SELF.host(),
                new ProcessId(SELF.process().pid(), SELF.process().mark() - 1),
                SELF.pidSpace(),
                SELF.startedMillis());
        try (Database database = engine.open(server);
                Lease first = Lease.acquire(database, Rows.KEY, dead);
                Lease second = Lease.acquire(database, Rows.KEY, pidUsedAgain);
                Lease third = Lease.acquire(database, Rows.KEY)) {
            assertThat(third.fence()).isGreaterThan(second.fence());
            assertThat(second.fence()).isGreaterThan(first.fence());
            assertThatThrownBy(() -> Lease.acquire(database, Rows.KEY)).isInstanceOf(LeaseRefusedException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClockThatWasSteppedDoesNotMakeALivingProcessADeadOne(Engine engine, MariaDbServer server) {
        LeaseHolder asTheClockSaysNow =
                new LeaseHolder(SELF.host(), SELF.process(), SELF.pidSpace(), SELF.startedMillis() + 3_600_000);
        try (Database database = engine.open(server);
                Lease lease = Lease.acquire(database, Rows.KEY, asTheClockSaysNow)) {
            assertThat(lease.isHeld()).isTrue();
            assertThatThrownBy(() -> Lease.acquire(database, Rows.KEY)).isInstanceOf(LeaseRefusedException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void followsAHolderElsewhereOnlyAfterItsTime(Engine engine, MariaDbServer server) {
        LeaseHolder sameNameOtherContainer = new LeaseHolder(SELF.host(), new ProcessId(1, 0), "another/space", 1);
        for (LeaseHolder holder : new LeaseHolder[] {ELSEWHERE, sameNameOtherContainer}) {
            try (Database database = engine.open(server);
                    Lease first = Lease.acquire(database, Rows.KEY, holder)) {
                silence(database, 13);
                assertThatThrownBy(() -> Lease.acquire(database, Rows.KEY))
                        .isInstanceOf(LeaseRefusedException.class)
                        .hasMessageContaining("process " + holder.process().pid() + " on " + holder.host())
                        .hasMessageContaining("try again in 15 s");
                silence(database, 16);
                try (Lease second = Lease.acquire(database, Rows.KEY)) {
                    assertThat(second.fence()).isGreaterThan(first.fence());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void commitsKeepItAlive(Engine engine, MariaDbServer server) {
        try (Database database = engine.open(server);
                Lease lease = Lease.acquire(database, Rows.KEY, ELSEWHERE)) {
            silence(database, 16);
            new SqlBotStore(database, Rows.KEY, lease).commit(Rows.quiet(0, 1));
            assertThatThrownBy(() -> Lease.acquire(database, Rows.KEY)).isInstanceOf(LeaseRefusedException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void renewsByItself(Engine engine, MariaDbServer server) {
        try (Database database = engine.open(server);
                Lease lease = Lease.acquire(database, Rows.KEY, ELSEWHERE)) {
            silence(database, 60);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(database.jdbi()
                                    .<Integer, RuntimeException>withHandle(
                                            handle -> handle.createQuery("select count(*) from lease where renewed_dt >"
                                                            + " timestampadd(second, -30, current_timestamp(3))")
                                                    .mapTo(Integer.class)
                                                    .one()))
                            .isEqualTo(2));
            assertThat(lease.isHeld()).isTrue();
        }
    }
}
