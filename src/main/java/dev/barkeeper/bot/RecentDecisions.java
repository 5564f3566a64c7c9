package dev.barkeeper.bot;

import dev.barkeeper.model.Decision;
import dev.barkeeper.strategy.Moment;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/** The newest decision rows, oldest first, as many as a strategy may look back on; read as it is at the time. */
final class RecentDecisions extends AbstractList<Decision> implements RandomAccess {
    private final Decision[] ring = new Decision[Moment.RECENT];
    private long taken;

    void take(List<Decision> rows) {
        for (int i = 0; i < rows.size(); i++) {
            ring[(int) (taken++ % ring.length)] = rows.get(i);
        }
    }

    @Override
    public Decision get(int index) {
        Objects.checkIndex(index, size());
        return ring[(int) ((taken - size() + index) % ring.length)];
    }

    @Override
    public int size() {
        return (int) Math.min(taken, ring.length);
    }
}
