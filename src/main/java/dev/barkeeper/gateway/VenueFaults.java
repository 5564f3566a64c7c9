package dev.barkeeper.gateway;

import dev.barkeeper.model.Side;
import dev.barkeeper.paper.NewOrder;
import dev.barkeeper.paper.PaperOrder;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.Placement;
import java.util.function.Predicate;

/** Hands faults that belong inside the venue on to it. Thread-safe. */
final class VenueFaults {
    private static final String DEFAULT_SYMBOL = "XBTUSD";

    private final PaperVenue venue;

    VenueFaults(PaperVenue venue) {
        this.venue = venue;
    }

    /** @throws IllegalArgumentException when somebody else's trade is refused */
    void inject(Fault fault) {
        int count = fault.count();
        switch (fault.kind()) {
            case BAR_LATE -> venue.faults().delayBars(count, fault.millis());
            case BAR_MISSING -> venue.faults().loseBars(count);
            case BAR_DOUBLED -> venue.faults().doubleBars(count);
            case BAR_CORRECTED -> venue.faults().correctBars(count);
            case STOP_REFUSED -> venue.faults().refuseStops(count);
            case STOP_CANCELED -> venue.faults().cancelStopsOnArrival(count);
            case EXTERNAL_TRADE -> {
                for (int i = 0; i < count; i++) {
                    trade(fault);
                }
            }
            case EXTERNAL_CANCEL -> venue.cancelAll(account(fault), wanted(fault), "Canceled via API.");
            default ->
                throw new IllegalStateException(
                        "no fault of the venue: " + fault.kind().text());
        }
    }

    private void trade(Fault fault) {
        String symbol = fault.where().getOrDefault("symbol", DEFAULT_SYMBOL);
        Side side = fault.contracts() < 0 ? Side.SELL : Side.BUY;
        Placement placement = venue.place(account(fault), NewOrder.market(symbol, side, Math.abs(fault.contracts())));
        if (placement instanceof Placement.Refused refused) {
            throw new IllegalArgumentException("the venue refused the external trade of " + fault.contracts() + " "
                    + symbol + ": " + refused.message());
        }
    }

    private static Predicate<PaperOrder> wanted(Fault fault) {
        return order -> fault.where().getOrDefault("symbol", order.symbol()).equals(order.symbol())
                && fault.where()
                        .getOrDefault("ordType", order.type().text())
                        .equals(order.type().text())
                && fault.where().getOrDefault("clOrdID", order.clOrdId()).equals(order.clOrdId());
    }

    private long account(Fault fault) {
        String named = fault.where().get("account");
        if (named != null) {
            return Long.parseLong(named);
        }
        return venue.accounts().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the venue has no account to trade on"));
    }
}
