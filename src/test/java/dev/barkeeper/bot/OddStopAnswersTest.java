package dev.barkeeper.bot;

import static dev.barkeeper.bot.Script.submits;
import static dev.barkeeper.bot.Script.submitted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.exchange.RejectReason;
import dev.barkeeper.execution.Command;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.OrderStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A venue that takes a stop and says something odd of it, each time: it is asked a few times and no more. */
class OddStopAnswersTest {
    private final Script script = new Script();
    private final List<Order> live = new ArrayList<>();

    /** Every answer to a stop is lost, and whoever asks for it hears that it was cancelled. */
    @Test
    void movesAwayAndFlattensWhereAStopsAnswerIsLostAndItsLookUpSaysCancelled() {
        OrderRequest stop = script.stopSent();
        List<String> triggers = new ArrayList<>();
        List<OrderRequest> sent = List.of(stop);
        while (sent.size() == 1 && !sent.get(0).closePosition() && triggers.size() < 20) {
            stop = sent.get(0);
            triggers.add(E8.toString(stop.triggerE8()));
            List<Command> lost = script.report(new ExchangeReport.SubmitUnknown(stop.id(), "502"));
            assertThat(lost).contains(new Command.LookUp(stop.id()));
            sent = submits(script.report(
                    new ExchangeReport.LookedUp(stop.id(), Optional.of(script.order(stop, OrderStatus.CANCELED)))));
        }
        assertThat(triggers).containsExactly("9211", "9201", "9191", "9181", "9171", "9161");
        assertThat(sent).singleElement().matches(OrderRequest::closePosition);
        assertThat(script.alerts).contains("flatten");
    }

    /** What only says that it may open and turn a position too is not to heap up behind one. */
    @Test
    void flattensWhereNoStopIsLiveAsItWasAskedFor() {
        List<OrderRequest> sent = List.of(script.stopSent());
        int stops = 0;
        while (!sent.get(0).closePosition()) {
            stops++;
            sent = taken(sent.get(0), o -> like(o, o.contracts(), o.limitE8(), false));
            assertThat(live.size()).isLessThanOrEqualTo(2);
        }
        assertThat(stops).isEqualTo(6);
        assertThat(sent).hasSize(1);
        assertThat(script.alerts).contains("flatten");
    }

    @Test
    void flattensWhereEachStopGetsAnotherLimit() {
        List<OrderRequest> sent = List.of(script.stopSent());
        for (int stops = 0; stops < 6; stops++) {
            sent = taken(sent.get(0), o -> like(o, o.contracts(), o.limitE8() + 1, true));
            assertThat(live.size()).isLessThanOrEqualTo(2);
        }
        assertThat(sent).singleElement().matches(OrderRequest::closePosition);
    }

    /** Somebody has reduced the position, of which the bot is still to hear: no reason to flatten the rest. */
    @Test
    void readsThePositionWhereTheVenueMakesAStopSmaller() {
        OrderRequest stop = script.stopSent();
        for (int round = 0; round < 10; round++) {
            assertThat(taken(stop, o -> like(o, 50, o.limitE8(), true))).isEmpty();
            assertThat(live.size()).isLessThanOrEqualTo(2);
            stop = submitted(takeCancels(script.rings(Alarm.Kind.STOP)));
        }
        assertThat(script.alerts).doesNotContain("flatten");
    }

    @Test
    void keepsTheSmallerStopOnceThePositionIsKnownToBeSmaller() {
        OrderRequest stop = script.stopSent();
        taken(stop, o -> like(o, 50, o.limitE8(), true));
        script.account(50, live.get(0));
        assertThat(submits(script.noFills())).isEmpty();
        script.account(50, live.get(0));
        assertThat(script.bot.contracts()).isEqualTo(50);
        assertThat(script.bot.view().isProtected()).isTrue();
    }

