package dev.barkeeper.simulation;

import dev.barkeeper.model.Side;
import dev.barkeeper.paper.BookLevel;
import dev.barkeeper.paper.NewOrder;
import dev.barkeeper.paper.PaperVenue;
import java.util.Map;

/** Another customer of the venue, who takes the book away just before the bot's entry comes. */
final class Stranger {
    private static final long ACCOUNT = 8;
    private static final long DEPOSIT_SATOSHI = 100_000_000_000_000L;

    private final PaperVenue venue;

    Stranger(PaperVenue venue) {
        this.venue = venue;
        venue.openAccount(ACCOUNT, Map.of("XBt", DEPOSIT_SATOSHI));
    }

    /** Leaves that many contracts to whoever comes next on that side before the price moves again. */
    void leave(String symbol, Side side, long contracts) {
        long offered = venue.book(symbol, 0).stream()
                .filter(level -> level.side() == side.opposite())
                .mapToLong(BookLevel::contracts)
                .sum();
        if (offered > contracts) {
            venue.place(ACCOUNT, NewOrder.market(symbol, side, offered - contracts));
        }
    }
}
