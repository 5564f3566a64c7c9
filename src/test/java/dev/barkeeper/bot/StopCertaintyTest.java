package dev.barkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.OrderType;
import dev.barkeeper.model.Side;
import dev.barkeeper.paper.ContractSpecs;
import dev.barkeeper.paper.GeneratedPrices;
import dev.barkeeper.paper.NewOrder;
import dev.barkeeper.paper.PaperOrder;
import dev.barkeeper.strategy.Strategies;
import dev.barkeeper.strategy.StrategySettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What others do to the stops of an account, and the venue's cap on them, on the real matching engine. */
class StopCertaintyTest {
    private static final long START = 1_583_150_400_000L;
    private static final int STOPS_PER_SYMBOL = 10;
    private static final StrategySettings MOMENTUM =
            new StrategySettings(100, 100, 4, 1.5, 3, 6, true, 6, true, 2, 3, 5, 20, false, 100, 5, 2, Map.of());

    private final Rig rig = new Rig(
            new GeneratedPrices(ContractSpecs.xbtusd(), 3, START),
            () -> Strategies.create("momentum", MOMENTUM),
            "60",
            3,
            0);

    /** The venue's switch cancels everything on the account, the stop too: the bot puts it back. */
    @Test
    void aStopThatSomebodysDeadManSwitchTookIsPutBack() {
        untilHeld();
        String before = ownStops().get(0).orderId();
        rig.venue.cancelAllAfter(Rig.ACCOUNT, 1_000);
        rig.minute();
        rig.check();
        assertThat(rig.venue.order(Rig.ACCOUNT, before).orElseThrow().text()).contains("cancelAllAfter");
        assertThat(rig.view().isProtected()).isTrue();
    }

    @Test
    void neverHoldsMoreThanOneStopOfItsOwn() {
        for (int minute = 0; minute < 120; minute++) {
            rig.minute();
            assertThat(ownStops()).hasSizeLessThanOrEqualTo(1);
        }
    }

    /** Ten stops of others leave no room for ours: what cannot be protected is not held. */
    @Test
    void leavesAPositionThatTheVenueTakesNoStopFor() {
        for (int i = 0; i < STOPS_PER_SYMBOL; i++) {
            rig.venue.place(Rig.ACCOUNT, NewOrder.stop("XBTUSD", Side.BUY, 1, 4 * price()));
        }
        for (int minute = 0; minute < 20 && !rig.alerts.contains("flatten"); minute++) {
            rig.minute();
        }
        assertThat(rig.alerts).contains("flatten");
        assertThat(rig.view().contracts()).isZero();
        assertThat(rig.venue.openOrders(Rig.ACCOUNT)).hasSize(STOPS_PER_SYMBOL);
    }

    private void untilHeld() {
        for (int minute = 0; minute < 30 && ownStops().isEmpty(); minute++) {
            rig.minute();
        }
        assertThat(ownStops()).hasSize(1);
    }

    private List<PaperOrder> ownStops() {
        return rig.venue.openOrders(Rig.ACCOUNT).stream()
                .filter(order -> order.type() == OrderType.STOP_LIMIT || order.type() == OrderType.STOP)
                .filter(order -> ClientOrderId.parse(order.clOrdId()).isPresent())
                .toList();
    }

    private long price() {
        return rig.venue.state("XBTUSD").orElseThrow().lastE8();
    }
}
