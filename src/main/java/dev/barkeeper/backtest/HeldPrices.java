package dev.barkeeper.backtest;

import dev.barkeeper.market.BarStore;
import dev.barkeeper.model.Bar;
import dev.barkeeper.paper.PriceBar;
import dev.barkeeper.paper.PriceSource;
import dev.barkeeper.storage.MemoryBarStore;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/** Minute bars held in plain arrays, 48 bytes each, to be walked many times. Filled by one thread, then read by any. */
public final class HeldPrices {
    private static final int COLUMNS = 6;
    /** Grown by whole chunks: doubling one array would need it three times over. */
    private static final int CHUNK_BARS = 1 << 14;

    private List<long[]> chunks = new ArrayList<>();
    private int size;

    /** Takes in all that a source has left, at most so many bars. */
    public static HeldPrices of(PriceSource source, int mostBars) {
        HeldPrices held = new HeldPrices();
        while (held.size < mostBars && source.hasNext()) {
            held.add(source.next());
        }
        return held;
    }

    /** Takes in what opens in {@code [fromMillis, toMillis)}. */
    public static HeldPrices of(PriceSource source, long fromMillis, long toMillis) {
        HeldPrices held = new HeldPrices();
        while (source.hasNext()) {
            PriceBar bar = source.next();
            if (bar.openMillis() >= fromMillis && bar.openMillis() < toMillis) {
                held.add(bar);
            }
        }
        return held;
    }

    /** The first so many, sharing what is held. */
    public HeldPrices first(int bars) {
        HeldPrices part = new HeldPrices();
        part.chunks = chunks;
        part.size = bars;
        return part;
    }

    /** Bars {@code [from, to)} as a table of minutes, for a warm-up. */
    public BarStore store(String symbol, int from, int to) {
        MemoryBarStore store = new MemoryBarStore();
        List<Bar> bars = new ArrayList<>();
        for (int i = from; i < to; i++) {
            PriceBar bar = bar(i);
            bars.add(Bar.ofPrices(
                    symbol,
                    bar.openMillis() + Bar.MINUTE_MILLIS,
                    bar.openE8(),
                    bar.highE8(),
                    bar.lowE8(),
                    bar.closeE8(),
                    bar.volume()));
        }
        store.store(bars);
        return store;
    }

    public int size() {
        return size;
    }

    /** The bar of that index. */
    public PriceBar bar(int index) {
        long[] cells = chunks.get(index / CHUNK_BARS);
        int at = index % CHUNK_BARS * COLUMNS;
        return new PriceBar(cells[at], cells[at + 1], cells[at + 2], cells[at + 3], cells[at + 4], cells[at + 5]);
    }

    /** Walks {@code [from, to)}. */
    public PriceSource walk(int from, int to) {
        return new Walk(from, to);
    }

    void add(PriceBar bar) {
        if (size % CHUNK_BARS == 0) {
            chunks.add(new long[CHUNK_BARS * COLUMNS]);
        }
        long[] cells = chunks.get(size / CHUNK_BARS);
        int at = size++ % CHUNK_BARS * COLUMNS;
        cells[at] = bar.openMillis();
        cells[at + 1] = bar.openE8();
        cells[at + 2] = bar.highE8();
        cells[at + 3] = bar.lowE8();
        cells[at + 4] = bar.closeE8();
        cells[at + 5] = bar.volume();
    }

    private final class Walk implements PriceSource {
        private final int to;
        private int next;

        Walk(int from, int to) {
            this.next = from;
            this.to = to;
        }

        @Override
        public boolean hasNext() {
            return next < to;
        }

        @Override
        public PriceBar next() {
            if (next >= to) {
                throw new NoSuchElementException("the prices are at their end");
            }
            return bar(next++);
        }
    }
}
