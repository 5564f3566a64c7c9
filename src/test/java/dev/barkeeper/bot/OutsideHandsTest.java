package dev.barkeeper.bot;

import static dev.barkeeper.bot.Script.submits;
import static dev.barkeeper.bot.Script.submitted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.exchange.AccountSnapshot;
import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.exchange.RejectReason;
import dev.barkeeper.execution.Command;
import dev.barkeeper.journal.SavedState;
import dev.barkeeper.model.BotMode;
import dev.barkeeper.model.BotState;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Leg;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.OrderStatus;
import dev.barkeeper.model.OrderTicket;
import dev.barkeeper.model.OrderType;
import dev.barkeeper.model.Payment;
import dev.barkeeper.model.Position;
import dev.barkeeper.model.RequestState;
import dev.barkeeper.model.Side;
import dev.barkeeper.model.TriggerPrice;
import dev.barkeeper.strategy.Wish;
import dev.barkeeper.strategy.Wishes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People and other bots who act while something is under way. */
class OutsideHandsTest {
    private final Script script = new Script();
    private long fills;

    private Fill ofOthers(long contracts) {
        OrderRequest theirs = OrderRequest.market(new ClientOrderId(fills++, "other"), "XBTUSD", Side.BUY, contracts);
        return script.fillOf(Optional.empty(), theirs, contracts, "9321");
    }

    /** Others fill more often than a round of account and fills takes. */
    @Test
    void protectsWhatOthersGoOnAddingTo() {
        script.start(0);
        long held = 0;
        List<OrderRequest> stops = new ArrayList<>();
        script.report(new ExchangeReport.FillReported(ofOthers(10)));
        held += 10;
        script.report(
                new ExchangeReport.PositionReported(new Position("XBTUSD", held, E8.parse("9321"), 0, 0, script.now)));
        script.rings(Alarm.Kind.VERIFY);
        script.account(held);
        for (int round = 0; round < 20 && stops.isEmpty(); round++) {
            script.account(held);
            held += 10;
            script.report(new ExchangeReport.FillReported(ofOthers(10)));
            List<Command> after = script.noFills();
            stops.addAll(submits(after));
            if (!after.contains(new Command.FetchAccount())) {
                stops.addAll(submits(script.rings(Alarm.Kind.FETCH)));
            }
        }
        assertThat(stops).hasSize(1);
        assertThat(stops.get(0).contracts()).isEqualTo(50);
        assertThat(stops.get(0).reduceOnly()).isTrue();

        script.ack(stops.get(0), OrderStatus.NEW);
        script.account(held, script.order(stops.get(0), OrderStatus.NEW));
        OrderRequest larger = submitted(script.noFills());
        assertThat(larger.contracts()).as("once they have ended").isEqualTo(held);
    }

    /** What was filled before the stream was up is never told by it. */
    @Test
    void readsAMissingFillAsSoonAsTheStreamIsUp() {
        OrderRequest entry = script.entrySent();
        script.report(new ExchangeReport.Disconnected("reset"));
        script.ack(entry, OrderStatus.FILLED);
        script.rings(Alarm.Kind.FETCH);
        script.account(100);
        assertThat(script.noFills()).isEmpty();

        assertThat(script.report(new ExchangeReport.Connected())).contains(new Command.FetchAccount());
        script.account(100);
        OrderRequest stop = submitted(
                script.report(new ExchangeReport.FillsFetched(List.of(script.fillOf(entry, 100, "9321")), List.of())));
        assertThat(stop.contracts()).isEqualTo(100);
    }

    private void say(Event.Operator.Command command) {
        script.handle(new Event.Operator("1", command));
    }

    private List<Command> shed(OrderRequest request) {
        return script.report(new ExchangeReport.SubmitRejected(request.id(), RejectReason.OVERLOADED, "overloaded"));
    }

    @Test
    void pausedDoesNotSendAnEntryAgainThatWasShed() {
        OrderRequest entry = script.entrySent();
        shed(entry);
        say(Event.Operator.Command.PAUSE);
        assertThat(submits(script.rings(Alarm.Kind.RETRY_REQUEST))).isEmpty();
    }

