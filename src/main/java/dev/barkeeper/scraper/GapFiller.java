package dev.barkeeper.scraper;

import dev.barkeeper.bot.Event;
import dev.barkeeper.machine.Daemons;
import dev.barkeeper.market.BarGap;
import dev.barkeeper.market.BarStore;
import dev.barkeeper.market.MarketData;
import dev.barkeeper.model.Bar;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the bars the table lacks. It looks at what is stored each time, so an interrupted fill goes on where it
 * stopped; the venue's adapter paces the requests. Minutes the venue has no bar of stay missing. Thread-safe; one fill
 * runs at a time.
 */
public final class GapFiller implements AutoCloseable {
    /** How far back a fill reaches unless told otherwise. */
    public static final int DAYS = 21;

    private static final Logger LOG = LoggerFactory.getLogger(GapFiller.class);
    private static final int PAGE_BARS = 1_000;
    private static final long DAY_MILLIS = 86_400_000;
    private static final int AUDIT_DAYS = 3;
    /** The newest minutes are the stream's business. */
    private static final long AUDIT_AGE_MILLIS = 5 * Bar.MINUTE_MILLIS;

    private static final Duration CLOCK_WAIT = Duration.ofMillis(100);
    private static final long CLOSE_WAIT_MILLIS = 5_000;

    private final String symbol;
    private final MarketData venue;
    private final BarStore store;
    private final LongSupplier venueMillis;
    private final Consumer<String> progress;
    private final Patience patience;
    private final ReentrantLock filling = new ReentrantLock();
    private volatile Optional<Thread> background = Optional.empty();

    /**
     * @param venueMillis the venue's time; a fill waits while it is 0
     * @param progress hears a readable line per page; it is logged besides
     */
    public GapFiller(
            String symbol, MarketData venue, BarStore store, LongSupplier venueMillis, Consumer<String> progress) {
        this(symbol, venue, store, venueMillis, progress, new Patience(Duration.ofSeconds(1), Duration.ofMinutes(1)));
    }

    /** The same for a person who waits for it: gives up after half a minute without an answer. */
    public static GapFiller impatient(
            String symbol, MarketData venue, BarStore store, LongSupplier venueMillis, Consumer<String> progress) {
        Patience patience = new Patience(Duration.ofMillis(500), Duration.ofSeconds(2));
        return new GapFiller(symbol, venue, store, venueMillis, progress, patience);
    }

    GapFiller(
            String symbol,
            MarketData venue,
            BarStore store,
            LongSupplier venueMillis,
            Consumer<String> progress,
            Patience patience) {
        this.symbol = symbol;
        this.venue = venue;
        this.store = store;
        this.venueMillis = venueMillis;
        this.progress = progress;
        this.patience = patience;
    }

    /**
     * Fills in the background and then tells what there is, so that the bot may load its history; when closed before
     * that, it tells nothing.
     *
     * @param days how far back, above 0
     */
    public void start(int days, Consumer<Event.HistoryLoaded> whenDone) {
        Thread thread = Daemons.thread("gap-filler", () -> {
            Event.HistoryLoaded loaded = fill(days);
            if (!patience.isStopped()) {
                whenDone.accept(loaded);
            }
        });
        background = Optional.of(thread);
        thread.start();
    }

    /**
     * Fills now, on this thread, up to the last finished minute of the venue at the end of it. Gives up when venue or
     * store failed {@value Patience#MOST_FAILURES} times in a row; the audit then goes on.
     *
     * @return first and last stored bar of that time, and how many there are
     */
    public Event.HistoryLoaded fill(int days) {
        if (days < 1) {
            throw new IllegalArgumentException("history of " + days + " days; it must be above 0");
        }
        filling.lock();
        try {
            while (venueMillis.getAsLong() <= 0 && !patience.isStopped()) {
                patience.pause(CLOCK_WAIT);
            }
            long from = lastFinished() - days * DAY_MILLIS + Bar.MINUTE_MILLIS;
            long filledTo = from - Bar.MINUTE_MILLIS;
            do {
                long last = lastFinished();
                fillRange(filledTo + Bar.MINUTE_MILLIS, last);
                filledTo = last;
            } while (filledTo < lastFinished() && patience.lasts());
            return loaded(from, filledTo);
        } finally {
            filling.unlock();
        }
    }

