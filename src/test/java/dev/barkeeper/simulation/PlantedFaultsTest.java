package dev.barkeeper.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.bot.Alarm;
import dev.barkeeper.bot.Timers;
import dev.barkeeper.exchange.Exchange;
import dev.barkeeper.journal.BotStore;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.journal.Durability;
import dev.barkeeper.journal.SavedState;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.Leg;
import dev.barkeeper.model.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulation can fail: a bot that makes one of these mistakes is found out. */
class PlantedFaultsTest {
    private static final int MOST_SEEDS = 60;

    /** One mistake, and the rules of which one must be seen broken. */
    record Planted(String name, Set<String> rules, Changes changes) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Planted> planted() {
        return Stream.of(
                exchange("resends under a new id on time-out", Set.of("order"), PlantedExchanges.ResendsOnTimeOut::new),
                exchange(
                        "time-out taken for a rejection",
                        Set.of("order", "settled", "position", "stop"),
                        PlantedExchanges.TimeOutIsRejection::new),
                exchange(
                        "stop not repaired",
                        Set.of("stop", "settled"),
                        inner -> new PlantedExchanges.Submits(
                                inner,
                                r -> PlantedRows.isLeg(r, Leg.STOP) && r.id().number() % 1_000 > 0
                                        ? Optional.empty()
                                        : Optional.of(r))),
                exchange(
                        "stop never sent",
                        Set.of("stop"),
                        inner -> new PlantedExchanges.Submits(
                                inner, r -> PlantedRows.isLeg(r, Leg.STOP) ? Optional.empty() : Optional.of(r))),
                exchange(
                        "stop of the wrong size",
                        Set.of("stop"),
                        inner -> new PlantedExchanges.Submits(
                                inner,
                                r -> Optional.of(
                                        PlantedRows.isLeg(r, Leg.STOP)
                                                ? PlantedRows.resized(r, r.contracts() + 100, true)
                                                : r))),
                exchange(
                        "stop that may open a position",
                        Set.of("order"),
                        inner -> new PlantedExchanges.Submits(
                                inner,
                                r -> Optional.of(
                                        PlantedRows.isLeg(r, Leg.STOP)
                                                ? PlantedRows.resized(r, r.contracts(), false)
                                                : r))),
                exchange(
                        "entry beyond the limit",
                        Set.of("order", "limit"),
                        inner -> new PlantedExchanges.Submits(
                                inner,
                                r -> Optional.of(
                                        r.reduceOnly() ? r : PlantedRows.resized(r, r.contracts() * 200, false)))),
                exchange(
                        "id not derived",
                        Set.of("order", "settled", "stop", "synthetic"),
                        PlantedExchanges.RandomIds::new),
                exchange(
                        "stop cancelled before the leave is known",
                        Set.of("stop", "settled"),
                        PlantedExchanges.CancelsFirst::new),
                exchange(
                        "stop a little further away",
                        Set.of("stop-price"),
                        inner -> new PlantedExchanges.Submits(
                                inner, r -> Optional.of(PlantedRows.isLeg(r, Leg.STOP) ? PlantedRows.lowered(r) : r))),
                exchange("reads without end", Set.of("rate"), PlantedExchanges.AsksWithoutEnd::new),
                exchange("cancels nothing", Set.of("stop", "settled"), PlantedExchanges.NeverCancels::new),
                exchange(
                        "fills by time window",
                        Set.of("fill", "position", "settled", "synthetic"),
                        PlantedExchanges.WindowedFills::new),
                exchange(
                        "does not read missed fills",
                        Set.of("fill", "position", "settled", "synthetic"),
                        PlantedExchanges.NoFills::new),
                exchange(
                        "own fills taken for somebody else's",
                        Set.of("synthetic", "stop"),
                        PlantedExchanges.ForeignFills::new),
                store(
                        "synthetic row on the wrong side",
                        Set.of("synthetic"),
                        commit -> PlantedRows.withDecisions(
                                commit,
                                commit.decisions().stream()
                                        .map(PlantedRows::mirrored)
                                        .toList())),
                store(
                        "no synthetic row",
                        Set.of("synthetic"),
                        commit -> PlantedRows.withDecisions(
                                commit,
                                commit.decisions().stream()
                                        .filter(d -> !d.synthetic())
                                        .toList())),
                store(
                        "one decision row instead of two",
                        Set.of("decision"),
                        commit -> PlantedRows.withDecisions(
                                commit,
                                commit.decisions().stream()
                                        .filter(d -> d.synthetic() || d.direction() == Direction.LONG)
                                        .toList())),
                store(
                        "an order's end not kept",
                        Set.of("order-row"),
                        commit -> PlantedRows.withOrders(
                                commit,
                                commit.orders().stream().filter(Order::isOpen).toList())),
                store(
                        "a request's end not kept",
                        Set.of("request"),
                        commit -> PlantedRows.withTickets(
                                commit,
                                commit.tickets().stream()
                                        .filter(t -> !t.state().isTerminal())
                                        .toList())),
                store(
                        "no position row",
                        Set.of("position-row"),
                        commit -> PlantedRows.withPositions(commit, List.of())),
                store("fills not kept", Set.of("fill", "position"), commit -> PlantedRows.withFills(commit, List.of())),
                store(
                        "fill kept twice",
                        Set.of("fill", "position"),
                        commit -> PlantedRows.withFills(
                                commit,
                                commit.fills().stream()
                                        .flatMap(f -> Stream.of(f, PlantedRows.renamed(f)))
                                        .toList())),
                store(
                        "fee lost",
                        Set.of("money"),
                        commit -> PlantedRows.withFills(
                                commit,
                                commit.fills().stream().map(PlantedRows::free).toList())),
                store(
                        "funding lost",
                        Set.of("money"),
                        commit -> new Commit(
                                commit.journal(),
                                commit.decisions(),
                                commit.tickets(),
                                commit.orders(),
                                commit.fills(),
                                List.of(),
                                commit.positions(),
                                commit.state(),
                                commit.bars())),
                store(
                        "bar not kept",
                        Set.of("bar"),
                        commit -> new Commit(
                                commit.journal(),
                                commit.decisions(),
                                commit.tickets(),
                                commit.orders(),
                                commit.fills(),
                                commit.payments(),
                                commit.positions(),
                                commit.state())),
                new Planted(
                        "restart forgets",
                        Set.of("synthetic", "fill", "position", "order"),
                        Changes.ofStore(Forgets::new)),
                new Planted("timers never ring", Set.of("stop", "settled"), Changes.ofTimers(Silent::new)));
    }