    @Test
    void flattenedDoesNotSendAnEntryAgainThatNeverArrived() {
        OrderRequest entry = script.entrySent();
        script.report(new ExchangeReport.SubmitUnknown(entry.id(), "reset"));
        say(Event.Operator.Command.FLATTEN);
        assertThat(submits(script.report(new ExchangeReport.LookedUp(entry.id(), Optional.empty()))))
                .isEmpty();
    }

    @Test
    void askedToStopDoesNotSendAnEntryAgain() {
        OrderRequest entry = script.entrySent();
        shed(entry);
        script.handle(new Event.StopRequested("test"));
        assertThat(submits(script.rings(Alarm.Kind.RETRY_REQUEST))).isEmpty();
        assertThat(script.bot.isAtRest()).isTrue();
    }

    @Test
    void doesNotLeaveWhatSomebodyOpenedOnTheOtherSideWhileItWasLeaving() {
        OrderRequest stop = script.enterLong();
        script.wantOut();
        OrderRequest leave = submitted(script.bar("9400"));
        script.want(new Wishes(Wish.hold("test"), Wish.hold("test")));
        OrderRequest sold = OrderRequest.market(leave.id(), "XBTUSD", Side.SELL, 200);
        script.report(new ExchangeReport.FillReported(script.fillOf(Optional.empty(), sold, 200, "9400")));
        answerAllShort(List.of(new Command.Submit(leave, false)), stop);
        answerAllShort(script.rings(Alarm.Kind.FETCH), stop);
        assertThat(script.bot.contracts()).isEqualTo(-100);
        script.now += 2_000;
        List<Command> later = script.rings(Alarm.Kind.LEAVE);
        assertThat(submits(later)).noneMatch(r -> r.type() == OrderType.MARKET);
        assertThat(script.bot.view().isProtected()).isTrue();
    }

    private void answerAllShort(List<Command> commands, OrderRequest oldStop) {
        Deque<Command> asked = new ArrayDeque<>(commands);
        while (!asked.isEmpty()) {
            asked.addAll(answerShort(asked.poll(), oldStop));
        }
    }

    /** As a venue where the account is short 100 by somebody else's doing. */
    private List<Command> answerShort(Command command, OrderRequest oldStop) {
        if (command instanceof Command.FetchAccount) {
            List<Order> open = new ArrayList<>(List.of(script.order(oldStop, OrderStatus.NEW)));
            script.bot.view().stop().filter(o -> o.side() == Side.BUY).ifPresent(open::add);
            return script.account(-100, open.toArray(Order[]::new));
        }
        if (command instanceof Command.FetchFills) {
            return script.noFills();
        }
        if (command instanceof Command.Submit submit && submit.request().side() == Side.SELL) {
            return script.report(new ExchangeReport.SubmitRejected(
                    submit.request().id(), RejectReason.NOTHING_TO_REDUCE, "position -100"));
        }
        if (command instanceof Command.Submit submit) {
            return script.ack(submit.request(), OrderStatus.NEW);
        }
        if (command instanceof Command.Cancel cancel && cancel.id().equals(oldStop.id())) {
            return script.report(new ExchangeReport.OrderReported(script.order(oldStop, OrderStatus.CANCELED)));
        }
        return List.of();
    }

    @Test
    void anAlarmOfAnEarlierStopLeavesALaterOneItsTime() {
        OrderRequest stop = script.enterLong();
        script.report(new ExchangeReport.OrderReported(script.order(stop, OrderStatus.NEW, 0, true)));
        Effects.Due early = script.dues.stream()
                .filter(d -> d.alarm().kind() == Alarm.Kind.STOP_UNFILLED)
                .findFirst()
                .orElseThrow();
        script.fill(stop, 100, "9211");
        script.report(new ExchangeReport.OrderReported(script.order(stop, OrderStatus.FILLED)));
        script.account(0);
        script.noFills();
        script.account(0);
        OrderRequest entry = submitted(script.bar("9300"));
        script.ack(entry, OrderStatus.FILLED);
        OrderRequest later = submitted(script.fill(entry, 100, "9300"));
        script.ack(later, OrderStatus.NEW);
        script.report(new ExchangeReport.OrderReported(script.order(later, OrderStatus.NEW, 0, true)));
        assertThat(script.handle(new Event.AlarmRang(early.alarm()))).noneMatch(c -> c instanceof Command.Cancel);
    }

