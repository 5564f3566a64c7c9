package dev.barkeeper.bot;

import static dev.barkeeper.bot.Script.submits;
import static dev.barkeeper.bot.Script.submitted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.exchange.RejectReason;
import dev.barkeeper.execution.Command;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Leg;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.OrderStatus;
import dev.barkeeper.model.OrderType;
import dev.barkeeper.model.Position;
import dev.barkeeper.model.Side;
import dev.barkeeper.strategy.Wish;
import dev.barkeeper.strategy.Wishes;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TradingBotTest {
    private final Script script = new Script();

    @Test
    void entersAtMarketAndProtectsExactlyWhatWasFilled() {
        OrderRequest stop = script.enterLong();
        assertThat(stop.type()).isEqualTo(OrderType.STOP_LIMIT);
        assertThat(stop.side()).isEqualTo(Side.SELL);
        assertThat(stop.contracts()).isEqualTo(100);
        assertThat(E8.toString(stop.triggerE8())).isEqualTo("9211");
        assertThat(stop.reduceOnly()).isTrue();
        assertThat(script.bot.view().isProtected()).isTrue();
        assertThat(script.decisions).extracting(Decision::contracts).containsExactly(100L, 0L);
    }

    /** Told late that its stop filled, a bot waits for the fill as long as for one of just now. */
    @Test
    void putsNoStopBehindAPositionThatAStopHasLeftLongAgo() {
        OrderRequest stop = script.enterLong();
        ExchangeReport word = new ExchangeReport.OrderReported(script.order(stop, OrderStatus.FILLED));
        script.now += 29_000;
        assertThat(submits(script.report(word))).isEmpty();
        script.fill(stop, 100, "9211");
        assertThat(script.bot.contracts()).isZero();
    }

    /** A fill that never comes leaves a position that may be there still. */
    @Test
    void protectsAgainWhenTheFillOfAStopDoesNotCome() {
        OrderRequest stop = script.enterLong();
        script.report(new ExchangeReport.OrderReported(script.order(stop, OrderStatus.FILLED)));
        script.now += 2_000;
        assertThat(submitted(script.account(100)).contracts()).isEqualTo(100);
    }

    @Test
    void writesTwoRowsPerBarAlsoWhenNothingHappens() {
        script.start(0);
        script.account(0);
        script.bar("9000");
        script.bar("9001");
        assertThat(script.decisions).hasSize(4).allMatch(d -> !d.synthetic() && d.contracts() == 0);
        assertThat(script.decisions)
                .extracting(Decision::direction)
                .containsExactly(Direction.LONG, Direction.SHORT, Direction.LONG, Direction.SHORT);
    }

    @Test
    void namesTheStrategyThatDecidesNothingAtAll() {
        script.start(0);
        script.account(0);
        script.want(null);
        assertThatThrownBy(() -> script.bar("9000"))
                .hasMessageContainingAll("strategy dev.barkeeper.bot.Script$Wanted gave null", "Wish.hold");
    }

    @Test
    void decidesNoMinuteTwice() {
        script.start(0);
        script.account(0);
        script.bar("9000");
        script.now -= 60_000;
        script.bar("9005");
        assertThat(script.decisions).hasSize(2);
    }

    @Test
    void looksAnUnknownEntryUpAndNeverResendsBlindly() {
        script.start(0);
        script.account(0);
        script.wantLong();
        OrderRequest entry = submitted(script.bar("9328.5"));
        List<Command> after = script.report(new ExchangeReport.SubmitUnknown(entry.id(), "time-out"));
        assertThat(after).containsExactly(new Command.LookUp(entry.id()));
        List<Command> found = script.report(
                new ExchangeReport.LookedUp(entry.id(), Optional.of(script.order(entry, OrderStatus.FILLED))));
        assertThat(submits(found)).isEmpty();
        assertThat(submitted(script.fill(entry, 100, "9321")).type()).isEqualTo(OrderType.STOP_LIMIT);
    }

    @Test
    void sendsALostEntryAgainUnderItsIdWithinItsBarOnly() {
        script.start(0);
        script.account(0);
        script.wantLong();
        OrderRequest entry = submitted(script.bar("9328.5"));
        script.report(new ExchangeReport.SubmitUnknown(entry.id(), "reset"));
        List<Command> again = script.report(new ExchangeReport.LookedUp(entry.id(), Optional.empty()));
        assertThat(submitted(again)).isEqualTo(entry);
        script.report(new ExchangeReport.SubmitUnknown(entry.id(), "reset"));
        script.now += 60_000;
        List<Command> late = script.report(new ExchangeReport.LookedUp(entry.id(), Optional.empty()));
        assertThat(submits(late)).isEmpty();
        assertThat(script.alerts).contains("entry.failed");
    }

    @Test
    void aDuplicateRefusalProvesThatTheFirstOneLanded() {
        script.start(0);
        script.account(0);
        script.wantLong();
        OrderRequest entry = submitted(script.bar("9328.5"));
        List<Command> after = script.report(
                new ExchangeReport.SubmitRejected(entry.id(), RejectReason.DUPLICATE_ID, "Duplicate clOrdID"));
        assertThat(after).containsExactly(new Command.LookUp(entry.id()));
    }

    @Test
    void retriesAShedOrderAfterHalfASecondUnderItsId() {
        script.start(0);
        script.account(0);
        script.wantLong();
        OrderRequest entry = submitted(script.bar("9328.5"));
        long sent = script.now;
        script.report(new ExchangeReport.SubmitRejected(entry.id(), RejectReason.OVERLOADED, "overloaded"));
        List<Command> again = script.rings(Alarm.Kind.RETRY_REQUEST);
        assertThat(script.now).isEqualTo(sent + 500);
        assertThat(submitted(again)).isEqualTo(entry);
    }

    @Test
    void leavesReduceOnlyAndCancelsTheStopOnlyAfterTheFill() {
        OrderRequest stop = script.enterLong();
        script.wantOut();
        List<Command> out = script.bar("9400");
        OrderRequest leave = submitted(out);
        assertThat(leave.reduceOnly()).isTrue();
        assertThat(leave.contracts()).isEqualTo(100);
        assertThat(out).noneMatch(c -> c instanceof Command.Cancel);
        assertThat(script.ack(leave, OrderStatus.FILLED)).noneMatch(c -> c instanceof Command.Cancel);
        List<Command> filled = script.fill(leave, 100, "9400");
        assertThat(filled).contains(new Command.Cancel(stop.id(), "v" + stop.id()));
    }

    @Test
    void turnsByLeavingFirstAndEnteringThen() {
        script.enterLong();
        script.wantShort();
        OrderRequest leave = submitted(script.bar("9200"));
        assertThat(leave.reduceOnly()).isTrue();
        script.ack(leave, OrderStatus.FILLED);
        OrderRequest entry = submitted(script.fill(leave, 100, "9200"));
        assertThat(entry.side()).isEqualTo(Side.SELL);
        assertThat(entry.reduceOnly()).isFalse();
    }

    @Test
    void putsARefusedStopFurtherAwayAndFlattensAfterFive() {
        script.start(0);
        script.account(0);
        script.wantLong();
        OrderRequest entry = submitted(script.bar("9328.5"));
        script.ack(entry, OrderStatus.FILLED);
        OrderRequest stop = submitted(script.fill(entry, 100, "9321"));
        for (int refusal = 1; refusal <= 5; refusal++) {
            stop = submitted(script.report(
                    new ExchangeReport.SubmitRejected(stop.id(), RejectReason.INVALID, "Invalid stopPx")));
            assertThat(E8.toString(stop.triggerE8())).isEqualTo(String.valueOf(9211 - 10 * refusal));
        }
        List<Command> last =
                script.report(new ExchangeReport.SubmitRejected(stop.id(), RejectReason.INVALID, "Invalid stopPx"));
        assertThat(submits(last)).anyMatch(r -> r.closePosition() && r.contracts() == 0);
        assertThat(script.alerts).contains("flatten");
    }

    @Test
    void repairsAStopThatSomebodyCancelled() {
        OrderRequest stop = script.enterLong();
        List<Command> repaired =
                script.report(new ExchangeReport.OrderReported(script.order(stop, OrderStatus.CANCELED)));
        OrderRequest second = submitted(repaired);
        assertThat(second.triggerE8()).isEqualTo(stop.triggerE8());
        assertThat(second.id()).isNotEqualTo(stop.id());
    }

    @Test
    void findsAMissingStopWhenReadingBack() {
        OrderRequest stop = script.enterLong();
        script.bar("9330");
        script.rings(Alarm.Kind.POSITION_ROW);
        List<Command> missing = script.account(100);
        assertThat(missing).contains(new Command.LookUp(stop.id()));
        List<Command> gone = script.report(
                new ExchangeReport.LookedUp(stop.id(), Optional.of(script.order(stop, OrderStatus.CANCELED))));
        assertThat(submitted(gone).type()).isEqualTo(OrderType.STOP_LIMIT);
    }

    /** An exchange that was restarted, or one that forgets what it cancelled, must not be asked without end. */
    @Test
    void replacesAStopThatTheVenueDoesNotKnowAnyMore() {
        OrderRequest stop = script.enterLong();
        script.bar("9330");
        script.rings(Alarm.Kind.POSITION_ROW);
        assertThat(script.account(100)).contains(new Command.LookUp(stop.id()));
        List<Command> first = script.report(new ExchangeReport.LookedUp(stop.id(), Optional.empty()));
        assertThat(submits(first)).isEmpty();
        assertThat(script.account(100)).doesNotContain(new Command.LookUp(stop.id()));

        assertThat(script.rings(Alarm.Kind.LOOK_UP)).contains(new Command.LookUp(stop.id()));
        List<Command> second = script.report(new ExchangeReport.LookedUp(stop.id(), Optional.empty()));
        assertThat(submitted(second).type()).isEqualTo(OrderType.STOP_LIMIT);
    }

    @Test
    void aStopHeardOfMeanwhileIsNotGivenUpForAnOldAnswer() {
        OrderRequest stop = script.enterLong();
        script.bar("9330");
        script.rings(Alarm.Kind.POSITION_ROW);
        script.account(100);
        script.report(new ExchangeReport.LookedUp(stop.id(), Optional.empty()));
        script.account(100);
        script.rings(Alarm.Kind.LOOK_UP);
        script.report(new ExchangeReport.OrderReported(script.order(stop, OrderStatus.NEW)));
        List<Command> old = script.report(new ExchangeReport.LookedUp(stop.id(), Optional.empty()));
        assertThat(submits(old)).isEmpty();
        assertThat(submits(script.account(100, script.order(stop, OrderStatus.NEW))))
                .isEmpty();
    }

    @Test
    void asksAtAPaceForAStopThatTheVenueKnowsAndDoesNotList() {
        OrderRequest stop = script.enterLong();
        script.bar("9330");
        script.rings(Alarm.Kind.POSITION_ROW);
        assertThat(script.account(100)).contains(new Command.LookUp(stop.id()));
        for (int i = 0; i < 3; i++) {
            script.report(new ExchangeReport.LookedUp(stop.id(), Optional.of(script.order(stop, OrderStatus.NEW))));
            assertThat(script.account(100)).doesNotContain(new Command.LookUp(stop.id()));
            assertThat(script.rings(Alarm.Kind.LOOK_UP)).contains(new Command.LookUp(stop.id()));
        }
    }

    @Test
    void aPositionRowThatWasOvertakenSettlesNothing() {
        script.enterLong();
        Position before = new Position("XBTUSD", 100, E8.parse("9321"), 0, 0, script.now);
        script.now += 100;
        script.report(
                new ExchangeReport.PositionReported(new Position("XBTUSD", -200, E8.parse("9321"), 0, 0, script.now)));
        script.report(new ExchangeReport.PositionReported(before));
        assertThat(script.bot.view().isSettled()).isFalse();

        script.report(new ExchangeReport.Connected());
        script.report(new ExchangeReport.PositionReported(before));
        script.account(100);
        script.noFills();
        assertThat(script.bot.contracts()).isEqualTo(100);
    }

    @Test
    void closesAtMarketWhenATriggeredStopDoesNotFill() {
        OrderRequest stop = script.enterLong();
        script.report(new ExchangeReport.OrderReported(script.order(stop, OrderStatus.NEW, 0, true)));
        List<Command> closing = script.rings(Alarm.Kind.STOP_UNFILLED);
        assertThat(closing).contains(new Command.Cancel(stop.id(), "v" + stop.id()));
        assertThat(submitted(closing).closePosition()).isTrue();
    }

    @Test
    void ownStopOutIsNeverSynthetic() {
        OrderRequest stop = script.enterLong();
        script.fill(stop, 100, "9211");
        script.report(new ExchangeReport.OrderReported(script.order(stop, OrderStatus.FILLED)));
        script.report(new ExchangeReport.PositionReported(Position.flat("XBTUSD", script.now)));
        script.account(0);
        script.want(new Wishes(Wish.hold(""), Wish.hold("")));
        script.bar("9200");
        assertThat(script.decisions).noneMatch(Decision::synthetic);
        assertThat(script.decisions.get(2).contracts()).isZero();
    }

    @Test
    void placesNoSecondStopWhileTheFillOfTheFirstIsOnItsWay() {
        OrderRequest stop = script.enterLong();
        List<Command> after = script.report(new ExchangeReport.OrderReported(script.order(stop, OrderStatus.FILLED)));
        assertThat(submits(after)).isEmpty();
        assertThat(submits(script.fill(stop, 100, "9211"))).isEmpty();
        assertThat(script.bot.contracts()).isZero();
    }

    @Test
    void aBarThatCouldNotBeDecidedInTimeIsHeldBeforeTheStrategySeesTheNext() {
        script.enterLong();
        script.report(new ExchangeReport.PositionReported(Position.flat("XBTUSD", script.now)));
        script.wantOut();
        script.bar("9300");
        assertThat(script.decisions).hasSize(2);
        script.bar("9310");
        assertThat(script.decisions).hasSize(4);
        assertThat(script.decisions.get(2).reason()).contains("did not answer in time");
    }

    @Test
    void adoptsAPositionFromOutsideWithRowsAndAStop() {
        List<Command> commands = script.start(50);
        OrderRequest stop = submitted(commands);
        assertThat(stop.contracts()).isEqualTo(50);
        assertThat(script.decisions).hasSize(2).allMatch(Decision::synthetic);
        assertThat(script.decisions.get(0).contracts()).isEqualTo(50);
        assertThat(script.decisions.get(0).priceE8()).isEqualTo(E8.parse("9321"));
        assertThat(script.decisions.get(1).contracts()).isZero();
        assertThat(script.decisions.get(0).reason()).contains("expected 0, venue holds 50");
    }

    @Test
    void someoneElsesCloseFlattensBothSides() {
        OrderRequest stop = script.enterLong();
        script.report(new ExchangeReport.PositionReported(Position.flat("XBTUSD", script.now)));
        script.wantOut();
        script.bar("9300");
        script.account(0, script.order(stop, OrderStatus.NEW));
        List<Command> after = script.noFills();
        assertThat(script.decisions.stream().filter(Decision::synthetic))
                .hasSize(2)
                .allMatch(d -> d.contracts() == 0);
        assertThat(after).contains(new Command.Cancel(stop.id(), "v" + stop.id()));
    }

    @Test
    void aFillCountsOnceHoweverOftenItIsTold() {
        script.start(0);
        script.account(0);
        script.wantLong();
        OrderRequest entry = submitted(script.bar("9328.5"));
        var fill = script.fillOf(entry, 100, "9321");
        script.report(new ExchangeReport.FillReported(fill));
        script.report(new ExchangeReport.FillReported(fill));
        script.report(new ExchangeReport.FillsFetched(List.of(fill), List.of()));
        assertThat(script.bot.contracts()).isEqualTo(100);
        assertThat(script.fills).hasSize(1);
    }

    @Test
    void readsTheHistoryFromWhereItIsKnownNotFromTheNewestFillOfTheStream() {
        OrderRequest stop = script.enterLong();
        List<Command> row = script.rings(Alarm.Kind.POSITION_ROW);
        long firstFill = script.fills.get(0).atMillis();
        assertThat(row).anyMatch(c -> c instanceof Command.FetchFills fetch && fetch.fromMillis() < firstFill);
        script.report(new ExchangeReport.FillsFetched(script.fills, List.of()));
        script.now += 57_000;
        script.fill(stop, 40, "9211");
        script.bar("9211");
        List<Command> next = script.rings(Alarm.Kind.POSITION_ROW);
        assertThat(next).contains(new Command.FetchFills(firstFill));
    }

    @Test
    void onePositionRowDatedAheadDoesNotHideTheNext() {
        script.enterLong();
        script.report(new ExchangeReport.PositionReported(Position.flat("XBTUSD", script.now + 86_400_000)));
        assertThat(script.bot.view().isSettled()).isFalse();
        script.report(new ExchangeReport.PositionReported(
                new Position("XBTUSD", 100, E8.parse("9321"), 0, 0, script.now + 1)));
        script.rings(Alarm.Kind.POSITION_ROW);
        script.noFills();
        assertThat(script.rings(Alarm.Kind.VERIFY)).doesNotContain(new Command.FetchFills(0));
        assertThat(script.bot.view().isSettled()).isTrue();
    }

    /** What others of the account did, stamped a day ahead by a server whose clock is wrong. */
    @Test
    void oneExecutionDatedAheadDoesNotHideWhatIsFilledBefore() {
        OrderRequest stop = script.enterLong();
        long known = script.fills.get(0).atMillis();
        script.now += 86_400_000;
        Fill ahead = script.fillOf(Optional.empty(), stop, 1, "9211");
        script.now -= 86_400_000;
        script.rings(Alarm.Kind.POSITION_ROW);
        script.report(new ExchangeReport.FillsFetched(List.of(script.fills.get(0), ahead), List.of()));
        script.now += 57_000;
        script.bar("9330");
        List<Command> next = script.rings(Alarm.Kind.POSITION_ROW);
        assertThat(next).contains(new Command.FetchFills(known));
    }

    /** The venue's history shows a row late, behind newer ones that were read already. */
    @Test
    void looksFurtherBackForAFillThatAnOrderClaims() {
        OrderRequest stop = script.enterLong();
        script.rings(Alarm.Kind.POSITION_ROW);
        script.now += 600_000;
        Fill late = script.fillOf(stop, 100, "9211");
        script.now += 20_000;
        Fill other = script.fillOf(Optional.empty(), stop, 1, "9211");
        script.report(new ExchangeReport.FillsFetched(List.of(script.fills.get(0), other), List.of()));
        script.account(0);
        script.report(new ExchangeReport.OrderReported(script.order(stop, OrderStatus.FILLED)));
        List<Command> commands = script.account(0);
        assertThat(commands)
                .anyMatch(c -> c instanceof Command.FetchFills fetch && fetch.fromMillis() < late.atMillis());
    }

    @Test
    void aFillBeforeItsAcknowledgementIsProtectedAtOnce() {
        script.start(0);
        script.account(0);
        script.wantLong();
        OrderRequest entry = submitted(script.bar("9328.5"));
        OrderRequest stop = submitted(script.fill(entry, 40, "9321"));
        assertThat(stop.contracts()).isEqualTo(40);
        script.ack(stop, OrderStatus.NEW);
        OrderRequest bigger = submitted(script.fill(entry, 60, "9321"));
        assertThat(bigger.contracts()).isEqualTo(100);
        List<Command> live = script.ack(bigger, OrderStatus.NEW);
        assertThat(live).contains(new Command.Cancel(stop.id(), "v" + stop.id()));
    }

    @Test
    void pausedEntersNothingAndKeepsTheStop() {
        OrderRequest stop = script.enterLong();
        script.handle(new Event.Operator("1", Event.Operator.Command.PAUSE));
        script.wantShort();
        List<Command> bar = script.bar("9200");
        assertThat(submits(bar)).isEmpty();
        List<Command> repaired =
                script.report(new ExchangeReport.OrderReported(script.order(stop, OrderStatus.CANCELED)));
        assertThat(submitted(repaired).type()).isEqualTo(OrderType.STOP_LIMIT);
    }

    @Test
    void flattenLeavesEverythingAndStaysOut() {
        script.enterLong();
        OrderRequest close = submitted(script.handle(new Event.Operator("1", Event.Operator.Command.FLATTEN)));
        assertThat(close.closePosition()).isTrue();
        script.ack(close, OrderStatus.FILLED);
        script.fill(close, 100, "9300");
        script.account(0);
        assertThat(submits(script.bar("9300"))).isEmpty();
        assertThat(script.decisions.get(script.decisions.size() - 2).reason()).contains("flattened by operator");
    }

    @Test
    void refusesAnEntryAboveTheHardLimit() {
        script.start(0);
        script.account(0);
        script.want(new Wishes(Wish.enter(5_000, "greedy"), Wish.hold("")));
        assertThat(submits(script.bar("9300"))).isEmpty();
        assertThat(script.decisions.get(0).reason()).contains("order.max");
    }

    @Test
    void stopsAndLeavesGoOnWhileTheDatabaseIsDown() {
        script.enterLong();
        script.handle(new Event.StoreChanged(false));
        script.wantShort();
        List<Command> bar = script.bar("9200");
        assertThat(submits(bar)).isEmpty();
        script.wantOut();
        assertThat(submitted(script.bar("9100")).reduceOnly()).isTrue();
        assertThat(script.alerts).contains("database.down");
    }

    @Test
    void anEntryIsCommittedTogetherWithTheIntentOfItsStop() {
        script.start(0);
        script.account(0);
        script.wantLong();
        script.now += 60_000;
        long price = E8.parse("9328.5");
        Effects effects = script.bot.handle(
                new Event.BarArrived(
                        Bar.ofPrices("XBTUSD", script.now, price, price, price, price, 1), Optional.empty(), true),
                script.now);
        assertThat(effects.tickets).extracting(t -> t.leg()).containsExactlyInAnyOrder(Leg.ENTER_LONG, Leg.STOP);
    }
}
