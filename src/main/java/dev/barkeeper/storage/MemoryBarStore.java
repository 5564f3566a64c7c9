package dev.barkeeper.storage;

import dev.barkeeper.market.BarStore;
import dev.barkeeper.model.Bar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Minute bars in memory, for backtests and tests; holds all it is given. Thread-safe. */
public final class MemoryBarStore implements BarStore {
    private final Map<String, TreeMap<Long, Bar>> bySymbol = new HashMap<>();

    @Override
    public synchronized void store(List<Bar> bars) {
        for (Bar bar : bars) {
            bySymbol.computeIfAbsent(bar.symbol(), symbol -> new TreeMap<>()).put(bar.closeMillis(), bar);
        }
    }

    @Override
    public synchronized List<Long> closes(String symbol, long fromCloseMillis, long toCloseMillis) {
        return List.copyOf(between(symbol, fromCloseMillis, toCloseMillis).keySet());
    }

    /** The sink sees what was there at the call. */
    @Override
    public void read(String symbol, long fromCloseMillis, long toCloseMillis, Consumer<Bar> sink) {
        List<Bar> bars;
        synchronized (this) {
            bars = List.copyOf(between(symbol, fromCloseMillis, toCloseMillis).values());
        }
        bars.forEach(sink);
    }

    @Override
    public synchronized long newestClose(String symbol) {
        TreeMap<Long, Bar> minutes = bySymbol.getOrDefault(symbol, new TreeMap<>());
        return minutes.isEmpty() ? 0 : minutes.lastKey();
    }

    private NavigableMap<Long, Bar> between(String symbol, long from, long to) {
        return from > to
                ? new TreeMap<>()
                : bySymbol.getOrDefault(symbol, new TreeMap<>()).subMap(from, true, to, true);
    }
}