    @Test
    void repairsTheStopHoweverOftenItIsCancelledWithinOneBar() {
        OrderRequest stop = script.enterLong();
        for (int i = 0; i < 2_500; i++) {
            script.now += 100;
            stop = submitted(script.report(new ExchangeReport.OrderReported(script.order(stop, OrderStatus.CANCELED))));
            script.ack(stop, OrderStatus.NEW);
        }
        assertThat(stop.id().leg()).contains(Leg.STOP);
        assertThat(stop.contracts()).isEqualTo(100);
    }

    @Test
    void triesAStopThatHasNothingToReduceEveryTwoSecondsUntilThePositionIsRead() {
        OrderRequest stop = script.enterLong();
        OrderRequest sent =
                submitted(script.report(new ExchangeReport.OrderReported(script.order(stop, OrderStatus.CANCELED))));
        for (int second = 0; second < 3; second++) {
            List<Command> refused = script.report(
                    new ExchangeReport.SubmitRejected(sent.id(), RejectReason.NOTHING_TO_REDUCE, "position 0"));
            assertThat(submits(refused)).isEmpty();
            long before = script.now;
            sent = submitted(script.rings(Alarm.Kind.STOP));
            assertThat(script.now - before).isEqualTo(2_000);
        }
    }

    /** Where nobody buys what a stop sells when it is set off on arrival, nor what a flatten sells. */
    @Test
    void aStopThatDiesOnArrivalHoweverFarAwayIsTriedEveryTwoSeconds() {
        OrderRequest stop = script.enterLong();
        stop = submitted(script.report(new ExchangeReport.OrderReported(script.order(stop, OrderStatus.CANCELED))));
        for (int further = 0; further < 5; further++) {
            stop = submitted(dies(stop));
        }
        List<OrderRequest> sent = submits(dies(stop));
        int flattens = 0;
        while (!sent.isEmpty()) {
            assertThat(sent).singleElement().matches(OrderRequest::closePosition);
            assertThat(++flattens).isLessThan(5);
            sent = submits(dies(sent.get(0)));
        }
        script.account(100);
        long before = script.now;
        OrderRequest again = submitted(script.rings(Alarm.Kind.LEAVE));
        assertThat(again.closePosition()).isTrue();
        assertThat(script.now - before).isEqualTo(1_000);
        assertThat(submits(dies(again))).isEmpty();
        again = submitted(script.rings(Alarm.Kind.STOP));
        assertThat(again.closePosition()).as("the stop waits for its answer").isTrue();
        assertThat(script.now - before).isEqualTo(2_000);
        stop = submitted(dies(again));
        assertThat(stop.id().leg()).contains(Leg.STOP);
        assertThat(E8.toString(stop.triggerE8()))
                .as("five steps of 10 and no more")
                .isEqualTo("9161");
        assertThat(submits(dies(stop))).isEmpty();
    }

    /** The stream is before the answer. */
    private List<Command> dies(OrderRequest request) {
        List<Command> first =
                script.report(new ExchangeReport.OrderReported(script.order(request, OrderStatus.CANCELED)));
        List<Command> both = new ArrayList<>(first);
        both.addAll(script.ack(request, OrderStatus.CANCELED));
        return both;
    }

