package dev.barkeeper.bot;

import dev.barkeeper.market.BarStore;
import dev.barkeeper.model.Bar;
import dev.barkeeper.strategy.Strategy;
import java.util.ArrayList;
import java.util.List;

/** Feeds the strategy: stored history once, then every bar, each minute once and in order. */
final class WarmUp {
    /** Minutes read beyond what the strategy asks for, since minutes may be missing. */
    private static final long SPARE_MINUTES = 1_440;

    private final Strategy strategy;
    private final BarStore bars;
    private final String symbol;
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
        if (done && bar.closeMillis() > fedToMillis) {
            feed(bar);
        }
    }

    /** Reads what the strategy needs up to the newest bar seen; false when the store does not answer now. */
    boolean load(Event.HistoryLoaded loaded) {
        if (done) {
            return true;
        }
        long to = Math.max(newestSeenMillis, loaded.lastCloseMillis());
        long from = to - (strategy.warmUpBars() + SPARE_MINUTES) * Bar.MINUTE_MILLIS;
        List<Bar> history = new ArrayList<>();
        try {
            bars.read(symbol, from, to, history::add);
        } catch (RuntimeException storeFailed) {
            return false;
        }
        history.forEach(this::feed);
        done = true;
        return true;
    }

    private void feed(Bar bar) {
        strategy.onBar(bar);
        fedToMillis = bar.closeMillis();
    }
}
