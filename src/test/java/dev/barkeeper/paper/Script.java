package dev.barkeeper.paper;

import dev.barkeeper.model.E8;
import dev.barkeeper.model.Side;
import dev.barkeeper.model.TriggerPrice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A venue on XBTUSD over written prices, with one rich account. */
final class Script {
    static final long START = 1_600_000_020_000L / 60_000 * 60_000;
    static final long ACCOUNT = 1;
    static final String XBTUSD = "XBTUSD";

    private final List<PriceBar> bars = new ArrayList<>();

    static long e8(double price) {
        return E8.ofDouble(price);
    }

    /** Adds the next minute. */
    Script bar(double open, double high, double low, double close) {
        bars.add(new PriceBar(START + bars.size() * 60_000L, e8(open), e8(high), e8(low), e8(close), 120_000));
        return this;
    }

    Script flat(double price) {
        return bar(price, price, price, price);
    }

    PaperVenue venue() {
        PaperVenue venue = PaperVenue.open(
                VenueSettings.DEFAULT, List.of(new Listing(ContractSpecs.xbtusd(), new ScriptedPrices(bars))));
        venue.openAccount(ACCOUNT, Map.of("XBt", 1_000_000_000L));
        return venue;
    }

    static PaperOrder placed(PaperVenue venue, NewOrder order) {
        Placement placement = venue.place(ACCOUNT, order);
        if (placement instanceof Placement.Placed placed) {
            return placed.order();
        }
        throw new AssertionError("refused: " + placement);
    }

    static Placement.Refused refused(PaperVenue venue, NewOrder order) {
        if (venue.place(ACCOUNT, order) instanceof Placement.Refused refused) {
            return refused;
        }
        throw new AssertionError("not refused: " + order);
    }

    static PaperOrder now(PaperVenue venue, PaperOrder order) {
        return venue.order(ACCOUNT, order.orderId()).orElseThrow();
    }

    static long held(PaperVenue venue) {
        return venue.positions(ACCOUNT).stream()
                .filter(position -> position.symbol().equals(XBTUSD))
                .mapToLong(PaperPosition::contracts)
                .sum();
    }

    static NewOrder stopSell(long contracts, double trigger) {
        return NewOrder.stop(XBTUSD, Side.SELL, contracts, e8(trigger))
                .withTrigger(TriggerPrice.LAST)
                .with(ExecInst.REDUCE_ONLY);
    }

    static List<PaperExecution> fills(PaperVenue venue) {
        return venue.executions(
                ACCOUNT,
                Window.between(0, Long.MAX_VALUE, 100_000),
                row -> row.type().isFill());
    }

    static PaperExecution last(PaperVenue venue, long account) {
        return venue.executions(account, Window.newest(1), row -> true).get(0);
    }
}