    /** In lock-step the venue's clock waits for the bot, so that a wait which only the clock could end has no end. */
    @Test
    void whatWaitsForItsAlarmGoesOnWhenItRingsThoughTheClockStandsStill() {
        OrderRequest stop = script.enterLong();
        OrderRequest again =
                submitted(script.report(new ExchangeReport.OrderReported(script.order(stop, OrderStatus.CANCELED))));
        script.report(new ExchangeReport.SubmitRejected(again.id(), RejectReason.NOTHING_TO_REDUCE, "position 0"));
        script.report(new ExchangeReport.AccountFetchFailed("502"));
        assertThat(submitted(script.handle(newest(Alarm.Kind.STOP))).id().leg()).contains(Leg.STOP);
    }

    @Test
    void aLeaveThatWaitsGoesOnWhenItsAlarmRingsThoughTheClockStandsStill() {
        script.enterLong();
        script.wantOut();
        OrderRequest leave = submitted(script.bar("9400"));
        script.report(new ExchangeReport.SubmitRejected(leave.id(), RejectReason.NOTHING_TO_REDUCE, "position -300"));
        script.report(new ExchangeReport.AccountFetchFailed("502"));
        assertThat(submitted(script.handle(newest(Alarm.Kind.LEAVE))).reduceOnly())
                .isTrue();
    }

    private Event newest(Alarm.Kind kind) {
        List<Effects.Due> of =
                script.dues.stream().filter(d -> d.alarm().kind() == kind).toList();
        return new Event.AlarmRang(of.get(of.size() - 1).alarm());
    }

    /** What was doubted of a position is no reason to wait with the stop of the next one. */
    @Test
    void protectsTheNextPositionOfTheSameSizeAtOnce() {
        OrderRequest stop = script.enterLong();
        long nextBar = script.now + 60_000;
        script.now = nextBar - 1_000;
        OrderRequest again =
                submitted(script.report(new ExchangeReport.OrderReported(script.order(stop, OrderStatus.CANCELED))));
        script.report(new ExchangeReport.SubmitRejected(again.id(), RejectReason.NOTHING_TO_REDUCE, "position 0"));
        script.now = nextBar - 60_000;
        script.account(0);
        script.noFills();
        script.account(0);
        assertThat(script.bot.contracts()).isZero();
        OrderRequest entry = submitted(script.bar("9300"));
        script.ack(entry, OrderStatus.FILLED);
        assertThat(submitted(script.fill(entry, 100, "9300")).id().leg()).contains(Leg.STOP);
    }

    /** One that is always on its way leaves the position in doubt for as long as its answers are lost. */
    @Test
    void readsThePositionBeforeItTriesALeaveAgainThatHasNothingToReduce() {
        script.enterLong();
        script.wantOut();
        OrderRequest leave = submitted(script.bar("9400"));
        List<Command> refused = script.report(
                new ExchangeReport.SubmitRejected(leave.id(), RejectReason.NOTHING_TO_REDUCE, "position -300"));
        assertThat(submits(refused)).isEmpty();
        assertThat(refused).contains(new Command.FetchAccount());
        script.report(new ExchangeReport.AccountFetchFailed("502"));
        long before = script.now;
        assertThat(submitted(script.rings(Alarm.Kind.LEAVE)).reduceOnly()).isTrue();
        assertThat(script.now - before).isEqualTo(2_000);
    }

    @Test
    void goesOnWithTheIdsOfTheMinuteAfterWhenStartedAgain() {
        long bar = Script.START - 600_000;
        OrderTicket last = stopTicket(bar + 60_000, 3, TriggerPrice.LAST, RequestState.CANCELED);
        Script again = new Script(holding(bar, List.of(last), List.of()));
        OrderRequest stop = submitted(again.start(100));
        assertThat(stop.id()).isEqualTo(ClientOrderId.derive("bot0", bar + 60_000, Leg.STOP, 4));
    }

    @Test
    void replacesAStopThatAnotherPriceSetsOffThanTheIniSays() {
        long bar = Script.START - 600_000;
        OrderTicket byMark = stopTicket(bar, 0, TriggerPrice.MARK, RequestState.WORKING);
        Script again = new Script(holding(bar, List.of(byMark), List.of()));
        Order live = again.order(byMark.request(), OrderStatus.NEW);
        again.handle(new Event.HistoryLoaded(0, 0, 0));
        again.report(new ExchangeReport.Connected());
        again.report(new ExchangeReport.LookedUp(byMark.id(), Optional.of(live)));
        again.account(100, live);
        OrderRequest byLast = submitted(again.noFills());
        assertThat(byLast.trigger()).isEqualTo(TriggerPrice.LAST);
        assertThat(again.ack(byLast, OrderStatus.NEW)).contains(new Command.Cancel(byMark.id(), live.orderId()));
    }

