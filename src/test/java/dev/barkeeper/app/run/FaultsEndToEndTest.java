package dev.barkeeper.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.gateway.Fault;
import dev.barkeeper.gateway.FaultKind;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every fault of the venue, switched on behind real HTTP and WebSocket: the books and the stop are right afterwards. */
@Tag("patient")
class FaultsEndToEndTest {
    private static final int BARS = 24;
    private static final int[] STRIKES = {4, 8, 11};
    private static final Set<FaultKind> MOVES_THE_POSITION = EnumSet.of(FaultKind.EXTERNAL_TRADE);
    private static final Set<FaultKind> AT_CONNECTING = EnumSet.of(FaultKind.UPGRADE_REFUSED, FaultKind.PARTIAL_LATE);
    private static final Set<FaultKind> ONCE_IS_ENOUGH = EnumSet.of(
            FaultKind.SOCKET_SILENT, FaultKind.UPGRADE_REFUSED, FaultKind.PARTIAL_LATE, FaultKind.RATE_LIMITED);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(FaultKind.class)
    void booksAndStopAreRightAfterwards(FaultKind kind) {
        try (LiveRig rig = new LiveRig(folder, 10)) {
            rig.afterSettled(settled -> strike(rig, kind, settled));
            rig.start();
            rig.walk();
            rig.awaitBars(BARS);
            rig.stop();
            assertThat(rig.gateway.faults().struck()).as("the fault struck").isPositive();
            assertThat(rig.violations).isEmpty();
            assertThat(rig.count("select count(*) from decisions where synthetic = 0"))
                    .isEqualTo(2 * rig.count("select count(distinct timestamp_dt) from decisions where synthetic = 0"));
            assertThat(rig.count("select count(*) from decisions where synthetic = 1") > 0)
                    .as("synthetic rows")
                    .isEqualTo(MOVES_THE_POSITION.contains(kind));
            assertThat(rig.count("select count(*) from (select client_id from orders group by client_id having"
                            + " count(distinct order_id) > 1) doubled"))
                    .isZero();
        }
    }

    /** First whatever comes next, then an order, then a stop. */
    private static void strike(LiveRig rig, FaultKind kind, long settled) {
        int strikes = ONCE_IS_ENOUGH.contains(kind) ? 1 : STRIKES.length;
        for (int strike = 0; strike < strikes; strike++) {
            if (settled == STRIKES[strike]) {
                rig.gateway.faults().arm(faultOf(kind, strike));
                if (AT_CONNECTING.contains(kind)) {
                    rig.gateway.faults().arm(Fault.once(FaultKind.SOCKET_DROP));
                }
            }
        }
    }

    private static Fault faultOf(FaultKind kind, int strike) {
        Fault fault = Fault.once(kind);
        return switch (kind) {
            case EXTERNAL_TRADE -> fault.contracts(30).where("symbol", "XBTUSD");
            case EXTERNAL_CANCEL -> fault.where("symbol", "XBTUSD");
            case OVERLOADED,
                    RATE_LIMITED,
                    BAD_GATEWAY,
                    GATEWAY_TIMEOUT,
                    REQUEST_LOST,
                    CONNECTION_RESET,
                    UNAVAILABLE_AFTER,
                    BAD_GATEWAY_AFTER,
                    GATEWAY_TIMEOUT_AFTER,
                    ANSWER_LOST,
                    RESET_AFTER,
                    ANSWER_DELAYED ->
                strike == 0 ? fault : strike == 1 ? fault.where("route", "POST /order") : fault.where("leg", "STOP");
            default -> fault;
        };
    }
}
