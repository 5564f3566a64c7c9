package dev.barkeeper.bitmex;

import static dev.barkeeper.bitmex.PaperDesk.SYMBOL;
import static dev.barkeeper.bitmex.PaperDesk.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.exchange.RejectReason;
import dev.barkeeper.gateway.Fault;
import dev.barkeeper.gateway.FaultKind;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.OrderStatus;
import dev.barkeeper.model.Side;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the adapter makes of every fault of the transport. */
class GatewayFaultsTest {
    private static final OrderRequest MARKET = OrderRequest.market(id(1), SYMBOL, Side.BUY, 100);

    private final PaperDesk desk = new PaperDesk(9300, 9310, 9305, 9300, 9290, 9300);

    @BeforeEach
    void open() throws InterruptedException {
        desk.open();
        desk.paper.advanceBar();
    }

    @AfterEach
    void close() {
        List<Fault> left = desk.faults().armed();
        desk.close();
        assertThat(left).as("faults that did not strike").isEmpty();
    }

    private static Fault onOrders(FaultKind kind) {
        return Fault.once(kind).where("route", "POST /order");
    }

    private Optional<Order> lookUp() throws InterruptedException {
        desk.exchange.lookUp(MARKET.id(), SYMBOL);
        return desk.reports.await(ExchangeReport.LookedUp.class).order();
    }

    @ParameterizedTest
    @EnumSource(names = {"OVERLOADED", "RATE_LIMITED"})
    void knowsThatARefusedOrderWasNotExecuted(FaultKind kind) throws Exception {
        desk.faults().arm(onOrders(kind));

        desk.exchange.submit(MARKET);

        assertThat(desk.reports.await(ExchangeReport.SubmitRejected.class).reason())
                .isEqualTo(RejectReason.valueOf(kind.name()));
        assertThat(lookUp()).isEmpty();
        desk.exchange.submit(MARKET);
        desk.reports.await(ExchangeReport.Acknowledged.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"BAD_GATEWAY", "GATEWAY_TIMEOUT", "REQUEST_LOST", "CONNECTION_RESET"})
    void findsThatALostOrderDidNotArrive(FaultKind kind) throws Exception {
        desk.faults().arm(onOrders(kind));

        desk.exchange.submit(MARKET);

        desk.reports.await(ExchangeReport.SubmitUnknown.class);
        assertThat(lookUp()).isEmpty();
        assertThat(desk.history()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"UNAVAILABLE_AFTER", "BAD_GATEWAY_AFTER", "GATEWAY_TIMEOUT_AFTER", "ANSWER_LOST", "RESET_AFTER"})
    void findsThatAnOrderArrivedWhoseAnswerWasLost(FaultKind kind) throws Exception {
        desk.faults().arm(onOrders(kind));

        desk.exchange.submit(MARKET);

        desk.reports.await(ExchangeReport.SubmitUnknown.class);
        assertThat(lookUp())
                .hasValueSatisfying(order -> assertThat(order.status()).isEqualTo(OrderStatus.FILLED));
        assertThat(desk.history().stream().mapToLong(Fill::lastContracts).sum())
                .as("sent once")
                .isEqualTo(100);
    }

    @Test
    void takesAnAnswerThatComesTooLateForUnknown() throws Exception {
        desk.faults().arm(onOrders(FaultKind.ANSWER_DELAYED).millis(1_500));

        desk.exchange.submit(MARKET);

        desk.reports.await(ExchangeReport.SubmitUnknown.class);
        assertThat(lookUp()).isPresent();
    }

    @Test
    void doesNotKnowWhetherACancelWithoutAnswerWorked() throws Exception {
        desk.faults().arm(Fault.once(FaultKind.ANSWER_LOST).where("route", "DELETE /order"));

        desk.exchange.cancel(id(1), "00000000-0000-0000-0000-000000000000");

        assertThat(desk.reports.await(ExchangeReport.CancelFailed.class).reason())
                .isEqualTo(RejectReason.UNKNOWN_OUTCOME);
    }

