package dev.barkeeper.scraper;

import dev.barkeeper.bot.Event;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Quote;
import java.util.Optional;

/** Bars and quotes by the number of their minute. */
final class ScriptedBars {
    static final String SYMBOL = "XBTUSD";

    private ScriptedBars() {}

    /** Closes at that minute, at 1000 + its number. */
    static Bar bar(long minute) {
        return bar(minute, 1_000 + minute);
    }

    static Bar bar(long minute, long price) {
        long e8 = E8.ofWhole(price);
        return Bar.ofPrices(SYMBOL, minute * Bar.MINUTE_MILLIS, e8, e8, e8, e8, 1);
    }

    static Quote quote(long atMillis, long bid) {
        return new Quote(SYMBOL, atMillis, E8.ofWhole(bid), 10, E8.ofWhole(bid + 1), 20);
    }

    /** Its event, decided on, without a quote. */
    static Event newest(Bar bar) {
        return new Event.BarArrived(bar, Optional.empty(), true);
    }

    /** Its event as one that was missed. */
    static Event missed(Bar bar) {
        return new Event.BarArrived(bar, Optional.empty(), false);
    }
}
