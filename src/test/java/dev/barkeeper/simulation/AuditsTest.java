package dev.barkeeper.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.journal.Commit;
import dev.barkeeper.model.BotState;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.OrderStatus;
import dev.barkeeper.model.OrderTicket;
import dev.barkeeper.model.PositionRow;
import dev.barkeeper.model.RequestState;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of the audits is broken once, in rows that are right otherwise. */
class AuditsTest {
    private static final long TICK = E8.parse("0.5");

    /** One mistake in the rows, and the rule that must be seen broken. */
    record Maimed(String name, String rule, UnaryOperator<Commit> change) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Maimed> maimed() {
        return Stream.of(
                decision("both sides wanted", d -> d.direction() == Direction.SHORT, d -> with(d, 100, d.marketE8())),
                decision("wanted without a price", d -> d.contracts() > 0, d -> with(d, 100, 0)),
                decision("a price of what is not wanted", d -> d.contracts() == 0, d -> with(d, 0, TICK)),
                decision("a price of no bar", d -> d.contracts() > 0, d -> with(d, 100, d.priceE8() + TICK)),
                decision("no market price", d -> true, AuditsTest::withoutMarket),
                rows("decided twice", "decision", c -> PlantedRows.withDecisions(c, twice(c.decisions()))),
                rows(
                        "one side only",
                        "decision",
                        c -> PlantedRows.withDecisions(
                                c, c.decisions().stream().limit(1).toList())),
                rows("position row left out", "position-row", c -> PlantedRows.withPositions(c, List.of())),
                position("position row of a size never held", row -> positionOf(row, 300)),
                position(
                        "position row of before its bar",
                        row -> new PositionRow(row.barMillis() + 120_000, row.position())),
                rows("request not kept", "request", c -> PlantedRows.withTickets(c, List.of())),
                request("request's end not kept", t -> ticket(t, RequestState.WORKING, t.filledContracts())),
                request("request filled in part", t -> ticket(t, t.state(), t.filledContracts() - 1)),
                rows("order not kept", "order-row", c -> PlantedRows.withOrders(c, List.of())),
                order("order's end not kept", o -> order(o, OrderStatus.NEW, o.filledContracts(), o.triggerE8())),
                order("order filled in part", o -> order(o, o.status(), 1, o.triggerE8())),
                order("order with another trigger", o -> order(o, o.status(), o.filledContracts(), TICK)),
                state("another decision price", s -> state(s, s.entryE8(), s.decisionE8() - TICK, 0)),
                state("another entry price", s -> state(s, s.entryE8() - 20 * TICK, s.decisionE8(), 0)),
                state("moved away for nothing", s -> state(s, s.entryE8(), s.decisionE8(), 1)));
    }

    @ParameterizedTest
    @MethodSource("maimed")
    void isFound(Maimed maimed) {
        List<String> found = new AuditedTrade(maimed.change(), 0).violations();
        assertThat(found).isNotEmpty().anyMatch(what -> what.contains("[" + maimed.rule() + "]"));
    }

    @Test
    void rowsThatAreRightAreNotFoundWrong() {
        assertThat(new AuditedTrade(UnaryOperator.identity(), 0).violations()).isEmpty();
    }

    @Test
    void aStopThatIsATickFromWhereTheRuleHasItIsFound() {
        assertThat(new AuditedTrade(UnaryOperator.identity(), TICK).violations())
                .isNotEmpty()
                .allMatch(what -> what.contains("[stop-price]"));
    }

    @Test
    void whatTheStoreGivesBackMustBeWhatWasKept() {
        AuditedTrade trade = new AuditedTrade(UnaryOperator.identity(), 0);
        trade.checkStored(UnaryOperator.identity());
        assertThat(trade.violations()).isEmpty();
        trade.checkStored(t -> ticket(t, RequestState.LAPSED, t.filledContracts()));
        assertThat(trade.violations()).isNotEmpty().allMatch(what -> what.contains("[request] stored"));
    }

