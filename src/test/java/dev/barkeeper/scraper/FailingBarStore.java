package dev.barkeeper.scraper;

import dev.barkeeper.market.BarStore;
import dev.barkeeper.model.Bar;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One symbol's bars in memory, with a switch that makes it fail. Thread-safe. */
final class FailingBarStore implements BarStore {
    private final TreeMap<Long, Bar> bars = new TreeMap<>();
    private boolean down;

    synchronized void down(boolean isDown) {
        down = isDown;
    }

    synchronized List<Bar> bars() {
        return List.copyOf(bars.values());
    }

    @Override
    public synchronized void store(List<Bar> more) {
        check();
        more.forEach(bar -> bars.put(bar.closeMillis(), bar));
    }

    @Override
    public synchronized List<Long> closes(String symbol, long fromCloseMillis, long toCloseMillis) {
        check();
        return List.copyOf(
                bars.subMap(fromCloseMillis, true, toCloseMillis, true).keySet());
    }

    @Override
    public synchronized void read(String symbol, long fromCloseMillis, long toCloseMillis, Consumer<Bar> sink) {
        check();
        bars.subMap(fromCloseMillis, true, toCloseMillis, true).values().forEach(sink);
    }

    @Override
    public synchronized long newestClose(String symbol) {
        check();
        return bars.isEmpty() ? 0 : bars.lastKey();
    }

    private void check() {
        if (down) {
            throw new IllegalStateException("the database does not answer");
        }
    }
}
