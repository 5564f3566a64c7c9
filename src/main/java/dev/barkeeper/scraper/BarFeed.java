package dev.barkeeper.scraper;

import dev.barkeeper.bot.Event;
import dev.barkeeper.market.MarketData;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Quote;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which bars become an {@code UPDATE_EVENT}: each minute once, ascending; what is not later than the last one
 * given only goes to the store. Used by one thread at a time, but for quotes, which any thread may add.
 */
final class BarFeed {
    /** A bar that has not come so long after its minute (venue time) is fetched. */
    static final long LATE_MILLIS = 20_000;

    private static final Logger LOG = LoggerFactory.getLogger(BarFeed.class);
    private static final int PAGE_BARS = 1_000;
    /** Three and a half days; a longer outage leaves its older part to the audit of gaps. */
    private static final long MOST_MISSED_BARS = 5L * PAGE_BARS;

    private static final long FIRST_RETRY_MILLIS = 5_000;
    private static final long LONGEST_RETRY_MILLIS = 60_000;

    private final String symbol;
    private final MarketData venue;
    private final BarKeeper keeper;
    private final LongSupplier venueMillis;
    private final Consumer<Event> sink;
    private final LongPredicate isNewerWaiting;
    private final LastQuotes quotes = new LastQuotes();
    private long givenTo;
    private long filledTo;
    private long fetchNotBefore;
    private long retryMillis = FIRST_RETRY_MILLIS;

    /**
     * @param isNewerWaiting whether a bar that closes later than that has been received already
     */
    BarFeed(
            String symbol,
            MarketData venue,
            BarKeeper keeper,
            LongSupplier venueMillis,
            Consumer<Event> sink,
            LongPredicate isNewerWaiting) {
        this.symbol = symbol;
        this.venue = venue;
        this.keeper = keeper;
        this.venueMillis = venueMillis;
        this.sink = sink;
        this.isNewerWaiting = isNewerWaiting;
    }

    void onQuote(Quote quote) {
        quotes.add(quote);
    }

    /** Gives it when it is the one after the last, which takes no store and no venue; else does nothing and is false. */
    boolean giveNext(Bar bar) {
        if (knownTo() == 0 || bar.closeMillis() != knownTo() + Bar.MINUTE_MILLIS) {
            return false;
        }
        give(bar, true);
        retryMillis = FIRST_RETRY_MILLIS;
        return true;
    }

    /** A bar of the stream: the next one is given, one after a gap after those that were missed. */
    void onBar(Bar bar) {
        if (bar.closeMillis() <= givenTo) {
            LOG.debug("bar={} action=stored_only given_to={}", bar.closeTime(), Instant.ofEpochMilli(givenTo));
            keeper.keep(List.of(bar));
            return;
        }
        List<Bar> bars = new ArrayList<>();
        long next = knownTo() + Bar.MINUTE_MILLIS;
        boolean afterGap = knownTo() > 0 && next < bar.closeMillis();
        if (afterGap) {
            bars.addAll(fetch(next, bar.closeMillis() - Bar.MINUTE_MILLIS));
        }
        bars.add(bar);
        give(bars, !(afterGap && isNewerWaiting.test(bar.closeMillis())));
        retryMillis = FIRST_RETRY_MILLIS;
    }

    /** Fetches what should have come by now. */
    void onDue() {
        long now = venueMillis.getAsLong();
        long due = Math.floorDiv(now - LATE_MILLIS, Bar.MINUTE_MILLIS) * Bar.MINUTE_MILLIS;
        if (due <= givenTo || due <= 0 || now < fetchNotBefore || isNewerWaiting.test(due - 1)) {
            return;
        }
        List<Bar> bars = fetch(knownTo() == 0 ? due : Math.min(knownTo() + Bar.MINUTE_MILLIS, due), due);
        if (!bars.isEmpty()) {
            give(bars, bars.get(bars.size() - 1).closeMillis() == due && !isNewerWaiting.test(due));
        }
        if (givenTo < due) {
            fetchNotBefore = now + retryMillis;
            retryMillis = Math.min(2 * retryMillis, LONGEST_RETRY_MILLIS);
        } else {
            retryMillis = FIRST_RETRY_MILLIS;
        }
    }

    /** The store is complete up to there, so a gap begins after it, not before. */
    void onFilled(long closeMillis) {
        filledTo = Math.max(filledTo, closeMillis);
    }

    /** The stream is back: what should have come is fetched without waiting for the next try. */
    void onConnected() {
        fetchNotBefore = 0;
        onDue();
    }

    private long knownTo() {
        return Math.max(givenTo, filledTo);
    }

    /** Stores and gives them; one to be decided on is stored by the bot, together with its decision. */
    private void give(List<Bar> bars, boolean lastIsNewest) {
        int missed = lastIsNewest ? bars.size() - 1 : bars.size();
        if (missed > 0) {
            keeper.keep(bars.subList(0, missed));
        }
        for (int i = 0; i < bars.size(); i++) {
            give(bars.get(i), i >= missed);
        }
    }

    private void give(Bar bar, boolean newest) {
        givenTo = bar.closeMillis();
        sink.accept(new Event.BarArrived(bar, quotes.upTo(bar.closeMillis()), newest));
        LOG.info("event=UPDATE_EVENT bar={} close={} newest={}", bar.closeTime(), E8.toString(bar.closeE8()), newest);
    }

    /** What the venue has of that range, ascending; less when it does not answer. */
    private List<Bar> fetch(long fromClose, long toClose) {
        long first = Math.max(fromClose, toClose - (MOST_MISSED_BARS - 1) * Bar.MINUTE_MILLIS);
        TreeMap<Long, Bar> found = new TreeMap<>();
        try {
            for (long from = first; from <= toClose; from += PAGE_BARS * Bar.MINUTE_MILLIS) {
                long to = Math.min(toClose, from + (PAGE_BARS - 1) * Bar.MINUTE_MILLIS);
                venue.fetchBars(symbol, from, to, PAGE_BARS).forEach(bar -> found.put(bar.closeMillis(), bar));
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("bars=not_fetched cause={}", e.toString());
        }
        LOG.info(
                "bars=fetched from={} to={} found={}",
                Instant.ofEpochMilli(first),
                Instant.ofEpochMilli(toClose),
                found.size());
        return new ArrayList<>(found.subMap(first, true, toClose, true).values());
    }
}