    @Test
    void aRequestOfUnknownFateIsFoundAtTheEnd() {
        AuditedTrade trade = new AuditedTrade(
                c -> PlantedRows.withTickets(c, map(c.tickets(), t -> ticket(t, RequestState.UNKNOWN, 0))), 0);
        trade.checkStored(UnaryOperator.identity());
        assertThat(trade.violations()).anyMatch(what -> what.contains("[request] at the end"));
    }

    private static Maimed rows(String name, String rule, UnaryOperator<Commit> change) {
        return new Maimed(name, rule, change);
    }

    private static Maimed decision(String name, Predicate<Decision> which, UnaryOperator<Decision> change) {
        return rows(
                name,
                "decision",
                c -> PlantedRows.withDecisions(c, map(c.decisions(), d -> which.test(d) ? change.apply(d) : d)));
    }

    private static Maimed position(String name, UnaryOperator<PositionRow> change) {
        return rows(name, "position-row", c -> PlantedRows.withPositions(c, map(c.positions(), change)));
    }

    private static Maimed request(String name, UnaryOperator<OrderTicket> change) {
        UnaryOperator<OrderTicket> ended = t -> t.state() == RequestState.FILLED ? change.apply(t) : t;
        return rows(name, "request", c -> PlantedRows.withTickets(c, map(c.tickets(), ended)));
    }

    private static Maimed order(String name, UnaryOperator<Order> change) {
        UnaryOperator<Order> ended = o -> o.status() == OrderStatus.FILLED ? change.apply(o) : o;
        return rows(name, "order-row", c -> PlantedRows.withOrders(c, map(c.orders(), ended)));
    }

    private static Maimed state(String name, UnaryOperator<BotState> change) {
        return rows(name, "stop-price", c -> PlantedRows.withState(c, c.state().map(change)));
    }

    private static <T> List<T> map(List<T> rows, UnaryOperator<T> change) {
        return rows.stream().map(change).toList();
    }

    private static <T> List<T> twice(List<T> rows) {
        return Stream.concat(rows.stream(), rows.stream()).toList();
    }

    private static Decision with(Decision d, long contracts, long priceE8) {
        return decision(d, contracts, priceE8, d.marketE8());
    }

    private static Decision withoutMarket(Decision d) {
        return decision(d, d.contracts(), d.priceE8(), 0);
    }

    private static Decision decision(Decision d, long contracts, long priceE8, long marketE8) {
        return new Decision(
                d.barMillis(), d.symbol(), d.direction(), contracts, priceE8, false, marketE8, d.active(), d.why());
    }

    private static PositionRow positionOf(PositionRow row, long contracts) {
        return new PositionRow(row.barMillis(), AuditedTrade.position(contracts));
    }

    private static OrderTicket ticket(OrderTicket t, RequestState state, long filled) {
        return new OrderTicket(
                t.request(),
                t.barMillis(),
                t.leg(),
                t.attempt(),
                t.decisionE8(),
                state,
                t.venueOrderId(),
                filled,
                t.note(),
                t.atMillis());
    }

    private static Order order(Order o, OrderStatus status, long filled, long triggerE8) {
        return new Order(
                o.orderId(),
                o.clientId(),
                o.symbol(),
                o.side(),
                o.type(),
                status,
                o.contracts(),
                o.limitE8(),
                triggerE8,
                o.leavesContracts(),
                filled,
                o.averageE8(),
                o.reduceOnly(),
                o.triggered(),
                o.text(),
                o.atMillis());
    }

    private static BotState state(BotState s, long entryE8, long decisionE8, int widenings) {
        return new BotState(
                s.mode(),
                s.adoptedContracts(),
                entryE8,
                decisionE8,
                s.heldSinceMillis(),
                widenings,
                s.lastDecidedMillis(),
                s.fillsKnownToMillis());
    }
}
