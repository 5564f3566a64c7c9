package dev.barkeeper.market;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Quote;

/** Receives public data, on one thread at a time of the venue's adapter; must not block. */
public interface MarketDataListener {
    /** A finished bar; may be late, doubled, out of order or a correction. */
    void onBar(Bar bar);

    void onQuote(Quote quote);

    /** The stream is up and subscribed. */
    void onConnected();

    void onDisconnected(String cause);
}
