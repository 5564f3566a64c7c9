package dev.barkeeper.paper;

import dev.barkeeper.model.Side;

/** The newest public trades of one market in plain arrays. Not thread-safe. */
final class TradeTape {
    private static final int CAPACITY = 1 << 14;
    private static final int MASK = CAPACITY - 1;
    private static final byte BUY = 1;
    private static final byte PATH = 2;
    private static final byte UP = 4;
    private static final byte ZERO = 8;

    private final long[] millis = new long[CAPACITY];
    private final long[] prices = new long[CAPACITY];
    private final long[] sizes = new long[CAPACITY];
    private final byte[] flags = new byte[CAPACITY];
    private long end;
    private long previousE8;
    private boolean previousUp = true;

    /** @return the trade's sequence number */
    long add(long atMillis, long priceE8, long contracts, Side taker, boolean path) {
        int slot = (int) (end & MASK);
        millis[slot] = atMillis;
        prices[slot] = priceE8;
        sizes[slot] = contracts;
        boolean zero = priceE8 == previousE8;
        previousUp = zero ? previousUp : priceE8 > previousE8;
        previousE8 = priceE8;
        flags[slot] =
                (byte) ((taker == Side.BUY ? BUY : 0) | (path ? PATH : 0) | (previousUp ? UP : 0) | (zero ? ZERO : 0));
        return end++;
    }

    /** Sequence number of the oldest trade kept. */
    long first() {
        return Math.max(0, end - CAPACITY);
    }

    /** One past the newest. */
    long end() {
        return end;
    }

    long millis(long sequence) {
        return millis[(int) (sequence & MASK)];
    }

    long price(long sequence) {
        return prices[(int) (sequence & MASK)];
    }

    long contracts(long sequence) {
        return sizes[(int) (sequence & MASK)];
    }

    Side side(long sequence) {
        return has(sequence, BUY) ? Side.BUY : Side.SELL;
    }

    /** Whether the price path made it, not an account. */
    boolean isPath(long sequence) {
        return has(sequence, PATH);
    }

    String tick(long sequence) {
        return (has(sequence, ZERO) ? "Zero" : "") + (has(sequence, UP) ? "Plus" : "Minus") + "Tick";
    }

    private boolean has(long sequence, byte flag) {
        return (flags[(int) (sequence & MASK)] & flag) != 0;
    }
}