    @ParameterizedTest
    @EnumSource(names = {"RATE_LIMITED", "BAD_GATEWAY", "GATEWAY_TIMEOUT", "REQUEST_LOST", "CONNECTION_RESET"})
    void readsAgainWhatWasLost(FaultKind kind) throws Exception {
        desk.faults().arm(Fault.once(kind).where("route", "GET /order"));

        desk.exchange.fetchAccount(SYMBOL);

        assertThat(desk.reports
                        .await(ExchangeReport.AccountFetched.class)
                        .snapshot()
                        .openOrders())
                .isEmpty();
    }

    @Test
    void knowsThatAnExpiredOrderWasNotExecuted() throws Exception {
        desk.faults().arm(onOrders(FaultKind.REQUEST_EXPIRED));

        desk.exchange.submit(MARKET);

        assertThat(desk.reports.await(ExchangeReport.SubmitRejected.class).reason())
                .isEqualTo(RejectReason.EXPIRED);
        assertThat(lookUp()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"quote", "tradeBin1m", "order", "execution", "position"})
    void startsTheStreamAgainAfterHalfAFrame(String table) throws Exception {
        desk.faults().arm(Fault.once(FaultKind.FRAME_BROKEN).where("table", table));
        desk.exchange.submit(MARKET);
        desk.paper.advanceBar();

        desk.reports.await(ExchangeReport.Disconnected.class);
        desk.reports.await(ExchangeReport.Connected.class);

        assertThat(desk.history().stream().mapToLong(Fill::lastContracts).sum()).isEqualTo(100);
    }

    @Test
    void passesOverFramesAndRowsThatMakeNoSense() throws Exception {
        desk.faults().arm(Fault.once(FaultKind.FRAME_STRAY).where("table", "execution"));
        desk.faults().arm(Fault.once(FaultKind.FRAME_STRAY).where("table", "tradeBin1m"));

        desk.exchange.submit(MARKET);
        desk.reports.await(ExchangeReport.Acknowledged.class);
        desk.paper.advanceBar();

        await().until(() -> desk.streamed().equals(desk.history()));
        assertThat(desk.told).doesNotHaveAnyElementsOfTypes(ExchangeReport.Disconnected.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"SOCKET_DROP", "SOCKET_SILENT"})
    void comesBackAndFindsWhatItMissed(FaultKind kind) throws Exception {
        desk.faults().arm(Fault.once(FaultKind.UPGRADE_REFUSED).status(502));
        desk.faults().arm(Fault.once(kind));
        desk.exchange.submit(MARKET);

        desk.reports.await(ExchangeReport.Disconnected.class);
        desk.reports.await(ExchangeReport.Connected.class);

        assertThat(desk.history().stream().mapToLong(Fill::lastContracts).sum()).isEqualTo(100);
        desk.paper.advanceBar();
        await().until(() -> desk.bars()
                .contains(desk.market
                        .fetchBars(SYMBOL, desk.paper.lastBarMillis(), desk.paper.lastBarMillis(), 1)
                        .get(0)));
    }

    @Test
    void isNotConnectedBeforeALateImageAndTakesNoRowsBeforeIt() throws Exception {
        desk.faults()
                .arm(Fault.once(FaultKind.PARTIAL_LATE)
                        .where("table", "execution")
                        .millis(500));
        desk.faults().arm(Fault.once(FaultKind.SOCKET_DROP));
        desk.reports.await(ExchangeReport.Disconnected.class);

        desk.exchange.submit(MARKET);
        desk.reports.await(ExchangeReport.Connected.class);

        assertThat(desk.history().stream().mapToLong(Fill::lastContracts).sum()).isEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource(names = {"EXECUTIONS_DOUBLED", "EXECUTIONS_REORDERED"})
    void tellsEveryExecutionWhateverTheOrderOfFrames(FaultKind kind) throws Exception {
        desk.faults().arm(Fault.once(kind).times(2));

        desk.exchange.submit(MARKET);
        desk.reports.await(ExchangeReport.Acknowledged.class);
        desk.exchange.submit(OrderRequest.leave(id(2), SYMBOL, Side.SELL, 100));
        desk.reports.await(ExchangeReport.Acknowledged.class);
        desk.paper.advanceBar();

        List<Fill> history = desk.history();
        await().until(() -> new HashSet<>(desk.streamed()).equals(new HashSet<>(history)));
        assertThat(history.stream().mapToLong(Fill::signedContracts).sum()).isZero();
    }
}
