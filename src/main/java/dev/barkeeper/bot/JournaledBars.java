package dev.barkeeper.bot;

import dev.barkeeper.market.BarStore;
import dev.barkeeper.model.Bar;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The bars that a process read for its strategy, given again; without them it does not answer, as it did not then. */
final class JournaledBars implements BarStore {
    private Optional<List<Bar>> next = Optional.empty();

    void give(List<Bar> bars) {
        next = Optional.of(bars);
    }

    void forget() {
        next = Optional.empty();
    }

    @Override
    public void read(String symbol, long fromCloseMillis, long toCloseMillis, Consumer<Bar> sink) {
        next.orElseThrow(() -> new IllegalStateException("the store did not answer here"))
                .forEach(sink);
        forget();
    }

    @Override
    public void store(List<Bar> bars) {
        throw new UnsupportedOperationException("a replay stores no bars");
    }

    @Override
    public List<Long> closes(String symbol, long fromCloseMillis, long toCloseMillis) {
        throw new UnsupportedOperationException("the core asks for whole bars");
    }

    @Override
    public long newestClose(String symbol) {
        throw new UnsupportedOperationException("the core asks for whole bars");
    }
}
