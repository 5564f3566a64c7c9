package dev.barkeeper.paper;

import static dev.barkeeper.paper.Script.ACCOUNT;
import static dev.barkeeper.paper.Script.XBTUSD;
import static dev.barkeeper.paper.Script.e8;
import static dev.barkeeper.paper.Script.fills;
import static dev.barkeeper.paper.Script.held;
import static dev.barkeeper.paper.Script.now;
import static dev.barkeeper.paper.Script.placed;
import static dev.barkeeper.paper.Script.refused;
import static dev.barkeeper.paper.Script.stopSell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.model.OrderStatus;
import dev.barkeeper.model.OrderType;
import dev.barkeeper.model.Side;
import dev.barkeeper.model.TimeInForce;
import dev.barkeeper.model.TriggerPrice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderSemanticsTest {

    /** The minute walks 9500 → 9400 → 9600 → 9550, all ticks in between. */
    @ParameterizedTest
    @CsvSource({
        // type, side, trigger price kind, trigger, limit, filled at (0: not)
        "STOP, SELL, LAST, 9450, 0, 9450",
        "STOP, SELL, INDEX, 9450, 0, 9450",
        "STOP, BUY, LAST, 9580, 0, 9580",
        "STOP, SELL, LAST, 9399.5, 0, 0",
        "STOP, BUY, LAST, 9600.5, 0, 0",
        "STOP_LIMIT, SELL, LAST, 9450, 9440, 9450",
        "STOP_LIMIT, SELL, LAST, 9450, 9450, 9450",
        "STOP_LIMIT, SELL, LAST, 9450, 9590, 9590",
        "STOP_LIMIT, SELL, LAST, 9450, 9605, 0",
        "STOP_LIMIT, BUY, LAST, 9580, 9590, 9580",
        "STOP_LIMIT, BUY, LAST, 9580, 9560, 9560",
        "MARKET_IF_TOUCHED, BUY, LAST, 9450, 0, 9450.5",
        "MARKET_IF_TOUCHED, SELL, LAST, 9580, 0, 9579.5",
        "LIMIT_IF_TOUCHED, BUY, LAST, 9450, 9430, 9430",
        "LIMIT_IF_TOUCHED, SELL, LAST, 9580, 9590, 9590",
        "STOP, BUY, LAST, 9400, 0, 9500",
        "STOP, SELL, LAST, 9600, 0, 9499.5"
    })
    void stopsFillWhereThePathMeetsThem(
            OrderType type, Side side, TriggerPrice kind, double trigger, double limit, double filledAt) {
        PaperVenue venue = new Script().flat(9500).bar(9500, 9600, 9400, 9550).venue();
        venue.advanceBar();
        NewOrder wish = NewOrder.stopLimit(XBTUSD, side, 10, e8(trigger), e8(limit))
                .withTrigger(kind)
                .withType(type);
        PaperOrder order = placed(venue, wish);
        venue.advanceBar();
        assertThat(now(venue, order).averageE8()).isEqualTo(e8(filledAt));
    }

    @Test
    void aMarkStopWatchesTheMark() {
        PaperVenue venue = new Script().flat(9500).bar(9500, 9500, 9400, 9450).venue();
        venue.advanceBar();
        MarketState state = venue.state(XBTUSD).orElseThrow();
        assertThat(state.markE8()).isGreaterThan(state.lastE8());
        PaperOrder stop = placed(venue, NewOrder.stop(XBTUSD, Side.SELL, 10, e8(9450)));
        venue.advanceBar();
        long filled = now(venue, stop).averageE8();
        assertThat(filled).isLessThan(e8(9450)).isGreaterThan(e8(9448));
    }

    @Test
    void aStopLimitTakesOnlyWhatTheBookShowsAtItsTrigger() {
        PaperVenue venue = new Script().flat(9500).bar(9500, 9500, 9300, 9310).venue();
        venue.advanceBar();
        placed(venue, NewOrder.market(XBTUSD, Side.BUY, 1_000_000));
        PaperOrder stop = placed(
                venue,
                NewOrder.stopLimit(XBTUSD, Side.SELL, 1_000_000, e8(9400), e8(9400))
                        .withTrigger(TriggerPrice.LAST)
                        .with(ExecInst.REDUCE_ONLY));
        venue.advanceBar();
        PaperOrder then = now(venue, stop);
        assertThat(then.status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
        assertThat(then.averageE8()).isEqualTo(e8(9400));
        assertThat(then.leavesContracts()).isBetween(1L, 999_999L);
        assertThat(held(venue)).isEqualTo(then.leavesContracts());
    }

    @Test
    void tellsTheRowsOfAMarketOrderAndOfAStopInOrder() {
        PaperVenue venue = new Script().flat(9500).bar(9500, 9500, 9300, 9310).venue();
        venue.advanceBar();
        PaperOrder entry = placed(venue, NewOrder.market(XBTUSD, Side.BUY, 100).withId("1.EMI"));
        PaperOrder stop = placed(venue, stopSell(100, 9400));
        venue.advanceBar();
        assertThat(rows(venue, entry)).containsExactly("New New", "Trade Filled");
        assertThat(rows(venue, stop)).containsExactly("New New", "TriggeredOrActivatedBySystem New", "Trade Filled");
        assertThat(now(venue, stop).execInstText()).isEqualTo("ReduceOnly,LastPrice");
        assertThat(now(venue, entry).timeInForce()).isEqualTo(TimeInForce.IMMEDIATE_OR_CANCEL);
    }

    @Test
    void aRestingLimitFillsAtItsPriceAsMakerWhenThePathTouchesIt() {
        PaperVenue venue = new Script().flat(9500).bar(9500, 9500, 9400, 9450).venue();
        venue.advanceBar();
        PaperOrder touched = placed(venue, NewOrder.limit(XBTUSD, Side.BUY, 100, e8(9400)));
        PaperOrder missed = placed(venue, NewOrder.limit(XBTUSD, Side.BUY, 100, e8(9399.5)));
        assertThat(touched.working()).isTrue();
        venue.advanceBar();
        assertThat(now(venue, touched).status()).isEqualTo(OrderStatus.FILLED);
        assertThat(fills(venue).get(0).maker()).isTrue();
        assertThat(fills(venue).get(0).feeMinor()).isNegative();
        assertThat(now(venue, missed).status()).isEqualTo(OrderStatus.NEW);
    }

    @Test
    void accountsMeetEachOtherByPriceThenTime() {
        PaperVenue venue = new Script().flat(9500).venue();
        venue.openAccount(2, Map.of("XBt", 1_000_000_000L));
        venue.advanceBar();
        long ask = venue.state(XBTUSD).orElseThrow().askE8();
        PaperOrder first = placed(venue, NewOrder.limit(XBTUSD, Side.SELL, 100, ask));
        PaperOrder second = placed(venue, NewOrder.limit(XBTUSD, Side.SELL, 100, ask));
        venue.place(2, NewOrder.market(XBTUSD, Side.BUY, 150));
        assertThat(now(venue, first).filledContracts()).isEqualTo(100);
        assertThat(now(venue, second).filledContracts()).isEqualTo(50);
        PaperExecution maker = fills(venue).get(0);
        PaperExecution taker = venue.executions(
                        2,
                        Window.between(0, Long.MAX_VALUE, 9),
                        row -> row.type().isFill())
                .get(0);
        assertThat(maker.matchId()).isEqualTo(taker.matchId());
        assertThat(venue.trades(XBTUSD, Window.newest(2)))
                .extracting(PaperTrade::contracts)
                .containsExactly(50L, 100L);
    }

    @Test
    void aPostOnlyOrderThatWouldTakeIsCancelledNotRefused() {
        PaperVenue venue = quiet();
        PaperOrder crossing = placed(
                venue, NewOrder.limit(XBTUSD, Side.BUY, 100, e8(9600)).with(ExecInst.PARTICIPATE_DO_NOT_INITIATE));
        assertThat(crossing.status()).isEqualTo(OrderStatus.CANCELED);
        assertThat(crossing.filledContracts()).isZero();
        assertThat(crossing.text())
                .isEqualTo("Canceled: Order had execInst of ParticipateDoNotInitiate\nSubmitted via API.");
        PaperOrder resting = placed(
                venue, NewOrder.limit(XBTUSD, Side.BUY, 100, e8(9499.5)).with(ExecInst.PARTICIPATE_DO_NOT_INITIATE));
        assertThat(resting.working()).isTrue();
    }

    @Test
    void immediateOrdersLeaveNothingBehind() {
        PaperVenue venue = quiet();
        PaperOrder large = placed(
                venue,
                NewOrder.limit(XBTUSD, Side.BUY, 1_000_000, e8(9500)).withTimeInForce(TimeInForce.IMMEDIATE_OR_CANCEL));
        assertThat(large.status()).isEqualTo(OrderStatus.CANCELED);
        assertThat(large.filledContracts()).isBetween(1L, 999_999L);
        PaperOrder none = placed(
                venue,
                NewOrder.limit(XBTUSD, Side.SELL, 1_000_000, e8(9499)).withTimeInForce(TimeInForce.FILL_OR_KILL));
        assertThat(none.status()).isEqualTo(OrderStatus.CANCELED);
        assertThat(none.filledContracts()).isZero();
        PaperOrder all = placed(
                venue, NewOrder.limit(XBTUSD, Side.SELL, 1_000, e8(9490)).withTimeInForce(TimeInForce.FILL_OR_KILL));
        assertThat(all.status()).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void reduceOnlyNeverTurnsAPosition() {
        PaperVenue venue = quiet();
        assertThat(refused(venue, NewOrder.market(XBTUSD, Side.SELL, 10).with(ExecInst.REDUCE_ONLY)))
                .isEqualTo(new Placement.Refused(
                        RefusalReason.NOTHING_TO_REDUCE,
                        "Order had execInst of ReduceOnly and side of Sell but current position is 0"));
        placed(venue, NewOrder.market(XBTUSD, Side.BUY, 100));
        assertThat(refused(venue, NewOrder.market(XBTUSD, Side.BUY, 10).with(ExecInst.REDUCE_ONLY))
                        .message())
                .endsWith("side of Buy but current position is 100");
        PaperOrder more = placed(venue, NewOrder.market(XBTUSD, Side.SELL, 150).with(ExecInst.REDUCE_ONLY));
        assertThat(more.filledContracts()).isEqualTo(100);
        assertThat(more.status()).isEqualTo(OrderStatus.CANCELED);
        assertThat(held(venue)).isZero();
    }

    @Test
    void restingReduceOnlyOrdersShrinkWithThePositionTheLeastAggressiveFirst() {
        PaperVenue venue = quiet();
        placed(venue, NewOrder.market(XBTUSD, Side.BUY, 100));
        PaperOrder near =
                placed(venue, NewOrder.limit(XBTUSD, Side.SELL, 60, e8(9510)).with(ExecInst.REDUCE_ONLY));
        PaperOrder far =
                placed(venue, NewOrder.limit(XBTUSD, Side.SELL, 40, e8(9520)).with(ExecInst.REDUCE_ONLY));
        placed(venue, NewOrder.market(XBTUSD, Side.SELL, 30));
        assertThat(now(venue, near).leavesContracts()).isEqualTo(60);
        assertThat(now(venue, far).leavesContracts()).isEqualTo(10);
        placed(venue, NewOrder.close(XBTUSD));
        assertThat(held(venue)).isZero();
        assertThat(venue.openOrders(ACCOUNT)).isEmpty();
    }

    @Test
    void aReduceOnlyStopWithNothingToReduceIsCancelledWhenItTriggers() {
        PaperVenue venue = new Script().flat(9500).bar(9500, 9500, 9300, 9310).venue();
        venue.advanceBar();
        PaperOrder stop = placed(venue, stopSell(100, 9400));
        venue.advanceBar();
        assertThat(now(venue, stop).status()).isEqualTo(OrderStatus.CANCELED);
        assertThat(now(venue, stop).triggered()).isTrue();
        assertThat(held(venue)).isZero();
    }

    @Test
    void closeWithoutQuantityTakesTheWholePositionAlsoAsAStop() {
        PaperVenue venue = new Script().flat(9500).bar(9500, 9500, 9300, 9310).venue();
        venue.advanceBar();
        placed(venue, NewOrder.market(XBTUSD, Side.BUY, 70));
        PaperOrder stop = placed(
                venue,
                NewOrder.stop(XBTUSD, Side.SELL, 0, e8(9400))
                        .withTrigger(TriggerPrice.LAST)
                        .with(ExecInst.CLOSE));
        placed(venue, NewOrder.market(XBTUSD, Side.BUY, 30));
        venue.advanceBar();
        assertThat(now(venue, stop).filledContracts()).isEqualTo(100);
        assertThat(held(venue)).isZero();
        assertThat(refused(venue, NewOrder.close(XBTUSD)).reason()).isEqualTo(RefusalReason.NOTHING_TO_REDUCE);
    }

    @Test
    void refusesInTheDialectsWords() {
        PaperVenue venue = quiet();
        NewOrder good = NewOrder.limit(XBTUSD, Side.BUY, 10, e8(9000));
        assertThat(refused(venue, NewOrder.market("XBTEUR", Side.BUY, 1)).message())
                .isEqualTo("Invalid symbol");
        assertThat(refused(venue, NewOrder.limit(XBTUSD, Side.BUY, 0, e8(9000))).message())
                .isEqualTo("Invalid orderQty");
        assertThat(refused(venue, NewOrder.limit(XBTUSD, Side.BUY, 10, e8(9000.25)))
                        .message())
                .isEqualTo("Invalid price tickSize");
        assertThat(refused(venue, good.withType(OrderType.MARKET)).message()).isEqualTo("Invalid price");
        assertThat(refused(venue, good.withType(OrderType.STOP_LIMIT)).message())
                .isEqualTo("Invalid stopPx for ordType");
        assertThat(refused(venue, NewOrder.stop(XBTUSD, Side.SELL, 10, e8(9000.3)))
                        .message())
                .isEqualTo("Invalid stopPx tickSize");
        placed(venue, good.withId("a"));
        Placement.Refused twice = refused(venue, good.withId("a"));
        assertThat(twice).isEqualTo(new Placement.Refused(RefusalReason.DUPLICATE_ID, "Duplicate clOrdID"));
        venue.cancelAll(ACCOUNT, order -> true, "");
        assertThat(refused(venue, good.withId("a")).reason()).isEqualTo(RefusalReason.DUPLICATE_ID);
        assertThat(refused(venue, good.withId("x".repeat(37))).message()).startsWith("Invalid clOrdID");
        ContractSpec linear = ContractSpecs.xbtusdt();
        assertThat(OrderChecks.quantity(150, false, linear.instrument())
                        .orElseThrow()
                        .message())
                .isEqualTo("Order quantity must be a multiple of lot size: 100");
    }

    @Test
    void refusesWhatTheBalanceDoesNotCover() {
        PaperVenue venue = quiet();
        venue.openAccount(2, Map.of("XBt", 10_000L));
        Placement placement = venue.place(2, NewOrder.limit(XBTUSD, Side.BUY, 1_000, e8(9500)));
        // 1000 at 9500 cost 10526000: 1 % and twice 0.075 %
        assertThat(placement)
                .isEqualTo(new Placement.Refused(
                        RefusalReason.INSUFFICIENT_BALANCE,
                        "Account has insufficient Available Balance, 121049 XBt required"));
        assertThat(RefusalReason.INSUFFICIENT_BALANCE.details()).isEqualTo("19000");
        assertThat(venue.place(2, NewOrder.stop(XBTUSD, Side.SELL, 1_000, e8(9000))))
                .isInstanceOf(Placement.Placed.class);
        assertThat(refused(venue, NewOrder.limit(XBTUSD, Side.BUY, 5_000_000, e8(9500)))
                        .reason())
                .isEqualTo(RefusalReason.RISK_LIMIT);
    }

    @Test
    void holdsTheCapsOfOpenOrdersAndStops() {
        PaperVenue venue = quiet();
        for (int i = 0; i < OrderDesk.STOPS_PER_SYMBOL; i++) {
            placed(venue, stopSell(1, 9000 - i));
        }
        assertThat(refused(venue, stopSell(1, 8000)).reason()).isEqualTo(RefusalReason.TOO_MANY_ORDERS);
        for (int i = OrderDesk.STOPS_PER_SYMBOL; i < OrderDesk.OPEN_ORDERS_PER_SYMBOL; i++) {
            placed(venue, NewOrder.limit(XBTUSD, Side.BUY, 1, e8(9000 - i)));
        }
        assertThat(refused(venue, NewOrder.limit(XBTUSD, Side.BUY, 1, e8(8000))).reason())
                .isEqualTo(RefusalReason.TOO_MANY_ORDERS);
    }

    @Test
    void amendsAndKeepsThePlaceOnlyWhenSmaller() {
        PaperVenue venue = quiet();
        PaperOrder first =
                placed(venue, NewOrder.limit(XBTUSD, Side.BUY, 100, e8(9499.5)).withId("first"));
        PaperOrder second = placed(venue, NewOrder.limit(XBTUSD, Side.BUY, 100, e8(9499.5)));
        venue.amend(ACCOUNT, AmendOrder.of(first.orderId()).toContracts(200));
        venue.amend(ACCOUNT, AmendOrder.of(second.orderId()).toContracts(50));
        assertThat(rows(venue, first)).containsExactly("New New", "Replaced New");
        venue.openAccount(2, Map.of("XBt", 1_000_000_000L));
        venue.place(2, NewOrder.market(XBTUSD, Side.SELL, 60));
        assertThat(fills(venue).get(0).order().orElseThrow().orderId()).isEqualTo(second.orderId());
        assertThat(venue.amend(ACCOUNT, AmendOrder.of(second.orderId()).toContracts(60)))
                .isEqualTo(new Placement.Refused(RefusalReason.INVALID_STATUS, "Invalid ordStatus"));
        assertThat(venue.amend(ACCOUNT, AmendOrder.of("nobody").toContracts(60)))
                .isEqualTo(new Placement.Refused(RefusalReason.NOT_FOUND, "Not Found"));
    }

    @Test
    void anAmendThatChangesNothingIsRefusedAndOneThatCrossesTrades() {
        PaperVenue venue = quiet();
        PaperOrder order = placed(venue, NewOrder.limit(XBTUSD, Side.BUY, 100, e8(9400)));
        assertThat(venue.amend(ACCOUNT, AmendOrder.of(order.orderId()).toLimit(e8(9400))))
                .isEqualTo(new Placement.Refused(
                        RefusalReason.INVALID_PARAMETER,
                        "Invalid amend: orderQty, leavesQty, price, stopPx unchanged"));
        venue.amend(ACCOUNT, AmendOrder.of(order.orderId()).toLimit(e8(9600)));
        assertThat(now(venue, order).status()).isEqualTo(OrderStatus.FILLED);
        PaperOrder stop = placed(venue, stopSell(100, 9400));
        venue.amend(ACCOUNT, AmendOrder.of(stop.orderId()).toTrigger(e8(9600)));
        assertThat(now(venue, stop).status()).isEqualTo(OrderStatus.FILLED);
    }

    /** A clock that waits for whoever still has to get out must not wait for ever. */
    @Test
    void aBookThatIsUsedUpIsThereAgainForTheNextOrderAlsoWhileTheClockStands() {
        PaperVenue venue = PaperVenue.open(
                new VenueSettings(1, 1, 0, 0, Extremes.BY_DIRECTION, 100_000),
                List.of(new Listing(
                        ContractSpecs.xbtusd(),
                        new ScriptedPrices(List.of(
                                new PriceBar(Script.START, e8(9500), e8(9500), e8(9500), e8(9500), 120_000))))));
        venue.openAccount(ACCOUNT, Map.of("XBt", 1_000_000_000L));
        PaperOrder first = placed(venue, NewOrder.market(XBTUSD, Side.SELL, 500_000));
        assertThat(first.status()).isEqualTo(OrderStatus.CANCELED);
        assertThat(first.filledContracts()).isBetween(1L, 499_999L);
        PaperOrder next = placed(venue, NewOrder.market(XBTUSD, Side.SELL, 500_000));
        assertThat(next.filledContracts()).isEqualTo(first.filledContracts());
    }

    @Test
    void anAmendToWhatIsFilledEndsTheOrder() {
        PaperVenue venue = quiet();
        long ask = venue.state(XBTUSD).orElseThrow().askE8();
        for (long less = 0; less < 2; less++) {
            PaperOrder order = placed(venue, NewOrder.limit(XBTUSD, Side.BUY, 1_000_000, ask));
            long filled = order.filledContracts();
            assertThat(filled).isBetween(2L, 999_999L);
            AmendOrder negative =
                    new AmendOrder(order.orderId(), "", "", none(), OptionalLong.of(-1), none(), none(), "");
            assertThat(venue.amend(ACCOUNT, negative))
                    .isEqualTo(new Placement.Refused(RefusalReason.INVALID_PARAMETER, "Invalid leavesQty"));
            venue.amend(ACCOUNT, AmendOrder.of(order.orderId()).toContracts(filled - less));
            PaperOrder then = now(venue, order);
            assertThat(then.status()).isEqualTo(OrderStatus.CANCELED);
            assertThat(then.contracts()).isEqualTo(filled);
            assertThat(then.leavesContracts()).isZero();
            assertThat(Script.last(venue, ACCOUNT).type()).isEqualTo(ExecType.CANCELED);
            venue.advanceBar();
        }
    }

    private static OptionalLong none() {
        return OptionalLong.empty();
    }

    @Test
    void cancelsRowByRow() {
        PaperVenue venue = quiet();
        PaperOrder open = placed(venue, NewOrder.limit(XBTUSD, Side.BUY, 100, e8(9400)));
        PaperOrder filled = placed(venue, NewOrder.market(XBTUSD, Side.BUY, 100).withId("m"));
        List<CancelRow> rows =
                venue.cancel(ACCOUNT, List.of(open.orderId(), "nobody", open.orderId()), List.of("m"), "");
        assertThat(rows)
                .extracting(CancelRow::error)
                .containsExactly(
                        "",
                        "Unable to cancel order: Not found or not owned by user",
                        "Unable to cancel order due to existing state: Canceled",
                        "Unable to cancel order due to existing state: Filled");
        PaperOrder cancelled = rows.get(0).order().orElseThrow();
        assertThat(cancelled.leavesContracts()).isZero();
        assertThat(cancelled.contracts()).isEqualTo(100);
        assertThat(cancelled.text()).isEqualTo("Canceled: Canceled via API.\nSubmitted via API.");
        assertThat(rows.get(3).order().orElseThrow().orderId()).isEqualTo(filled.orderId());
    }

    @Test
    void theDeadMansSwitchCancelsInTheMiddleOfAMinute() {
        PaperVenue venue = new Script().flat(9500).bar(9500, 9510, 9400, 9410).venue();
        venue.advanceBar();
        PaperOrder early = placed(venue, NewOrder.limit(XBTUSD, Side.BUY, 100, e8(9450)));
        PaperOrder late = placed(venue, NewOrder.limit(XBTUSD, Side.BUY, 100, e8(9401)));
        long at = venue.nowMillis();
        venue.cancelAllAfter(ACCOUNT, 1_000);
        assertThat(venue.cancelAllAfter(ACCOUNT, 38_000)).isEqualTo(new DeadMan(at, at + 38_000));
        venue.advanceBar();
        assertThat(now(venue, early).status()).isEqualTo(OrderStatus.FILLED);
        assertThat(now(venue, late).status()).isEqualTo(OrderStatus.CANCELED);
        assertThat(now(venue, late).atMillis()).isEqualTo(at + 38_000);
        assertThat(venue.cancelAllAfter(ACCOUNT, 0).cancelMillis()).isZero();
    }

    @Test
    void dayOrdersEndAtMidnight() {
        long start = Instant.parse("2020-09-13T23:58:00Z").toEpochMilli();
        PaperVenue venue = PaperVenue.open(
                VenueSettings.DEFAULT,
                List.of(new Listing(ContractSpecs.xbtusd(), new GeneratedPrices(ContractSpecs.xbtusd(), 1, start))));
        venue.openAccount(ACCOUNT, Map.of("XBt", 1_000_000_000L));
        PaperOrder day =
                placed(venue, NewOrder.limit(XBTUSD, Side.BUY, 100, e8(5000)).withTimeInForce(TimeInForce.DAY));
        venue.advanceBar();
        assertThat(now(venue, day).isOpen()).isTrue();
        venue.advanceBar();
        assertThat(now(venue, day).status()).isEqualTo(OrderStatus.CANCELED);
    }

    private static PaperVenue quiet() {
        PaperVenue venue = new Script().flat(9500).flat(9500).venue();
        venue.advanceBar();
        return venue;
    }

    private static List<String> rows(PaperVenue venue, PaperOrder order) {
        return venue
                .executions(
                        ACCOUNT,
                        Window.between(0, Long.MAX_VALUE, 100),
                        row -> row.order().orElseThrow().orderId().equals(order.orderId()))
                .stream()
                .map(row -> row.type().text() + " "
                        + row.order().orElseThrow().status().text())
                .toList();
    }
}
