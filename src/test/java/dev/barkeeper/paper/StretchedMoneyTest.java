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

    @Test
    void leverageThatOpenOrdersCannotAffordIsRefused() {
        PaperVenue venue = new Script().flat(9500).venue();
        venue.openAccount(POOR, Map.of("XBt", 10_000_000L));
        place(venue, NewOrder.limit(XBTUSD, Side.BUY, 50_000, e8(9000)));
        assertThat(venue.setLeverage(POOR, XBTUSD, E8.ONE)).isEmpty();
        assertThat(venue.margins(POOR).get(0).availableMinor()).isPositive();
    }

    @Test
    void aLosingPositionCannotBeIsolatedBehindItsBankruptcyPrice() {
        PaperVenue venue =
                new Script().flat(9500).bar(9500, 9500, 9300, 9300).flat(9300).venue();
        venue.openAccount(POOR, Map.of("XBt", 100_000_000L));
        venue.advanceBar();
        place(venue, NewOrder.market(XBTUSD, Side.BUY, 100_000));
        venue.advanceBar();
        long loss = venue.positions(POOR).get(0).unrealisedMinor();
        assertThat(venue.setLeverage(POOR, XBTUSD, E8.ofWhole(100))).isEmpty();
        venue.advanceBar();
        PaperMargin margin = venue.margins(POOR).get(0);
        assertThat(margin.marginBalanceMinor()).isLessThanOrEqualTo(100_000_000 + loss);
    }

    @Test
    void lessQuantityCanAlwaysBeAfforded() {
        PaperVenue venue = new Script().flat(9500).bar(9500, 9500, 9400, 9400).venue();
        venue.openAccount(POOR, Map.of("XBt", 10_000_000L));
        venue.advanceBar();
        place(venue, NewOrder.market(XBTUSD, Side.BUY, 40_000));
        PaperOrder bid = place(venue, NewOrder.limit(XBTUSD, Side.BUY, 40_000, e8(9300)));
        venue.advanceBar();
        assertThat(venue.margins(POOR).get(0).availableMinor()).isNegative();
        assertThat(venue.amend(POOR, AmendOrder.of(bid.orderId()).toContracts(39_000)))
                .isInstanceOf(Placement.Placed.class);
    }

    private static PaperOrder place(PaperVenue venue, NewOrder order) {
        if (venue.place(POOR, order) instanceof Placement.Placed placed) {
            return placed.order();
        }
        throw new AssertionError("refused: " + order);
    }
}
