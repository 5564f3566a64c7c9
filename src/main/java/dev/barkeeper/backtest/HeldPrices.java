package dev.barkeeper.backtest;

import dev.barkeeper.market.BarStore;
import dev.barkeeper.model.Bar;
import dev.barkeeper.paper.PriceBar;
import dev.barkeeper.paper.PriceSource;
import dev.barkeeper.storage.MemoryBarStore;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/** Minute bars held in some 20 bytes each, to be walked many times. Filled by one thread, then read by any. */
public final class HeldPrices {
    private static final int CHUNK_BARS = 1 << 12;

    private List<Chunk> chunks = new ArrayList<>();
    private List<PriceBar> newest = new ArrayList<>();
    private int size;

    /** Bars by their place in it. */
    @FunctionalInterface
    private interface Chunk {
        PriceBar bar(int index);
    }

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
        part.newest = newest;
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
        int chunk = index / CHUNK_BARS;
        int at = index % CHUNK_BARS;
        return chunk < chunks.size() ? chunks.get(chunk).bar(at) : newest.get(at);
    }

    /** Walks {@code [from, to)}. */
    public PriceSource walk(int from, int to) {
        return new Walk(from, to);
    }

    void add(PriceBar bar) {
        newest.add(bar);
        size++;
        if (newest.size() == CHUNK_BARS) {
            PriceBar[] bars = newest.toArray(PriceBar[]::new);
            chunks.add(PriceChunk.fits(bars) ? PriceChunk.of(bars)::bar : index -> bars[index]);
            newest = new ArrayList<>();
        }
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
