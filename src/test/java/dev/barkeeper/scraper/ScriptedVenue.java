package dev.barkeeper.scraper;

import dev.barkeeper.market.MarketData;
import dev.barkeeper.market.MarketDataListener;
import dev.barkeeper.model.Bar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A venue that has the bars it was given, keeps a list of what it was asked and can be silenced. Thread-safe. */
final class ScriptedVenue implements MarketData {
    private final TreeMap<Long, Bar> bars = new TreeMap<>();
    private final List<List<Long>> asked = new ArrayList<>();
    private int failures;

    synchronized void has(Bar... more) {
        for (Bar bar : more) {
            bars.put(bar.closeMillis(), bar);
        }
    }

    /** The next so many requests fail. */
    synchronized void failsNext(int requests) {
        failures = requests;
    }

    /** Each request by the minutes of its first and last close. */
    synchronized List<List<Long>> asked() {
        return List.copyOf(asked);
    }

    @Override
    public synchronized List<Bar> fetchBars(String symbol, long fromCloseMillis, long toCloseMillis, int limit)
            throws IOException {
        asked.add(List.of(fromCloseMillis / Bar.MINUTE_MILLIS, toCloseMillis / Bar.MINUTE_MILLIS));
        if (limit < 1 || limit > 1_000 || toCloseMillis < fromCloseMillis) {
            throw new IllegalArgumentException(fromCloseMillis + " to " + toCloseMillis + " limit " + limit);
        }
        if (failures > 0) {
            failures--;
            throw new IOException("the venue does not answer");
        }
        return bars.subMap(fromCloseMillis, true, toCloseMillis, true).values().stream()
                .limit(limit)
                .toList();
    }

    @Override
    public void open(String symbol, MarketDataListener listener) {
        throw new UnsupportedOperationException("the test plays the stream itself");
    }

    @Override
    public void close() {}
}
