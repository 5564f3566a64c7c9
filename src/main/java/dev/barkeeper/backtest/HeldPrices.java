package dev.barkeeper.backtest;

import dev.barkeeper.paper.PriceBar;
import dev.barkeeper.paper.PriceSource;
import java.util.Arrays;
import java.util.NoSuchElementException;

/** Minute bars held in plain arrays, to be walked many times. Filled by one thread, then read by any. */
public final class HeldPrices {
    private static final int COLUMNS = 6;
    private long[] cells = new long[COLUMNS << 10];
    private int size;

    /** Takes in all that a source has left, at most so many bars. */
    public static HeldPrices of(PriceSource source, int mostBars) {
        HeldPrices held = new HeldPrices();
        while (held.size < mostBars && source.hasNext()) {
            held.add(source.next());
        }
        held.cells = Arrays.copyOf(held.cells, held.size * COLUMNS);
        return held;
    }

    public int size() {
        return size;
    }

    /** The bar of that index. */
    public PriceBar bar(int index) {
        int at = index * COLUMNS;
        return new PriceBar(cells[at], cells[at + 1], cells[at + 2], cells[at + 3], cells[at + 4], cells[at + 5]);
    }

    /** Walks {@code [from, to)}. */
    public PriceSource walk(int from, int to) {
        return new Walk(from, to);
    }

    private void add(PriceBar bar) {
        int at = size++ * COLUMNS;
        if (at == cells.length) {
            cells = Arrays.copyOf(cells, cells.length * 2);
        }
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
