package dev.barkeeper.backtest;

import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.Reason;
import dev.barkeeper.strategy.Moment;
import java.util.AbstractList;
import java.util.Objects;

/** The newest decision rows, each made only when it is read. Not thread-safe. */
final class RecentRows extends AbstractList<Decision> {
    private final String symbol;
    private final long[] barMillis = new long[Moment.RECENT];
    private final long[] contracts = new long[Moment.RECENT];
    private final long[] pricesE8 = new long[Moment.RECENT];
    private final long[] marketsE8 = new long[Moment.RECENT];
    private final boolean[] active = new boolean[Moment.RECENT];
    private final Reason[] reasons = new Reason[Moment.RECENT];
    private long count;

    RecentRows(String symbol) {
        this.symbol = symbol;
    }

    /** The long row and the short row of each bar in turn. */
    void add(long bar, long wanted, long priceE8, long marketE8, boolean isActive, Reason why) {
        int at = (int) (count++ % Moment.RECENT);
        barMillis[at] = bar;
        contracts[at] = wanted;
        pricesE8[at] = priceE8;
        marketsE8[at] = marketE8;
        active[at] = isActive;
        reasons[at] = why;
    }

    @Override
    public Decision get(int index) {
        Objects.checkIndex(index, size());
        long number = count - size() + index;
        int at = (int) (number % Moment.RECENT);
        return new Decision(
                barMillis[at],
                symbol,
                number % 2 == 0 ? Direction.LONG : Direction.SHORT,
                contracts[at],
                pricesE8[at],
                false,
                marketsE8[at],
                active[at],
                reasons[at]);
    }

    @Override
    public int size() {
        return (int) Math.min(count, Moment.RECENT);
    }
}
