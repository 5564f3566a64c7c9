package dev.barkeeper.backtest;

import dev.barkeeper.market.BarStore;
import dev.barkeeper.model.Bar;
import dev.barkeeper.paper.PriceBar;

/** The stored minutes of a symbol as prices to walk. Stateless. */
public final class StoredPrices {
    private StoredPrices() {}

    /** Minutes that open in {@code [fromMillis, toMillis)}. */
    public static HeldPrices read(BarStore store, String symbol, long fromMillis, long toMillis) {
        HeldPrices held = new HeldPrices();
        long from = Math.max(0, fromMillis) + Bar.MINUTE_MILLIS;
        long to = Math.min(toMillis, Long.MAX_VALUE - Bar.MINUTE_MILLIS);
        store.read(symbol, from, to == Long.MAX_VALUE - Bar.MINUTE_MILLIS ? store.newestClose(symbol) : to, bar -> {
            held.add(prices(bar));
        });
        return held;
    }

    /** A stored bar opens at the close before, which may lie outside its range: a gap walks from the nearest price. */
    private static PriceBar prices(Bar bar) {
        long open = Math.min(bar.highE8(), Math.max(bar.lowE8(), bar.openE8()));
        long close = Math.min(bar.highE8(), Math.max(bar.lowE8(), bar.closeE8()));
        return new PriceBar(bar.openMillis(), open, bar.highE8(), bar.lowE8(), close, bar.volume());
    }
}
