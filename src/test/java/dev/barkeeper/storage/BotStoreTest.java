package dev.barkeeper.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barkeeper.journal.BotStore;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.journal.Durability;
import dev.barkeeper.journal.JournalEntry;
import dev.barkeeper.journal.LeaseLostException;
import dev.barkeeper.journal.SavedState;
import dev.barkeeper.model.BotKey;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.OrderStatus;
import dev.barkeeper.model.OrderTicket;
import dev.barkeeper.model.RequestState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(MariaDbServer.class)
class BotStoreTest {

    private interface Body {
        void on(Database database, Lease lease, BotStore store);
    }

    private static void withStore(Engine engine, MariaDbServer server, Body body) {
        try (Database database = engine.open(server);
                Lease lease = Lease.acquire(database, Rows.KEY)) {
            body.on(database, lease, new SqlBotStore(database, Rows.KEY, lease));
        }
    }

    private static void keepsWhatWasCommitted(BotStore store) {
        assertThat(store.load()).isEqualTo(SavedState.EMPTY);

        Commit first = Rows.full(0, 1);
        Commit second = Rows.full(1, 3);
        assertThat(store.commit(first)).isEqualTo(Durability.COMMITTED);
        assertThat(store.commit(second)).isEqualTo(Durability.COMMITTED);
        store.commit(second);
        store.commit(Rows.ofTickets(Rows.entry(0, RequestState.FILLED)));

        assertThat(store.load())
                .isEqualTo(new SavedState(
                        Rows.state(1),
                        200,
                        List.of(
                                Rows.entry(0, RequestState.FILLED),
                                Rows.stop(0, RequestState.WORKING),
                                Rows.entry(1, RequestState.WORKING),
                                Rows.stop(1, RequestState.WORKING)),
                        List.of(
                                Rows.decision(0, Direction.LONG, false),
                                Rows.decision(0, Direction.SHORT, false),
                                Rows.decision(1, Direction.LONG, false),
                                Rows.decision(1, Direction.SHORT, false)),
                        List.of(
                                Rows.fill(0, 1, Rows.entry(0, RequestState.WORKING)),
                                Rows.fill(0, 2, Rows.entry(0, RequestState.WORKING)),
                                Rows.strangersFill(0),
                                Rows.fill(1, 1, Rows.entry(1, RequestState.WORKING)),
                                Rows.fill(1, 2, Rows.entry(1, RequestState.WORKING)),
                                Rows.strangersFill(1)),
                        List.of(Rows.funding(1).execId(), Rows.funding(0).execId()),
                        Rows.bar(1) + 999,
                        5));
    }

    private static void loadsOnlyTheNewest(BotStore store) {
        List<OrderTicket> tickets = new ArrayList<>();
        List<Decision> decisions = new ArrayList<>();
        for (int minute = 0; minute < 300; minute++) {
            tickets.add(Rows.entry(minute, minute == 5 ? RequestState.UNKNOWN : RequestState.LAPSED));
            decisions.add(Rows.decision(minute, Direction.LONG, minute % 2 == 0));
        }
        store.commit(new Commit(
                List.of(), decisions, tickets, List.of(), List.of(), List.of(), List.of(), Optional.empty()));

        SavedState saved = store.load();
        List<OrderTicket> expected = new ArrayList<>(tickets.subList(100, 300));
        expected.add(0, tickets.get(5));
        assertThat(saved.tickets()).isEqualTo(expected);
        assertThat(saved.recentDecisions()).isEqualTo(decisions.subList(300 - 64, 300));
    }

    @Test
    void memoryKeepsWhatWasCommitted() {
        keepsWhatWasCommitted(new MemoryBotStore(Rows.KEY, new MemoryBarStore()));
    }

    @Test
    void memoryLoadsOnlyTheNewest() {
        loadsOnlyTheNewest(new MemoryBotStore(Rows.KEY, new MemoryBarStore()));
    }

    @ParameterizedTest
    @EnumSource
    void sqlKeepsWhatWasCommitted(Engine engine, MariaDbServer server) {
        withStore(engine, server, (database, lease, store) -> keepsWhatWasCommitted(store));
    }

    @ParameterizedTest
    @EnumSource
    void sqlLoadsOnlyTheNewest(Engine engine, MariaDbServer server) {
        withStore(engine, server, (database, lease, store) -> loadsOnlyTheNewest(store));
    }