    @Test
    void aPaymentThatWasKeptBeforeIsNotKeptAgainAfterAStart() {
        Payment funding =
                new Payment("f1", "XBTUSD", "Funding", 100, E8.parse("9321"), 10_000, 107, "XBt", Script.START - 1);
        TradingBot again = new Script(holding(Script.START - 60_000, List.of(), List.of("f1"))).bot;
        again.handle(new Event.Reported(new ExchangeReport.Connected()), Script.START);
        Effects effects = again.handle(
                new Event.Reported(new ExchangeReport.FillsFetched(List.of(), List.of(funding))), Script.START);
        assertThat(effects.payments).isEmpty();
    }

    @Test
    void goesOnLeavingWhatALeaveLeftThatFilledInPartWhileTheBotWasDown() {
        long bar = Script.START - 60_000;
        OrderRequest leave =
                OrderRequest.leave(ClientOrderId.derive("bot0", bar, Leg.LEAVE, 0), "XBTUSD", Side.SELL, 100);
        OrderTicket sent =
                new OrderTicket(leave, bar, Leg.LEAVE, 0, E8.parse("9328.5"), RequestState.IN_FLIGHT, "", 0, "", bar);
        Script again = new Script(holding(bar, List.of(sent), List.of()));
        again.handle(new Event.HistoryLoaded(0, 0, 0));
        again.report(new ExchangeReport.Connected());
        again.report(new ExchangeReport.LookedUp(
                leave.id(), Optional.of(again.order(leave, OrderStatus.CANCELED, 60, false))));
        again.account(40);
        Deque<Command> asked = new ArrayDeque<>(
                again.report(new ExchangeReport.FillsFetched(List.of(again.fillOf(leave, 60, "9300")), List.of())));
        while (!(asked.peek() instanceof Command.Submit)) {
            Command next = asked.remove();
            asked.addAll(next instanceof Command.FetchAccount ? again.account(40) : again.noFills());
        }
        OrderRequest rest = ((Command.Submit) asked.remove()).request();
        assertThat(rest).isEqualTo(OrderRequest.leave(rest.id(), "XBTUSD", Side.SELL, 40));
    }

    /** A leave has ended in part, the process before its fill was booked or the rest was sent. */
    @ParameterizedTest
    @CsvSource({"CANCELED, 60", "CANCELED, 0", "REJECTED, 0"})
    void goesOnLeavingAfterAKillBetweenTwoRequestsToLeave(RequestState ended, long filled) {
        long bar = Script.START - 60_000;
        OrderRequest leave =
                OrderRequest.leave(ClientOrderId.derive("bot0", bar, Leg.LEAVE, 0), "XBTUSD", Side.SELL, 100);
        OrderTicket sent = new OrderTicket(leave, bar, Leg.LEAVE, 0, E8.parse("9328.5"), ended, "v", filled, "", bar);
        OrderRequest rest = firstRequestAfterAStart(sent, 100 - filled);
        assertThat(rest).isEqualTo(OrderRequest.leave(rest.id(), "XBTUSD", Side.SELL, 100 - filled));
    }

    @Test
    void doesNotLeaveAfterAStartWhatWasDecidedOnSince() {
        long bar = Script.START - 120_000;
        OrderRequest leave =
                OrderRequest.leave(ClientOrderId.derive("bot0", bar, Leg.LEAVE, 0), "XBTUSD", Side.SELL, 100);
        OrderTicket sent =
                new OrderTicket(leave, bar, Leg.LEAVE, 0, E8.parse("9328.5"), RequestState.CANCELED, "v", 0, "", bar);
        assertThat(firstRequestAfterAStart(sent, 100).type()).isEqualTo(OrderType.STOP_LIMIT);
    }

