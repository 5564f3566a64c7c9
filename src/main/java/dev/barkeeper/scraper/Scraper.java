package dev.barkeeper.scraper;

import dev.barkeeper.bot.Event;
import dev.barkeeper.machine.Daemons;
import dev.barkeeper.market.BarStore;
import dev.barkeeper.market.MarketData;
import dev.barkeeper.market.MarketDataListener;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Quote;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to one symbol's market data, stores each minute bar and then raises exactly one
 * {@link Event.BarArrived} for it, ascending: the {@code UPDATE_EVENT}. Late, doubled, corrected and out-of-order bars
 * only update the table. Bars missed in an outage are fetched, stored and given as not newest before the newest one;
 * what cannot be fetched then is left to the audit of gaps. A bar store that fails holds up nothing.
 *
 * <p>The bar that follows the last one goes straight into the sink on the venue's thread, so that a decision does not wait
 * for one more thread to wake; everything that may take long (missed bars, the store, the recorder) is done by a daemon
 * thread of its own, behind a bounded queue. When that is full a quote is not recorded, and a bar is dropped and then
 * fetched. Thread-safe.
 */
public final class Scraper implements MarketDataListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scraper.class);
    private static final int QUEUE_CAPACITY = 10_000;
    private static final Duration STORE_RETRY = Duration.ofSeconds(5);
    private static final long IDLE_MILLIS = 100;
    private static final long CLOSE_WAIT_MILLIS = 5_000;

    private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(QUEUE_CAPACITY);
    private final AtomicLong newestReceived = new AtomicLong();
    private final AtomicBoolean isDueAsked = new AtomicBoolean();
    /** Work on the feed in the queue or under way; a bar that finds any waits behind it. */
    private final AtomicInteger unfinished = new AtomicInteger();
    /** Held by whichever thread uses the feed. */
    private final ReentrantLock feeding = new ReentrantLock();

    private final Optional<QuoteRecorder> recorder;
    private final BarKeeper keeper;
    private final BarFeed feed;
    private final Thread thread = Daemons.thread("scraper", this::work);
    private volatile boolean closed;

    /**
     * @param venue where missed bars are fetched; opened (with this as its listener) and closed by whoever made it
     * @param venueMillis the venue's time, epoch milliseconds; 0 while it is not known
     * @param sink takes the events, on the venue's thread or the scraper's, one at a time; may block
     * @param recorder writes every quote down, if wanted
     */
    public Scraper(
            String symbol,
            MarketData venue,
            BarStore store,
            LongSupplier venueMillis,
            Consumer<Event> sink,
            Optional<QuoteRecorder> recorder) {
        this(symbol, venue, new BarKeeper(store, STORE_RETRY), venueMillis, sink, recorder);
    }

    Scraper(
            String symbol,
            MarketData venue,
            BarKeeper keeper,
            LongSupplier venueMillis,
            Consumer<Event> sink,
            Optional<QuoteRecorder> recorder) {
        this.recorder = recorder;
        this.keeper = keeper;
        feed = new BarFeed(symbol, venue, keeper, venueMillis, sink, close -> newestReceived.get() > close);
    }

    /** Begins to work on what was received and will be. */
    public void start() {
        thread.start();
    }

    @Override
    public void onBar(Bar bar) {
        if (giveAtOnce(bar)) {
            return;
        }
        if (enqueue(() -> feed.onBar(bar))) {
            newestReceived.accumulateAndGet(bar.closeMillis(), Math::max);
        } else {
            LOG.warn("scraper_queue=full dropped=bar bar={} action=fetched_later", bar.closeTime());
        }
    }

    /** Whether it was the next one and nothing stood before it. */
    private boolean giveAtOnce(Bar bar) {
        if (!thread.isAlive() || closed || !isIdle() || !feeding.tryLock()) {
            return false;
        }
        try {
            return feed.giveNext(bar);
        } catch (RuntimeException e) {
            LOG.error("scraper=failed bar={} action=goes_on", bar.closeTime(), e);
            return true;
        } finally {
            feeding.unlock();
        }
    }

    @Override
    public void onQuote(Quote quote) {
        feed.onQuote(quote);
        if (recorder.isPresent() && !queue.offer(() -> recorder.get().record(quote))) {
            LOG.debug("scraper_queue=full not_recorded=quote");
        }
    }

    @Override
    public void onConnected() {
        LOG.info("market_stream=up");
        enqueueOrSay("connected", feed::onConnected);
    }

    @Override
    public void onDisconnected(String cause) {
        LOG.warn("market_stream=down cause={}", cause);
    }

    /** Fetches a bar that is overdue by the venue's time; to be asked about once a second of it. Returns at once. */
    public void checkDue() {
        if (isDueAsked.compareAndSet(false, true)) {
            boolean queued = enqueue(() -> {
                isDueAsked.set(false);
                feed.onDue();
            });
            if (!queued) {
                isDueAsked.set(false);
            }
        }
    }

    /** Tells that the store holds every bar up to there that the venue has, so a first gap begins after it. */
    public void onHistoryFilled(long lastCloseMillis) {
        enqueueOrSay("filled", () -> feed.onFilled(lastCloseMillis));
    }

    /** Whether nothing waits for the feed, so that the next bar is given at once. */
    boolean isIdle() {
        return unfinished.get() == 0;
    }

    /** How many bars wait in memory because the bar store fails. */
    public int barsHeld() {
        return keeper.held();
    }

    /**
     * Ends after what it is working on, waiting a few seconds at most; what is still in the queue is fetched after the
     * next start. Sends no interrupt, which would close the file of an embedded database.
     */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(CLOSE_WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        keeper.close();
    }

    private void enqueueOrSay(String what, Runnable task) {
        if (!enqueue(task)) {
            LOG.warn("scraper_queue=full dropped={}", what);
        }
    }

    private boolean enqueue(Runnable onFeed) {
        unfinished.incrementAndGet();
        boolean queued = queue.offer(() -> workOnFeed(onFeed));
        if (!queued) {
            unfinished.decrementAndGet();
        }
        return queued;
    }

    private void workOnFeed(Runnable task) {
        feeding.lock();
        try {
            task.run();
        } finally {
            feeding.unlock();
            unfinished.decrementAndGet();
        }
    }

    private void work() {
        while (!closed) {
            try {
                Runnable task = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (task != null) {
                    task.run();
                }
            } catch (InterruptedException e) {
                closed = true;
            } catch (RuntimeException e) {
                if (!closed) {
                    LOG.error("scraper=failed action=goes_on", e);
                }
            }
        }
    }
}
