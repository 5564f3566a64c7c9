package dev.barkeeper.market;

import dev.barkeeper.model.Bar;
import java.util.List;
import java.util.function.Consumer;

/** The table of minute bars; SQL or memory. Thread-safe. */
public interface BarStore {

    /** Stores bars; a bar of the same minute and symbol is replaced. All or none. */
    void store(List<Bar> bars);

    /** Closes of the stored bars in {@code [from, to]}, ascending. */
    List<Long> closes(String symbol, long fromCloseMillis, long toCloseMillis);

    /** Streams stored bars in {@code [from, to]} in ascending order without holding them all. */
    void read(String symbol, long fromCloseMillis, long toCloseMillis, Consumer<Bar> sink);

    /** Close of the newest stored bar, 0 when there is none. */
    long newestClose(String symbol);
}
