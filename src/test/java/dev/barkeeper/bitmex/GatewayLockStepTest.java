package dev.barkeeper.bitmex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.gateway.Fault;
import dev.barkeeper.gateway.FaultKind;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.Side;
import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A venue that waits for its bot: as fast as both can, and not a bar faster. */
class GatewayLockStepTest {
    private static final int BARS = 60;

    private final PaperDesk desk = new PaperDesk(
            true,
            DoubleStream.iterate(9300, price -> price == 9300 ? 9310 : 9300)
                    .limit(BARS + 10)
                    .toArray());

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void tradesEveryBarInTurnAndLosesNothing() throws Exception {
        desk.open();
        assertThat(desk.venue.lockStep().isLockStep()).isTrue();
        desk.venue.lockStep().acknowledge(0);

        for (int i = 1; i <= BARS; i++) {
            int expected = i;
            await().pollInterval(Duration.ofMillis(5)).until(() -> desk.bars().size() == expected);
            Side side = i % 2 == 1 ? Side.BUY : Side.SELL;
            desk.exchange.submit(OrderRequest.market(PaperDesk.id(i), PaperDesk.SYMBOL, side, 100));
            desk.reports.await(ExchangeReport.Acknowledged.class);
            if (i == BARS / 2) {
                desk.faults().arm(Fault.once(FaultKind.SOCKET_DROP));
                desk.reports.await(ExchangeReport.Connected.class);
            }
            desk.venue.lockStep().acknowledge(desk.bars().get(i - 1).closeMillis());
        }

        assertThat(desk.bars().stream().limit(BARS).map(Bar::closeMillis))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, BARS)
                        .map(minute -> PaperDesk.START + minute * Bar.MINUTE_MILLIS)
                        .boxed()
                        .toList());
        List<Fill> history = desk.history();
        assertThat(history.stream().mapToLong(Fill::lastContracts).sum()).isEqualTo(BARS * 100L);
        assertThat(history.stream().mapToLong(Fill::signedContracts).sum()).isZero();
        assertThat(history).containsAll(desk.streamed());
    }
}
