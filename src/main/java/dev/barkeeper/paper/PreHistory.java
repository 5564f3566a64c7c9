package dev.barkeeper.paper;

import dev.barkeeper.model.Bar;
import java.util.List;

/**
 * The minutes before the walk: the source's own rows when it has some, made up backwards from there. Built on the first
 * question. Not thread-safe.
 */
final class PreHistory {
    /** 21 days. */
    static final int MINUTES = 21 * 24 * 60;

    private static final long KIND = 0x48495354L;
    private static final int COLUMNS = 5;
    private static final int TRADES = 12;

    private final ContractSpec spec;
    private final ContractMath math;
    private final long seed;
    private final long startMillis;
    private final long startE8;
    private final PriceSource source;
    private long[] cells = {};

    PreHistory(ContractSpec spec, ContractMath math, long seed, PriceSource source, long startMillis, long startE8) {
        this.spec = spec;
        this.math = math;
        this.seed = seed;
        this.source = source;
        this.startMillis = startMillis;
        this.startE8 = startE8;
    }

    long closeMillis(long index) {
        return startMillis - (MINUTES - 1 - index) * Bar.MINUTE_MILLIS;
    }

    /** 0 is the oldest, {@link #MINUTES} − 1 ends where the walk begins. */
    Bar bar(long index) {
        if (cells.length == 0) {
            build();
        }
        int at = (int) index * COLUMNS;
        long open = index == 0 ? cells[at] : cells[at - COLUMNS + 3];
        long volume = cells[at + 4];
        long vwap = (cells[at + 1] + cells[at + 2] + 2 * cells[at + 3]) / 4;
        return new Bar(
                spec.symbol(),
                closeMillis(index),
                open,
                cells[at + 1],
                cells[at + 2],
                cells[at + 3],
                volume == 0 ? 0 : TRADES,
                volume,
                volume == 0 ? 0 : vwap,
                volume == 0 ? 0 : Math.max(spec.instrument().lotContracts(), lots(volume / TRADES)),
                volume == 0 ? 0 : math.value(volume, vwap),
                math.homeNotional(volume, math.value(volume, vwap)),
                math.foreignNotional(volume, math.value(volume, vwap)));
    }

    private void build() {
        cells = new long[MINUTES * COLUMNS];
        int next = MINUTES - 1;
        long close = startE8;
        List<PriceBar> known = source.history();
        for (int i = known.size() - 1; i >= 0 && next >= 0; i--) {
            PriceBar bar = known.get(i);
            int target = MINUTES - 1 - (int) ((startMillis - bar.openMillis()) / Bar.MINUTE_MILLIS - 1);
            close = spec.instrument().roundToTick(bar.closeE8());
            while (next > Math.max(target, -1)) {
                set(next--, close, close, close, close, 0);
            }
            if (target >= 0) {
                set(
                        next--,
                        spec.instrument().roundToTick(bar.openE8()),
                        spec.instrument().roundToTick(bar.highE8()),
                        spec.instrument().roundToTick(bar.lowE8()),
                        close,
                        lots(bar.volume()));
                close = spec.instrument().roundToTick(bar.openE8());
            }
        }
        for (; next >= 0; next--) {
            close = invent(next, close);
        }
    }

    /** Makes up the minute that ends at a price; returns its open. */
    private long invent(int index, long close) {
        long tick = spec.instrument().tickE8();
        long minute = closeMillis(index) / Bar.MINUTE_MILLIS;
        long noise = VenueIds.mix(seed, KIND, minute);
        long trend = VenueIds.mix(seed, KIND + 1, minute / 17);
        long unit = Math.max(tick, spec.instrument().floorToTick(close / 5_000));
        long step = Math.floorMod(noise, 2 * unit + 1) - unit + Math.floorMod(trend, unit + 1) - unit / 2;
        long pull = (startE8 - close) / 400;
        long open = Math.max(tick, spec.instrument().roundToTick(close + step + pull));
        long wick = Math.floorMod(noise >>> 20, unit + 1);
        long high = spec.instrument().roundToTick(Math.max(open, close) + wick);
        long low = Math.max(tick, spec.instrument().roundToTick(Math.min(open, close) - wick / 2));
        long volume = lots(spec.ladderContracts() + Math.floorMod(noise >>> 9, 8 * spec.ladderContracts() + 1));
        set(index, open, high, low, close, volume);
        return open;
    }

    private void set(int index, long open, long high, long low, long close, long volume) {
        int at = index * COLUMNS;
        cells[at] = open;
        cells[at + 1] = high;
        cells[at + 2] = low;
        cells[at + 3] = close;
        cells[at + 4] = volume;
    }

    private long lots(long contracts) {
        return contracts / spec.instrument().lotContracts() * spec.instrument().lotContracts();
    }
}