    /** The stream is before the answer, which is lost, or after it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void flattensWhereOnlyTheStreamTellsThatEachStopGetsAnotherLimit(boolean isStreamFirst) {
        List<OrderRequest> sent = List.of(script.stopSent());
        for (int stops = 0; stops < 6; stops++) {
            sent = told(sent.get(0), isStreamFirst);
        }
        assertThat(sent).anyMatch(OrderRequest::closePosition);
    }

    private List<OrderRequest> told(OrderRequest stop, boolean isStreamFirst) {
        Order order = script.order(stop, OrderStatus.NEW);
        var word = new ExchangeReport.OrderReported(like(order, 100, order.limitE8() + 1, true));
        var lost = new ExchangeReport.SubmitUnknown(stop.id(), "502");
        List<OrderRequest> sent = new ArrayList<>(submits(script.report(isStreamFirst ? word : lost)));
        sent.addAll(submits(script.report(isStreamFirst ? lost : word)));
        return sent;
    }

    /** Its answer is as it should be, its row in the stream is not, for every stop. */
    @Test
    void replacesAStopThatTheStreamTellsOtherwiseAFewTimesAndThenOnceAMinute() {
        List<OrderRequest> sent = List.of(script.stopSent());
        OrderRequest last = sent.get(0);
        int replaced = 0;
        while (!sent.isEmpty() && replaced < 20) {
            last = sent.get(0);
            script.ack(last, OrderStatus.NEW);
            sent = toldWithoutReduceOnly(last);
            replaced += sent.size();
            assertThat(script.bot.view().stop()).isPresent();
        }
        assertThat(replaced).isEqualTo(3);
        script.now += 30_000;
        assertThat(toldWithoutReduceOnly(last)).isEmpty();
        OrderRequest later = submitted(script.rings(Alarm.Kind.STOP));
        script.ack(later, OrderStatus.NEW);
        assertThat(toldWithoutReduceOnly(later)).isEmpty();
    }

    /** The minute is for a stop that stands; one that is gone and has nothing to reduce is tried after two seconds. */
    @Test
    void aStopThatIsGoneDoesNotWaitForTheMinuteOfOneThatIsTold() {
        OrderRequest stop = script.stopSent();
        for (int replaced = 0; replaced < 3; replaced++) {
            script.ack(stop, OrderStatus.NEW);
            stop = toldWithoutReduceOnly(stop).get(0);
        }
        script.ack(stop, OrderStatus.NEW);
        assertThat(toldWithoutReduceOnly(stop)).isEmpty();
        stop = submitted(script.report(new ExchangeReport.OrderReported(script.order(stop, OrderStatus.CANCELED))));
        script.report(new ExchangeReport.SubmitRejected(stop.id(), RejectReason.NOTHING_TO_REDUCE, "position 0"));
        long before = script.now;
        submitted(script.rings(Alarm.Kind.STOP));
        assertThat(script.now - before).isEqualTo(2_000);
    }

    /** The venue knows each id already, of an order that was cancelled: no stop will ever stand. */
    @Test
    void flattensWhereEachStopIsADuplicateOfOneThatWasCancelled() {
        OrderRequest stop = script.stopSent();
        List<OrderRequest> sent = List.of(stop);
        int stops = 0;
        while (!sent.get(0).closePosition() && stops < 20) {
            stops++;
            stop = sent.get(0);
            script.report(new ExchangeReport.SubmitRejected(stop.id(), RejectReason.DUPLICATE_ID, "Duplicate clOrdID"));
            sent = submits(script.report(
                    new ExchangeReport.LookedUp(stop.id(), Optional.of(script.order(stop, OrderStatus.CANCELED)))));
        }
        assertThat(stops).isEqualTo(6);
        assertThat(script.alerts).contains("flatten");
    }

