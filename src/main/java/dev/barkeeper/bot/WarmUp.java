package dev.barkeeper.bot;

import dev.barkeeper.market.BarStore;
import dev.barkeeper.model.Bar;
import dev.barkeeper.strategy.Strategy;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Feeds the strategy: stored history once, then every bar, each minute once and in order. */
final class WarmUp {
    /** Minutes read beyond what the strategy asks for, since minutes may be missing. */
    private static final long SPARE_MINUTES = 1_440;

    private final Strategy strategy;
    private final BarStore bars;
    private final String symbol;
    /** What came before the history was read, and may not be in it. */
    private final TreeMap<Long, Bar> early = new TreeMap<>();

    private long newestSeenMillis;
    private long fedToMillis;
    private boolean done;

    WarmUp(Strategy strategy, BarStore bars, String symbol) {
        this.strategy = strategy;
        this.bars = bars;
        this.symbol = symbol;
    }

    boolean isDone() {
        return done;
    }

    void onBar(Bar bar) {
        newestSeenMillis = Math.max(newestSeenMillis, bar.closeMillis());
        if (!done) {
            keepEarly(bar);
        } else if (bar.closeMillis() > fedToMillis) {
            feed(bar);
        }
    }

    /** Reads what the strategy needs up to the newest bar seen; empty when the store does not answer now. */
    Optional<List<Bar>> load(Event.HistoryLoaded loaded) {
        long to = Math.max(newestSeenMillis, loaded.lastCloseMillis());
        long from = to - (strategy.warmUpBars() + SPARE_MINUTES) * Bar.MINUTE_MILLIS;
        TreeMap<Long, Bar> history = new TreeMap<>(early);
        try {
            bars.read(symbol, from, to, bar -> history.put(bar.closeMillis(), bar));
        } catch (RuntimeException storeFailed) {
            return Optional.empty();
        }
        history.values().forEach(this::feed);
        early.clear();
        done = true;
        return Optional.of(List.copyOf(history.values()));
    }

    private void keepEarly(Bar bar) {
        early.put(bar.closeMillis(), bar);
        if (early.size() > SPARE_MINUTES) {
            early.pollFirstEntry();
        }
    }

    private void feed(Bar bar) {
        strategy.onBar(bar);
        fedToMillis = bar.closeMillis();
    }
}
