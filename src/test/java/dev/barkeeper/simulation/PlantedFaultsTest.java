package dev.barkeeper.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.bot.Alarm;
import dev.barkeeper.bot.Timers;
import dev.barkeeper.exchange.AccountSnapshot;
import dev.barkeeper.exchange.Exchange;
import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.exchange.RejectReason;
import dev.barkeeper.journal.BotStore;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.journal.Durability;
import dev.barkeeper.journal.SavedState;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Leg;
import dev.barkeeper.model.OrderRequest;
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
                exchange("resends under a new id on time-out", Set.of("order"), ResendsOnTimeOut::new),
                exchange(
                        "time-out taken for a rejection",
                        Set.of("order", "settled", "position", "stop"),
                        TimeOutIsRejection::new),
                exchange(
                        "stop not repaired",
                        Set.of("stop", "settled"),
                        inner -> new Submits(
                                inner,
                                r -> isLeg(r, Leg.STOP) && r.id().number() % 1_000 > 0
                                        ? Optional.empty()
                                        : Optional.of(r))),
                exchange(
                        "stop never sent",
                        Set.of("stop"),
                        inner -> new Submits(inner, r -> isLeg(r, Leg.STOP) ? Optional.empty() : Optional.of(r))),
                exchange(
                        "stop of the wrong size",
                        Set.of("stop"),
                        inner -> new Submits(
                                inner,
                                r -> Optional.of(isLeg(r, Leg.STOP) ? resized(r, r.contracts() + 100, true) : r))),
                exchange(
                        "stop that may open a position",
                        Set.of("order"),
                        inner -> new Submits(
                                inner, r -> Optional.of(isLeg(r, Leg.STOP) ? resized(r, r.contracts(), false) : r))),
                exchange(
                        "entry beyond the limit",
                        Set.of("order", "limit"),
                        inner -> new Submits(
                                inner, r -> Optional.of(r.reduceOnly() ? r : resized(r, r.contracts() * 200, false)))),
                exchange("id not derived", Set.of("order", "settled", "stop", "synthetic"), RandomIds::new),
                exchange("stop cancelled before the leave is known", Set.of("stop", "settled"), CancelsFirst::new),
                exchange("cancels nothing", Set.of("stop", "settled"), NeverCancels::new),
                exchange(
                        "fills by time window", Set.of("fill", "position", "settled", "synthetic"), WindowedFills::new),
                exchange(
                        "does not read missed fills", Set.of("fill", "position", "settled", "synthetic"), NoFills::new),
                exchange("own fills taken for somebody else's", Set.of("synthetic", "stop"), ForeignFills::new),
                store(
                        "synthetic row on the wrong side",
                        Set.of("synthetic"),
                        commit -> withDecisions(
                                commit,
                                commit.decisions().stream()
                                        .map(PlantedFaultsTest::mirrored)
                                        .toList())),
                store(
                        "no synthetic row",
                        Set.of("synthetic"),
                        commit -> withDecisions(
                                commit,
                                commit.decisions().stream()
                                        .filter(d -> !d.synthetic())
                                        .toList())),
                store(
                        "one decision row instead of two",
                        Set.of("decision"),
                        commit -> withDecisions(
                                commit,
                                commit.decisions().stream()
                                        .filter(d -> d.synthetic() || d.direction() == Direction.LONG)
                                        .toList())),
                store("fills not kept", Set.of("fill", "position"), commit -> withFills(commit, List.of())),
                store(
                        "fill kept twice",
                        Set.of("fill", "position"),
                        commit -> withFills(
                                commit,
                                commit.fills().stream()
                                        .flatMap(f -> Stream.of(f, renamed(f)))
                                        .toList())),
                store(
                        "fee lost",
                        Set.of("money"),
                        commit -> withFills(
                                commit,
                                commit.fills().stream()
                                        .map(PlantedFaultsTest::free)
                                        .toList())),
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

    private static boolean isLeg(OrderRequest request, Leg leg) {
        return request.id().number() % 10_000 / 1_000 == leg.code();
    }

    private static OrderRequest resized(OrderRequest r, long contracts, boolean reduceOnly) {
        return new OrderRequest(
                r.id(),
                r.symbol(),
                r.side(),
                r.type(),
                contracts,
                r.limitE8(),
                r.triggerE8(),
                r.trigger(),
                reduceOnly,
                r.closePosition());
    }

    private static Decision mirrored(Decision d) {
        return d.synthetic()
                ? new Decision(
                        d.barMillis(),
                        d.symbol(),
                        d.direction() == Direction.LONG ? Direction.SHORT : Direction.LONG,
                        d.contracts(),
                        d.priceE8(),
                        true,
                        d.marketE8(),
                        d.active(),
                        d.reason())
                : d;
    }

    private static Fill renamed(Fill f) {
        return copy(f, f.execId() + "b", f.clientId(), f.feeMinor());
    }

    private static Fill free(Fill f) {
        return copy(f, f.execId(), f.clientId(), 0);
    }

    private static Fill copy(Fill f, String execId, Optional<ClientOrderId> id, long feeMinor) {
        return new Fill(
                execId,
                f.orderId(),
                id,
                f.symbol(),
                f.side(),
                f.orderType(),
                f.orderStatus(),
                f.orderContracts(),
                f.limitE8(),
                f.triggerE8(),
                f.lastE8(),
                f.lastContracts(),
                f.leavesContracts(),
                f.filledContracts(),
                f.averageE8(),
                f.costMinor(),
                feeMinor,
                f.atMillis());
    }

    private static Commit withDecisions(Commit c, List<Decision> rows) {
        return new Commit(
                c.journal(), rows, c.tickets(), c.orders(), c.fills(), c.payments(), c.positions(), c.state());
    }

    private static Commit withFills(Commit c, List<Fill> fills) {
        return new Commit(
                c.journal(), c.decisions(), c.tickets(), c.orders(), fills, c.payments(), c.positions(), c.state());
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

        @Override
        public void cancel(Alarm alarm) {
            inner.cancel(alarm);
        }
    }

    /** Sends something else than what it is given, or nothing. */
    private static final class Submits extends PassingExchange {
        private final java.util.function.Function<OrderRequest, Optional<OrderRequest>> change;

        Submits(Exchange inner, java.util.function.Function<OrderRequest, Optional<OrderRequest>> change) {
            super(inner);
            this.change = change;
        }

        @Override
        public void submit(OrderRequest request) {
            change.apply(request).ifPresent(super::submit);
        }
    }

    private static final class ResendsOnTimeOut extends PassingExchange {
        private final java.util.Map<ClientOrderId, OrderRequest> sent = new java.util.HashMap<>();

        ResendsOnTimeOut(Exchange inner) {
            super(inner);
        }

        @Override
        public void submit(OrderRequest request) {
            sent.put(request.id(), request);
            super.submit(request);
        }

        @Override
        void onReport(ExchangeReport report) {
            if (report instanceof ExchangeReport.SubmitUnknown unknown && sent.containsKey(unknown.id())) {
                OrderRequest r = sent.remove(unknown.id());
                super.submit(new OrderRequest(
                        new ClientOrderId(r.id().number() + 500, r.id().emi()),
                        r.symbol(),
                        r.side(),
                        r.type(),
                        r.contracts(),
                        r.limitE8(),
                        r.triggerE8(),
                        r.trigger(),
                        r.reduceOnly(),
                        r.closePosition()));
            }
            super.onReport(report);
        }
    }

    private static final class TimeOutIsRejection extends PassingExchange {
        TimeOutIsRejection(Exchange inner) {
            super(inner);
        }

        @Override
        public void lookUp(ClientOrderId id, String symbol) {
            super.onReport(new ExchangeReport.LookedUp(id, Optional.empty()));
        }

        @Override
        void onReport(ExchangeReport report) {
            super.onReport(
                    report instanceof ExchangeReport.SubmitUnknown unknown
                            ? new ExchangeReport.SubmitRejected(unknown.id(), RejectReason.OTHER, "no answer")
                            : report);
        }
    }

    private static final class RandomIds extends PassingExchange {
        private long made = 900_000_000_000_000L;

        RandomIds(Exchange inner) {
            super(inner);
        }

        @Override
        public void submit(OrderRequest r) {
            made += 10_000;
            super.submit(new OrderRequest(
                    new ClientOrderId(made + r.id().number() % 10_000, r.id().emi()),
                    r.symbol(),
                    r.side(),
                    r.type(),
                    r.contracts(),
                    r.limitE8(),
                    r.triggerE8(),
                    r.trigger(),
                    r.reduceOnly(),
                    r.closePosition()));
        }
    }

    private static final class CancelsFirst extends PassingExchange {
        CancelsFirst(Exchange inner) {
            super(inner);
        }

        private AccountSnapshot last = new AccountSnapshot(dev.barkeeper.model.Position.flat("XBTUSD", 0), List.of());

        @Override
        public void submit(OrderRequest request) {
            if (isLeg(request, Leg.LEAVE)) {
                cancelAll(last);
            }
            super.submit(request);
        }

        @Override
        void onReport(ExchangeReport report) {
            super.onReport(report);
            if (report instanceof ExchangeReport.AccountFetched fetched) {
                last = fetched.snapshot();
            }
        }

        private void cancelAll(AccountSnapshot snapshot) {
            snapshot.openOrders().forEach(o -> o.clientId().ifPresent(id -> super.cancel(id, o.orderId())));
        }
    }

    private static final class NeverCancels extends PassingExchange {
        NeverCancels(Exchange inner) {
            super(inner);
        }

        @Override
        public void cancel(ClientOrderId id, String venueOrderId) {
            // the mistake: the order stays
        }
    }

    private static final class WindowedFills extends PassingExchange {
        WindowedFills(Exchange inner) {
            super(inner);
        }

        @Override
        public void fetchFills(String symbol, long fromMillis) {
            super.fetchFills(symbol, fromMillis + 30_000);
        }
    }

    private static final class NoFills extends PassingExchange {
        NoFills(Exchange inner) {
            super(inner);
        }

        @Override
        void onReport(ExchangeReport report) {
            super.onReport(
                    report instanceof ExchangeReport.FillsFetched
                            ? new ExchangeReport.FillsFetched(List.of(), List.of())
                            : report);
        }
    }

    private static final class ForeignFills extends PassingExchange {
        ForeignFills(Exchange inner) {
            super(inner);
        }

        @Override
        void onReport(ExchangeReport report) {
            super.onReport(
                    report instanceof ExchangeReport.FillReported fill
                            ? new ExchangeReport.FillReported(copy(
                                    fill.fill(),
                                    fill.fill().execId(),
                                    Optional.empty(),
                                    fill.fill().feeMinor()))
                            : report);
        }
    }
}