    /** Days after its answer was lost. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void putsAStopBackWhereItWasThoughItsAnswerWasLost(boolean isStreamFirst) {
        OrderRequest stop = script.stopSent();
        var word = new ExchangeReport.OrderReported(script.order(stop, OrderStatus.NEW));
        var lost = new ExchangeReport.SubmitUnknown(stop.id(), "502");
        script.report(isStreamFirst ? word : lost);
        script.report(isStreamFirst ? lost : word);
        script.report(new ExchangeReport.LookedUp(stop.id(), Optional.empty()));
        OrderRequest again =
                submitted(script.report(new ExchangeReport.OrderReported(script.order(stop, OrderStatus.CANCELED))));
        assertThat(again.triggerE8()).isEqualTo(stop.triggerE8());
    }

    /** A key that may read and not trade any more, while the position stands bare. */
    @Test
    void saysThatAStopDoesNotArriveAndGoesOnTrying() {
        OrderRequest stop = script.stopSent();
        for (int attempt = 0; attempt < 40; attempt++) {
            assertThat(submits(script.report(
                            new ExchangeReport.SubmitRejected(stop.id(), RejectReason.UNAUTHORISED, "HTTP 403"))))
                    .isEmpty();
            assertThat(submitted(script.rings(Alarm.Kind.RETRY_REQUEST))).isEqualTo(stop);
        }
        assertThat(script.alerts).containsOnlyOnce("stop.missing");
        script.ack(stop, OrderStatus.NEW);
        assertThat(script.alerts).endsWith("stop.missing");
    }

    /** As at a start, whose clock is the last one saved until the venue's next stamp is borne out. */
    @Test
    void aClockThatLeapsIsNoTimeWithoutAStop() {
        OrderRequest stop = script.stopSent();
        script.now += 3_600_000;
        script.report(new ExchangeReport.SubmitUnknown(stop.id(), "502"));
        assertThat(script.alerts).doesNotContain("stop.missing");
    }

    /** Every other request is answered, but of a stop nothing is ever seen. */
    @Test
    void flattensWhereAStopNeverArrives() {
        OrderRequest stop = script.stopSent();
        List<OrderRequest> sent = List.of(stop);
        int attempts = 0;
        while (sent.equals(List.of(stop)) && ++attempts < 20) {
            script.report(new ExchangeReport.SubmitUnknown(stop.id(), "502"));
            sent = submits(script.report(new ExchangeReport.LookedUp(stop.id(), Optional.empty())));
            sent = sent.isEmpty() ? submits(script.rings(Alarm.Kind.RETRY_REQUEST)) : sent;
        }
        assertThat(attempts).isEqualTo(10);
        assertThat(sent).singleElement().matches(OrderRequest::closePosition);
        assertThat(script.alerts).contains("flatten");
        assertThat(submitted(script.rings(Alarm.Kind.RETRY_REQUEST)))
                .as("it is pursued beside")
                .isEqualTo(stop);
    }

    private List<OrderRequest> toldWithoutReduceOnly(OrderRequest stop) {
        Order order = script.order(stop, OrderStatus.NEW);
        return submits(script.report(
                new ExchangeReport.OrderReported(like(order, order.contracts(), order.limitE8(), false))));
    }

    private List<OrderRequest> taken(OrderRequest stop, UnaryOperator<Order> odd) {
        Order order = odd.apply(script.order(stop, OrderStatus.NEW));
        live.add(order);
        return submits(takeCancels(script.report(new ExchangeReport.Acknowledged(stop.id(), order))));
    }

    private List<Command> takeCancels(List<Command> commands) {
        for (Command command : commands) {
            if (command instanceof Command.Cancel cancel) {
                live.removeIf(o -> o.orderId().equals(cancel.venueOrderId()));
            }
        }
        return commands;
    }

    private static Order like(Order o, long contracts, long limitE8, boolean reduceOnly) {
        return new Order(
                o.orderId(),
                o.clientId(),
                o.symbol(),
                o.side(),
                o.type(),
                o.status(),
                contracts,
                limitE8,
                o.triggerE8(),
                contracts,
                0,
                0,
                reduceOnly,
                false,
                "",
                o.atMillis());
    }
}
