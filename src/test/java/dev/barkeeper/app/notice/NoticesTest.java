package dev.barkeeper.app.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.alert.Alert;
import dev.barkeeper.bot.BotView;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.ledger.Ledger;
import dev.barkeeper.model.BotMode;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Leg;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.OrderStatus;
import dev.barkeeper.model.OrderTicket;
import dev.barkeeper.model.OrderType;
import dev.barkeeper.model.RequestState;
import dev.barkeeper.model.Side;
import dev.barkeeper.model.TriggerPrice;
import dev.barkeeper.paper.ContractSpecs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NoticesTest {
    private static final long BAR = 1_583_150_460_000L;
    private static final long MINUTE = 60_000;

    private final List<Alert> told = new ArrayList<>();
    private final Ledger ledger = new Ledger(ContractSpecs.xbtusd().instrument());
    private final Notices notices = new Notices("bot0", () -> "XBt", told::add);
    private long bar = BAR;

    @Test
    void oneNoticeTellsAWholeEntry() {
        enter(Leg.ENTER_LONG, 100, "9328.5", "9321", "9211");

        assertThat(told).singleElement().satisfies(alert -> {
            assertThat(alert.severity()).isEqualTo(Alert.Severity.NOTICE);
            assertThat(alert.subject()).isEqualTo("bot0: entered long, bought 100 at 9321; stop at 9211");
            assertThat(alert.text().lines())
                    .containsExactly(
                            "bar: 2020-03-02 12:01 UTC",
                            "decision: long 100, it rises",
                            "order 263858410000.bot0: buy 100 XBTUSD at market, decision price 9328.5, filled",
                            "filled: bought 100 of 100 XBTUSD, average price 9321, decision price 9328.5",
                            "stop 263858413000.bot0: sell 100 XBTUSD StopLimit at 9211, decision price 9328.5,"
                                    + " working",
                            "fees: 5 XBt",
                            "position now: long 100 at average 9321, stop price 9211");
        });
    }

    @Test
    void aShortThatFellIsAGain() {
        enter(Leg.ENTER_SHORT, 100, "9700", "9700", "10110");
        told.clear();
        bar += MINUTE;
        notices.onCommit(decisions(0, false));
        OrderTicket leave = ticket(Leg.LEAVE, Side.BUY, 100, "0", RequestState.PLANNED);
        commit(leave);
        view(false, "10110");
        fill(leave, "9600");
        commit(with(leave, RequestState.FILLED));
        OrderTicket stop = stop(Side.BUY, "10110", RequestState.CANCELED, BAR);
        commit(stop);
        notices.onView(view(true, "0"));

        long gain = 100 * (10_417 - 10_309);
        assertThat(told).singleElement().satisfies(alert -> {
            assertThat(alert.subject()).isEqualTo("bot0: left short, bought 100 at 9600 (+" + gain + " XBt)");
            assertThat(alert.text())
                    .contains("realised profit: +" + gain + " XBt, before fees", ", canceled", "position now: flat");
        });
    }

    @Test
    void aStopThatFillsBetweenBarsIsToldAtOnce() {
        enter(Leg.ENTER_LONG, 100, "9328.5", "9321", "9211");
        told.clear();
        OrderTicket stop = stop(Side.SELL, "9211", RequestState.FILLED, BAR);
        commit(stop);
        fill(stop, "9210.5");
        notices.onView(view(true, "0"));

        assertThat(told)
                .singleElement()
                .satisfies(alert ->
                        assertThat(alert.subject()).isEqualTo("bot0: stop filled, sold 100 at 9210.5 (-12900 XBt)"));
        commit(stop);
        notices.onView(view(true, "0"));
        assertThat(told).hasSize(1);
    }

    @Test
    void aCancelledStopAndItsRepairAreOneNotice() {
        enter(Leg.ENTER_LONG, 100, "9328.5", "9321", "9211");
        told.clear();
        commit(stop(Side.SELL, "9211", RequestState.CANCELED, BAR));
        OrderTicket again = stop(Side.SELL, "9211", RequestState.PLANNED, BAR + MINUTE);
        commit(again);
        commit(with(again, RequestState.WORKING));
        notices.onView(view(true, "9211"));

        assertThat(told).singleElement().extracting(Alert::subject).isEqualTo("bot0: stop at 9211");
        assertThat(told.get(0).text()).contains("at 9211, decision price 9328.5, canceled", "working");
    }

    @Test
    void tellsOrdersThatFailedAlsoWhileLiquidating() {
        notices.onCommit(decisions(100, false));
        OrderTicket entry = ticket(Leg.ENTER_LONG, Side.BUY, 100, "9328.5", RequestState.PLANNED);
        commit(entry);
        commit(with(entry, RequestState.REJECTED));
        assertThat(notices.take(new Alert(
                        Alert.Severity.NOTICE, "entry.failed", "bot0: entry " + entry.id() + " failed", "no margin")))
                .isTrue();
        notices.onView(view(true, "0"));
        OrderTicket flatten = ticket(Leg.FLATTEN, Side.SELL, 0, "0", RequestState.PLANNED);
        commit(flatten);
        commit(with(flatten, RequestState.REJECTED));
        notices.onView(view(true, "0"));

        assertThat(told)
                .extracting(Alert::subject)
                .containsExactly("bot0: order failed", "bot0: ORDER FAILED while liquidating");
        assertThat(told.get(0).text()).contains("failed: entry " + entry.id() + " failed, no margin");
        assertThat(notices.take(new Alert(Alert.Severity.PROBLEM, "flatten", "s", "t")))
                .isFalse();
    }

    @Test
    void tellsWaitsAndThatNoTradeCameOfThem() {
        notices.onCommit(decisions(0, false));
        notices.onView(view(true, "0"));
        notices.onCommit(decisions(0, true));
        notices.onView(view(true, "0"));
        notices.onCommit(decisions(0, true));
        notices.onView(view(true, "0"));
        notices.onCommit(decisions(0, false));
        notices.onView(view(true, "0"));

        assertThat(told)
                .extracting(Alert::subject)
                .containsExactly(
                        "bot0: waiting to enter long at 9330", "bot0: no trade: the wait to enter long is over");
        assertThat(told.get(0).text()).contains("why: it rises");
    }

    @Test
    void aBarThatChangesNothingIsNoNews() {
        enter(Leg.ENTER_LONG, 100, "9328.5", "9321", "9211");
        told.clear();
        bar += MINUTE;
        notices.onCommit(decisions(100, false));
        commit(stop(Side.SELL, "9211", RequestState.WORKING, BAR));
        commit(ticket(Leg.STOP, Side.SELL, 100, "9328.5", RequestState.INTENDED));
        notices.onView(view(true, "9211"));

        assertThat(told).isEmpty();
    }

    @Test
    void whatIsStillUnderWayIsToldWithTheNextBarAtTheLatest() {
        notices.onCommit(decisions(100, false));
        commit(ticket(Leg.ENTER_LONG, Side.BUY, 100, "9328.5", RequestState.PLANNED));
        notices.onView(view(false, "0"));
        assertThat(told).isEmpty();

        bar += MINUTE;
        notices.onCommit(decisions(0, false));

        assertThat(told)
                .singleElement()
                .extracting(Alert::subject)
                .isEqualTo("bot0: order placed: buy 100 XBTUSD at market");
    }

    private void enter(Leg leg, long contracts, String decision, String price, String stopPrice) {
        Side side = leg == Leg.ENTER_LONG ? Side.BUY : Side.SELL;
        notices.onCommit(decisions(leg == Leg.ENTER_LONG ? contracts : 0, false));
        OrderTicket entry = ticket(leg, side, contracts, decision, RequestState.PLANNED);
        commit(entry);
        notices.onView(view(false, "0"));
        commit(with(entry, RequestState.FILLED));
        fill(entry, price);
        notices.onView(view(false, "0"));
        OrderTicket stop = stop(side.opposite(), stopPrice, RequestState.PLANNED, BAR);
        commit(stop);
        commit(with(stop, RequestState.WORKING));
        notices.onView(view(true, stopPrice));
    }

    private Commit decisions(long longContracts, boolean active) {
        return new Commit(
                List.of(),
                List.of(decision(Direction.LONG, longContracts, active), decision(Direction.SHORT, 0, false)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    private Decision decision(Direction direction, long contracts, boolean active) {
        return new Decision(
                bar,
                "XBTUSD",
                direction,
                contracts,
                0,
                false,
                E8.ofWhole(9330),
                active,
                direction == Direction.LONG ? "it rises" : "");
    }

    private OrderTicket ticket(Leg leg, Side side, long contracts, String decision, RequestState state) {
        ClientOrderId id = ClientOrderId.derive("bot0", bar, leg, 0);
        OrderRequest request = switch (leg) {
            case STOP -> OrderRequest.stop(id, "XBTUSD", side, contracts, E8.ONE, E8.ONE, TriggerPrice.LAST);
            case FLATTEN -> OrderRequest.flatten(id, "XBTUSD", side);
            case LEAVE -> OrderRequest.leave(id, "XBTUSD", side, contracts);
            case ENTER_LONG, ENTER_SHORT -> OrderRequest.market(id, "XBTUSD", side, contracts);
        };
        return new OrderTicket(request, bar, leg, 0, E8.parse(decision), state, "", 0, "", bar);
    }

    private OrderTicket stop(Side side, String price, RequestState state, long barMillis) {
        ClientOrderId id = ClientOrderId.derive("bot0", barMillis, Leg.STOP, 0);
        long e8 = E8.parse(price);
        OrderRequest request = OrderRequest.stop(id, "XBTUSD", side, 100, e8, e8, TriggerPrice.LAST);
        return new OrderTicket(request, barMillis, Leg.STOP, 0, E8.parse("9328.5"), state, "v1", 0, "", barMillis);
    }

    private static OrderTicket with(OrderTicket t, RequestState state) {
        long filled = state == RequestState.FILLED ? t.request().contracts() : 0;
        return new OrderTicket(
                t.request(),
                t.barMillis(),
                t.leg(),
                t.attempt(),
                t.decisionE8(),
                state,
                "v1",
                filled,
                "",
                t.atMillis());
    }

    private void commit(OrderTicket ticket) {
        notices.onCommit(new Commit(
                List.of(), List.of(), List.of(ticket), List.of(), List.of(), List.of(), List.of(), Optional.empty()));
    }

    private void fill(OrderTicket t, String price) {
        long e8 = E8.parse(price);
        var request = t.request();
        Fill fill = new Fill(
                "e" + t.id().number(),
                "v1",
                Optional.of(t.id()),
                "XBTUSD",
                request.side(),
                request.type(),
                OrderStatus.FILLED,
                request.contracts(),
                0,
                request.triggerE8(),
                e8,
                request.contracts(),
                0,
                request.contracts(),
                e8,
                0,
                5,
                bar);
        notices.onCommit(new Commit(
                List.of(), List.of(), List.of(), List.of(), List.of(fill), List.of(), List.of(), Optional.empty()));
        ledger.apply(fill);
    }

    private BotView view(boolean settled, String stopPrice) {
        long e8 = E8.parse(stopPrice);
        Optional<Order> stop = e8 == 0
                ? Optional.empty()
                : Optional.of(new Order(
                        "v1",
                        Optional.empty(),
                        "XBTUSD",
                        Side.SELL,
                        OrderType.STOP_LIMIT,
                        OrderStatus.NEW,
                        100,
                        e8,
                        e8,
                        100,
                        0,
                        0,
                        true,
                        false,
                        "",
                        bar));
        return new BotView(
                BotMode.TRADING,
                bar,
                ledger.contracts(),
                ledger.averageE8(),
                stop,
                stop.isPresent() ? 1 : 0,
                true,
                settled,
                true,
                ledger.realisedMinor(),
                ledger.feesMinor(),
                List.of());
    }
}