    /** Of a bot that held 100, its last bar decided a minute ago, with what the venue holds by now. */
    private OrderRequest firstRequestAfterAStart(OrderTicket ended, long held) {
        Script again = new Script(holding(Script.START - 60_000, List.of(ended), List.of()));
        List<Fill> fills = held == 100 ? List.of() : List.of(again.fillOf(ended.request(), 100 - held, "9300"));
        again.handle(new Event.HistoryLoaded(0, 0, 0));
        again.report(new ExchangeReport.Connected());
        Deque<Command> asked = new ArrayDeque<>(again.account(held));
        while (!(asked.peek() instanceof Command.Submit)) {
            Command next = asked.remove();
            asked.addAll(
                    next instanceof Command.FetchAccount
                            ? again.account(held)
                            : again.report(new ExchangeReport.FillsFetched(fills, List.of())));
        }
        return ((Command.Submit) asked.remove()).request();
    }

    @Test
    void aPositionFromOutsideWithoutAnEntryPriceGetsAStopByTheMarket() {
        script.handle(new Event.HistoryLoaded(0, 0, 0));
        script.report(new ExchangeReport.Connected());
        script.report(new ExchangeReport.AccountFetched(
                new AccountSnapshot(new Position("XBTUSD", 50, 0, 0, E8.parse("9300"), script.now), List.of())));
        OrderRequest stop = submitted(script.noFills());
        assertThat(E8.toString(stop.triggerE8())).isEqualTo("9190");
    }

    /** More fills in the hour that is looked back than a start loads: the oldest would be booked once more. */
    @Test
    void looksBackNoFurtherThanTheFillsThatAStartHasLoaded() {
        long bar = Script.START - 60_000;
        OrderTicket stop = stopTicket(bar, 0, TriggerPrice.LAST, RequestState.WORKING);
        List<Fill> made = new ArrayList<>();
        for (int i = 0; i <= SavedState.RECENT_FILLS; i++) {
            script.now = Script.START - 1_800_000 + i;
            made.add(script.fillOf(stop.request(), 1, "9321"));
        }
        SavedState held = holding(bar, List.of(stop), List.of());
        List<Fill> loaded = List.copyOf(made.subList(1, made.size()));
        Script again =
                new Script(new SavedState(held.state(), 100, held.tickets(), List.of(), loaded, List.of(), bar, 1));
        again.handle(new Event.HistoryLoaded(0, 0, 0));
        again.report(new ExchangeReport.Connected());
        again.report(new ExchangeReport.LookedUp(
                stop.id(), Optional.of(again.order(stop.request(), OrderStatus.PARTIALLY_FILLED, 2_040, true))));
        for (Command asked : again.account(60)) {
            long from = ((Command.FetchFills) asked).fromMillis();
            again.report(new ExchangeReport.FillsFetched(
                    made.stream().filter(fill -> fill.atMillis() >= from).toList(), List.of()));
        }
        assertThat(again.bot.contracts()).isEqualTo(100);
    }

    private static SavedState holding(long barMillis, List<OrderTicket> tickets, List<String> payments) {
        BotState state = new BotState(
                BotMode.TRADING, 0, E8.parse("9321"), E8.parse("9328.5"), barMillis, 0, barMillis, barMillis);
        return new SavedState(state, 100, tickets, List.of(), List.of(), payments, barMillis, 1);
    }

    private static OrderTicket stopTicket(long barMillis, int attempt, TriggerPrice trigger, RequestState state) {
        OrderRequest request = OrderRequest.stop(
                ClientOrderId.derive("bot0", barMillis, Leg.STOP, attempt),
                "XBTUSD",
                Side.SELL,
                100,
                E8.parse("9211"),
                E8.parse("9211"),
                trigger);
        return new OrderTicket(
                request, barMillis, Leg.STOP, attempt, E8.parse("9328.5"), state, "v" + request.id(), 0, "", barMillis);
    }
}