    @ParameterizedTest
    @MethodSource("planted")
    void isCaught(Planted planted) {
        List<String> seen = new ArrayList<>();
        for (long seed = 1; seed <= MOST_SEEDS; seed++) {
            Simulation.Setup all = Simulation.Setup.of(seed, 150);
            Simulation.Result result =
                    Simulation.run(new Simulation.Setup(seed, 150, all.faults(), planted.changes(), Trace.NONE));
            seen.addAll(result.findings().violations());
            if (seen.stream()
                    .anyMatch(what -> planted.rules().stream().anyMatch(rule -> what.contains("[" + rule + "]")))) {
                return;
            }
        }
        assertThat(seen)
                .as("%s was not caught by %s", planted.name(), planted.rules())
                .contains("a finding");
    }

    private static Planted exchange(String name, Set<String> rules, UnaryOperator<Exchange> change) {
        return new Planted(name, rules, Changes.ofExchange(change));
    }

    private static Planted store(String name, Set<String> rules, UnaryOperator<Commit> change) {
        return new Planted(name, rules, Changes.ofStore(inner -> new ChangedRows(inner, change)));
    }

    private record ChangedRows(BotStore inner, UnaryOperator<Commit> change) implements BotStore {
        @Override
        public SavedState load() {
            return inner.load();
        }

        @Override
        public Durability commit(Commit commit) {
            return inner.commit(change.apply(commit));
        }
    }

    private record Forgets(BotStore inner) implements BotStore {
        @Override
        public SavedState load() {
            inner.load();
            return SavedState.EMPTY;
        }

        @Override
        public Durability commit(Commit commit) {
            return inner.commit(commit);
        }
    }

    private record Silent(Timers inner) implements Timers {
        @Override
        public void schedule(Alarm alarm, long dueMillis) {
            // the mistake: nobody will ring
        }
    }
}