    @ParameterizedTest
    @EnumSource
    void keepsBotsApart(Engine engine, MariaDbServer server) {
        BotKey other = new BotKey(445_566, "XBTUSD", "bot0");
        withStore(engine, server, (database, lease, store) -> {
            store.commit(Rows.full(0, 1));
            try (Lease othersLease = Lease.acquire(database, other)) {
                assertThat(new SqlBotStore(database, other, othersLease).load()).isEqualTo(SavedState.EMPTY);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void journalComesBackAsItWentIn(Engine engine, MariaDbServer server) {
        withStore(engine, server, (database, lease, store) -> {
            List<JournalEntry> written = new ArrayList<>();
            for (int minute = 0; minute < 4; minute++) {
                Commit commit = Rows.full(minute, 1 + minute * 2);
                written.addAll(commit.journal());
                store.commit(commit);
            }
            List<JournalEntry> read = new ArrayList<>();
            SqlBotStore.readJournal(database, Rows.KEY, Rows.bar(1), Rows.bar(3) - 1, read::add);
            assertThat(read).isEqualTo(written.subList(2, 6));
        });
    }

    @ParameterizedTest
    @EnumSource
    void journalStaysBounded(Engine engine, MariaDbServer server) {
        withStore(engine, server, (database, lease, unbounded) -> {
            SqlBotStore store = new SqlBotStore(database, Rows.KEY, lease, 50);
            for (int i = 1; i <= 600; i++) {
                store.commit(new Commit(
                        List.of(Rows.journal(i, 0)),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty()));
            }
            List<Long> kept = database.jdbi()
                    .withHandle(handle -> handle.createQuery("select seq from journal order by seq")
                            .mapTo(Long.class)
                            .list());
            assertThat(kept).hasSizeBetween(50, 50 + 256).endsWith(599L, 600L);
            assertThat(store.load().nextSequence()).isEqualTo(601);
        });
    }

    @ParameterizedTest
    @EnumSource
    void commitsNothingOnceTheLeaseIsLost(Engine engine, MariaDbServer server) {
        withStore(engine, server, (database, lease, store) -> {
            store.commit(Rows.quiet(0, 1));
            database.jdbi().useHandle(handle -> handle.execute("update lease set fence = fence + 1"));
            assertThatThrownBy(() -> store.commit(Rows.full(1, 2)))
                    .isInstanceOf(LeaseLostException.class)
                    .hasMessageContaining("bot0")
                    .hasMessageContaining("another process has taken over");
            assertThat(lease.isHeld()).isFalse();
            assertThat(store.load().nextSequence()).isEqualTo(2);
        });
    }

    @ParameterizedTest
    @EnumSource
    void writesAllOrNothing(Engine engine, MariaDbServer server) {
        withStore(engine, server, (database, lease, store) -> {
            Decision sound = Rows.decision(0, Direction.LONG, false);
            Decision tooLong = new Decision(0, "X".repeat(40), Direction.LONG, 1, 1, false, 1, false, "");
            assertThatThrownBy(() -> store.commit(new Commit(
                            List.of(Rows.journal(1, 0)),
                            List.of(sound, tooLong),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            Optional.empty())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("symbol");
            assertThat(store.load()).isEqualTo(SavedState.EMPTY);
        });
    }

    @ParameterizedTest
    @EnumSource
    void ordersCarryTheDecisionPriceAndKeepTheirFirstTime(Engine engine, MariaDbServer server) {
        withStore(engine, server, (database, lease, store) -> {
            store.commit(Rows.full(0, 1));
            OrderTicket later = new OrderTicket(
                    Rows.stop(0, RequestState.CANCELED).request(),
                    Rows.bar(0),
                    Rows.stop(0, RequestState.CANCELED).leg(),
                    2,
                    0,
                    RequestState.CANCELED,
                    "",
                    0,
                    "",
                    Rows.bar(9));
            store.commit(new Commit(
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(Rows.order(later, OrderStatus.CANCELED)),
                    List.of(),
                    List.of(),
                    List.of(),
                    Optional.empty()));
            Map<String, Object> row = database.jdbi()
                    .withHandle(handle -> handle.createQuery(
                                    "select order_type, decision_px, stop_px, price, status, cast(created_dt as char(30)) as made,"
                                            + " cast(updated_dt as char(30)) as changed from orders where order_type = 'StopLimit'")
                            .mapToMap()
                            .one());
            assertThat(row.get("decision_px").toString()).isEqualTo("9321.50000000");
            assertThat(row.get("stop_px").toString()).isEqualTo("9211.00000000");
            assertThat(row.get("status")).isEqualTo("Canceled");
            assertThat(row.get("made").toString()).startsWith("2026-11-01 06:30:00.031");
            assertThat(row.get("changed").toString()).startsWith("2026-11-01 06:39:00.02");
        });
    }

    @ParameterizedTest
    @EnumSource
    void completesAFillThatCameFromTheOriginal(Engine engine, MariaDbServer server) {
        withStore(engine, server, (database, lease, store) -> {
            Commit commit = Rows.full(0, 1);
            database.jdbi()
                    .useHandle(handle -> handle.execute("insert into fills (transaction_dt, exec_id, order_id,"
                            + " symbol, side, order_type, order_status, last_px, last_qty) values ('2020-01-01', '"
                            + commit.fills().get(0).execId() + "', 'o', 'XBTUSD', 'Buy', 'Market', 'Filled', 1, 50)"));
            assertThat(store.load().ownContracts()).isZero();
            store.commit(commit);
            assertThat(store.load().ownContracts()).isEqualTo(100);
        });
    }

    @ParameterizedTest
    @EnumSource
    void ledgerHoldsPaymentsAndFees(Engine engine, MariaDbServer server) {
        withStore(engine, server, (database, lease, store) -> {
            store.commit(Rows.full(0, 1));
            store.commit(Rows.full(0, 1));
            List<String> rows = database.jdbi()
                    .withHandle(handle -> handle.createQuery(
                                    "select concat(kind, ' ', amount, ' ', bot, ' ', currency) from ledger order by transaction_dt")
                            .mapTo(String.class)
                            .list());
            assertThat(rows).containsExactly("Fee 402 bot0 ", "Fee 402 bot0 ", "Fee -19  ", "Funding -107  XBt");
        });
    }
}
