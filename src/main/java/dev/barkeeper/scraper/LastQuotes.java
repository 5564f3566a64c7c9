package dev.barkeeper.scraper;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Quote;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The last quote of each of the last hour's minutes. Thread-safe. */
final class LastQuotes {
    private static final int MINUTES_KEPT = 60;

    private final TreeMap<Long, Quote> byMinuteEnd = new TreeMap<>();

    /** Keeps it when it is not older than the minute's last one. */
    synchronized void add(Quote quote) {
        long end = -Math.floorDiv(-quote.atMillis(), Bar.MINUTE_MILLIS) * Bar.MINUTE_MILLIS;
        byMinuteEnd.merge(end, quote, (kept, added) -> added.atMillis() < kept.atMillis() ? kept : added);
        if (byMinuteEnd.size() > MINUTES_KEPT) {
            byMinuteEnd.pollFirstEntry();
        }
    }

    /** The last one stamped at or before that minute's end, empty when none is kept. */
    synchronized Optional<Quote> upTo(long closeMillis) {
        return Optional.ofNullable(byMinuteEnd.floorEntry(closeMillis)).map(Map.Entry::getValue);
    }
}