    /**
     * Fills the holes of the last {@value #AUDIT_DAYS} days, the newest minutes left out, and takes over what the venue has
     * corrected in the last {@value #PAGE_BARS} minutes, which nobody may have heard; to be run every hour. Does nothing
     * while a fill is under way.
     */
    public void audit() {
        long now = venueMillis.getAsLong();
        if (now <= 0 || !filling.tryLock()) {
            return;
        }
        try {
            long last = (now - AUDIT_AGE_MILLIS) / Bar.MINUTE_MILLIS * Bar.MINUTE_MILLIS;
            fillRange(last - AUDIT_DAYS * DAY_MILLIS, last);
            correct(last - (PAGE_BARS - 1) * Bar.MINUTE_MILLIS, last);
        } finally {
            filling.unlock();
        }
    }

    /** Whether the last fill ended because venue or store failed too often. */
    public boolean hasGivenUp() {
        return patience.isOver();
    }

    /** Stops a fill after its page and waits for that, a few seconds at most. */
    @Override
    public void close() {
        patience.stop();
        try {
            if (background.isPresent()) {
                background.get().join(CLOSE_WAIT_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fillRange(long from, long to) {
        patience.reset();
        Optional<Missing> found = Optional.empty();
        while (found.isEmpty() && patience.lasts()) {
            found = lookUp(from, to);
        }
        Missing missing = found.orElse(Missing.NOTHING);
        long all = missing.bars();
        while (!missing.gaps().isEmpty() && patience.lasts()) {
            BarGap page = missing.firstPage();
            if (fillPage(page, missing.present())) {
                missing = missing.after(page.lastCloseMillis());
                report(all - missing.bars(), all, page.lastCloseMillis());
            }
        }
        if (patience.isOver()) {
            LOG.error("history=given_up symbol={} action=the_audit_goes_on_within_the_hour", symbol);
        }
    }

    private Optional<Missing> lookUp(long from, long to) {
        try {
            List<Long> closes = store.closes(symbol, from, to);
            return Optional.of(new Missing(BarGap.between(from, to, closes), new HashSet<>(closes)));
        } catch (RuntimeException e) {
            patience.failed("bar_store", e);
            return Optional.empty();
        }
    }

    private boolean fillPage(BarGap page, Set<Long> present) {
        try {
            List<Bar> bars =
                    venue.fetchBars(symbol, page.firstCloseMillis(), page.lastCloseMillis(), PAGE_BARS).stream()
                            .filter(bar -> !present.contains(bar.closeMillis()))
                            .toList();
            if (!bars.isEmpty()) {
                store.store(bars);
            }
            patience.reset();
            return true;
        } catch (IOException | RuntimeException e) {
            patience.failed("page_from_" + Instant.ofEpochMilli(page.firstCloseMillis()), e);
            return false;
        }
    }

    private void correct(long from, long to) {
        try {
            Set<Bar> stored = new HashSet<>();
            store.read(symbol, from, to, stored::add);
            List<Bar> corrected = venue.fetchBars(symbol, from, to, PAGE_BARS).stream()
                    .filter(bar -> !stored.contains(bar))
                    .toList();
            if (!corrected.isEmpty()) {
                LOG.info("bars=corrected symbol={} bars={} first={}", symbol, corrected.size(), corrected.get(0));
                store.store(corrected);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("bars=not_compared symbol={} cause={} action=again_in_an_hour", symbol, e.toString());
        }
    }

    private void report(long done, long all, long upTo) {
        String line = "history of " + symbol + ": " + 100 * done / all + " % of " + all + " missing minutes, up to "
                + Instant.ofEpochMilli(upTo);
        LOG.info("{}", line);
        progress.accept(line);
    }

    private Event.HistoryLoaded loaded(long from, long last) {
        try {
            List<Long> closes = store.closes(symbol, from, last);
            return closes.isEmpty()
                    ? new Event.HistoryLoaded(last, last, 0)
                    : new Event.HistoryLoaded(closes.get(0), closes.get(closes.size() - 1), closes.size());
        } catch (RuntimeException e) {
            LOG.warn("history=not_counted symbol={} cause={}", symbol, e.toString());
            return new Event.HistoryLoaded(last, last, 0);
        }
    }

    private long lastFinished() {
        return venueMillis.getAsLong() / Bar.MINUTE_MILLIS * Bar.MINUTE_MILLIS;
    }
}
