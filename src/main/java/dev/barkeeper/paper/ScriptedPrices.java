package dev.barkeeper.paper;

import java.util.Iterator;
import java.util.List;

/** Prices written down beforehand; ends with its last bar. */
public final class ScriptedPrices implements PriceSource {
    private final Iterator<PriceBar> bars;

    /** Bars in ascending order. */
    public ScriptedPrices(List<PriceBar> bars) {
        this.bars = List.copyOf(bars).iterator();
    }

    @Override
    public boolean hasNext() {
        return bars.hasNext();
    }

    @Override
    public PriceBar next() {
        return bars.next();
    }
}
