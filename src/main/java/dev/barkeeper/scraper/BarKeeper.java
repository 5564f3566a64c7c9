package dev.barkeeper.scraper;

import dev.barkeeper.machine.Daemons;
import dev.barkeeper.market.BarStore;
import dev.barkeeper.model.Bar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores the bars of one symbol. When the store fails they are held in memory, a few days of them, and tried again on a
 * thread of its own, so that a store that hangs delays nobody after its first failure. Thread-safe.
 */
final class BarKeeper implements AutoCloseable {
    /** Five days; the oldest are let go beyond that, and fetched again by the audit of gaps. */
    static final int MOST_HELD = 7_200;

    private static final Logger LOG = LoggerFactory.getLogger(BarKeeper.class);

    private final BarStore store;
    private final long retryMillis;
    private final TreeMap<Long, Bar> held = new TreeMap<>();
    private final ScheduledThreadPoolExecutor retries =
            new ScheduledThreadPoolExecutor(1, Daemons.named("bar-backlog"));

    BarKeeper(BarStore store, Duration retryEvery) {
        this.store = store;
        this.retryMillis = retryEvery.toMillis();
        retries.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        retries.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Stores them now, or holds them until the store answers again. Never throws. */
    void keep(List<Bar> bars) {
        if (holdBehindOthers(bars)) {
            return;
        }
        try {
            store.store(bars);
        } catch (RuntimeException e) {
            LOG.error("bar_store=failed bars={} action=held_in_memory cause={}", bars.size(), e.toString());
            hold(bars);
            retries.schedule(this::retry, retryMillis, TimeUnit.MILLISECONDS);
        }
    }

    /** How many wait for the store. */
    synchronized int held() {
        return held.size();
    }

    /** Tries once more what is held; what the store does not take now is lost to it, and said so. */
    @Override
    public void close() {
        retries.shutdown();
        List<Bar> left = snapshot();
        if (!left.isEmpty() && !tryStore(left)) {
            LOG.error(
                    "bar_store=failed bars={} action=given_up, they are fetched again after the next start",
                    left.size());
        }
    }

    private synchronized boolean holdBehindOthers(List<Bar> bars) {
        if (held.isEmpty()) {
            return false;
        }
        hold(bars);
        return true;
    }

    private synchronized void hold(List<Bar> bars) {
        bars.forEach(bar -> held.put(bar.closeMillis(), bar));
        int over = held.size() - MOST_HELD;
        for (int i = 0; i < over; i++) {
            held.pollFirstEntry();
        }
        if (over > 0) {
            LOG.warn("bar_backlog=full dropped_oldest={} limit={}", over, MOST_HELD);
        }
    }

    private void retry() {
        List<Bar> waiting = snapshot();
        boolean stored = tryStore(waiting);
        if (!stored || !forget(waiting)) {
            retries.schedule(this::retry, stored ? 0 : retryMillis, TimeUnit.MILLISECONDS);
        }
    }

    private boolean tryStore(List<Bar> bars) {
        try {
            store.store(bars);
            LOG.info("bar_store=answers bars={} action=stored_from_memory", bars.size());
            return true;
        } catch (RuntimeException e) {
            LOG.warn("bar_store=failed bars={} action=retry cause={}", bars.size(), e.toString());
            return false;
        }
    }

    private synchronized List<Bar> snapshot() {
        return new ArrayList<>(held.values());
    }

    /** Forgets what was stored, unless it was corrected meanwhile; true when nothing waits any more. */
    private synchronized boolean forget(List<Bar> stored) {
        stored.forEach(bar -> held.remove(bar.closeMillis(), bar));
        return held.isEmpty();
    }
}
