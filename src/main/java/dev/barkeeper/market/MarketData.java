package dev.barkeeper.market;

import dev.barkeeper.model.Bar;
import java.io.IOException;
import java.util.List;

/** Public data of one venue, one symbol at a time. */
public interface MarketData extends AutoCloseable {

    /** Connects, subscribes to minute bars and quotes of the symbol, and keeps doing so until closed. */
    void open(String symbol, MarketDataListener listener);

    /**
     * Finished bars whose close lies in {@code [fromCloseMillis, toCloseMillis]}, oldest first, at most {@code limit} (1
     * to 1000). Blocks, paced within the venue's rate limit.
     *
     * @throws IOException when the venue does not answer or refuses; the message says which and why
     */
    List<Bar> fetchBars(String symbol, long fromCloseMillis, long toCloseMillis, int limit) throws IOException;

    @Override
    void close();
}
