package dev.barkeeper.paper;

import dev.barkeeper.model.Bar;
import java.util.Arrays;
import java.util.function.LongFunction;

/** The newest finished minutes of one market in plain arrays, and the running one. Not thread-safe. */
final class BarTape {
    /** More than the 21 days of history and a week of walk. */
    private static final int CAPACITY = 1 << 16;

    private static final int FIRST_CAPACITY = 1 << 10;
    private static final int COLUMNS = 10;

    private final ContractSpec spec;
    private final ContractMath math;
    private int mask = FIRST_CAPACITY - 1;
    private long[] cells = new long[FIRST_CAPACITY * COLUMNS];
    private long end;

    private long openE8;
    private long highE8;
    private long lowE8;
    private long closeE8;
    private long trades;
    private long volume;
    private long ticksTimesVolume;
    private long lastSize;
    private long turnover;

    BarTape(ContractSpec spec, ContractMath math, long openE8) {
        this.spec = spec;
        this.math = math;
        begin(openE8);
    }

    /** One trade of the running minute. */
    void add(long priceE8, long contracts) {
        add(priceE8, contracts, priceE8 / spec.instrument().tickE8(), math.value(contracts, priceE8));
    }

    /**
     * The same of one whose figures are known already.
     *
     * @param ticks the price
     * @param valueMinor what was traded
     */
    void add(long priceE8, long contracts, long ticks, long valueMinor) {
        highE8 = trades == 0 ? priceE8 : Math.max(highE8, priceE8);
        lowE8 = trades == 0 ? priceE8 : Math.min(lowE8, priceE8);
        closeE8 = priceE8;
        trades++;
        volume += contracts;
        ticksTimesVolume += ticks * contracts;
        lastSize = contracts;
        turnover += valueMinor;
    }

    /** Ends the running minute and begins the next, which opens at this one's close. */
    void finish(long closeMillis) {
        if (end > mask && mask < CAPACITY - 1) {
            cells = Arrays.copyOf(cells, cells.length * 2);
            mask = mask * 2 + 1;
        }
        int at = (int) (end & mask) * COLUMNS;
        cells[at] = closeMillis;
        cells[at + 1] = openE8;
        cells[at + 2] = highE8;
        cells[at + 3] = lowE8;
        cells[at + 4] = closeE8;
        cells[at + 5] = trades;
        cells[at + 6] = volume;
        cells[at + 7] =
                volume == 0 ? 0 : ticksTimesVolume / volume * spec.instrument().tickE8() + fraction();
        cells[at + 8] = lastSize;
        cells[at + 9] = turnover;
        end++;
        begin(closeE8);
    }

    long first() {
        return Math.max(0, end - mask - 1);
    }

    long end() {
        return end;
    }

    long closeMillis(long index) {
        return cells[(int) (index & mask) * COLUMNS];
    }

    Bar bar(long index) {
        int at = (int) (index & mask) * COLUMNS;
        return bar(
                cells[at],
                cells[at + 1],
                cells[at + 2],
                cells[at + 3],
                cells[at + 4],
                cells[at + 5],
                cells[at + 6],
                cells[at + 7],
                cells[at + 8],
                cells[at + 9]);
    }

    /** The running minute as it is now, with its future end. */
    Bar running(long closeMillis) {
        long vwap =
                volume == 0 ? 0 : ticksTimesVolume / volume * spec.instrument().tickE8() + fraction();
        return bar(closeMillis, openE8, highE8, lowE8, closeE8, trades, volume, vwap, lastSize, turnover);
    }

    /** Joins minutes {@code [from, to)} into one larger bin. */
    static Bar join(LongFunction<Bar> minutes, long from, long to, long closeMillis) {
        Bar first = minutes.apply(from);
        long high = first.highE8();
        long low = first.lowE8();
        long trades = 0;
        long volume = 0;
        long turnover = 0;
        long home = 0;
        long foreign = 0;
        long lastSize = 0;
        double weighted = 0;
        Bar bar = first;
        for (long i = from; i < to; i++) {
            bar = minutes.apply(i);
            high = Math.max(high, bar.highE8());
            low = Math.min(low, bar.lowE8());
            trades += bar.trades();
            volume += bar.volume();
            turnover += bar.turnover();
            home += bar.homeNotionalE8();
            foreign += bar.foreignNotionalE8();
            lastSize = bar.lastSize() > 0 ? bar.lastSize() : lastSize;
            weighted += (double) bar.vwapE8() * bar.volume();
        }
        long vwap = volume == 0 ? 0 : Math.round(weighted / volume / 10_000) * 10_000;
        return new Bar(
                bar.symbol(),
                closeMillis,
                first.openE8(),
                high,
                low,
                bar.closeE8(),
                trades,
                volume,
                vwap,
                lastSize,
                turnover,
                home,
                foreign);
    }

    private void begin(long previousCloseE8) {
        openE8 = previousCloseE8;
        highE8 = previousCloseE8;
        lowE8 = previousCloseE8;
        closeE8 = previousCloseE8;
        trades = 0;
        volume = 0;
        ticksTimesVolume = 0;
        lastSize = 0;
        turnover = 0;
    }

    /** What the whole ticks of the average leave over, in ten-thousandths of a tick. */
    private long fraction() {
        long rest = ticksTimesVolume % volume;
        return (rest < Long.MAX_VALUE / 10_000 ? rest * 10_000 / volume : 0)
                * (spec.instrument().tickE8() / 10_000);
    }

    Bar bar(
            long closeMillis,
            long open,
            long high,
            long low,
            long close,
            long count,
            long contracts,
            long vwap,
            long last,
            long value) {
        return new Bar(
                spec.symbol(),
                closeMillis,
                open,
                high,
                low,
                close,
                count,
                contracts,
                vwap,
                last,
                value,
                math.homeNotional(contracts, value),
                math.foreignNotional(contracts, value));
    }
}
