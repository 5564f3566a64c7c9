package dev.barkeeper.paper;

import static dev.barkeeper.paper.Script.XBTUSD;
import static dev.barkeeper.paper.Script.e8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.model.E8;
import dev.barkeeper.model.Side;
import dev.barkeeper.model.TriggerPrice;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Accounts whose money is nearly used up. */
class StretchedMoneyTest {
    private static final long POOR = 2;

    @Test
    void aStopMayTurnAPositionWithTheMarginThatItFrees() {
        PaperVenue venue = new Script().flat(9500).bar(9500, 9500, 9490, 9490).venue();
        venue.openAccount(POOR, Map.of("XBt", 10_000_000L));
        venue.advanceBar();
        place(venue, NewOrder.market(XBTUSD, Side.BUY, 70_000));
        PaperOrder stop =
                place(venue, NewOrder.stop(XBTUSD, Side.SELL, 140_000, e8(9495)).withTrigger(TriggerPrice.LAST));
        venue.advanceBar();
        assertThat(venue.order(POOR, stop.orderId()).orElseThrow().filledContracts())
                .isEqualTo(140_000);
    }

    private static PaperOrder place(PaperVenue venue, NewOrder order) {
        if (venue.place(POOR, order) instanceof Placement.Placed placed) {
            return placed.order();
        }
        throw new AssertionError("refused: " + order);
    }
}
