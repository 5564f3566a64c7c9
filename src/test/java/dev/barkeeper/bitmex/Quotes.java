package dev.barkeeper.bitmex;

import dev.barkeeper.market.MarketDataListener;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Quote;
import java.util.concurrent.CountDownLatch;

/** Counts quotes down. */
record Quotes(CountDownLatch left) implements MarketDataListener {
    @Override
    public void onBar(Bar bar) {}

    @Override
    public void onQuote(Quote quote) {
        left.countDown();
    }

    @Override
    public void onConnected() {}

    @Override
    public void onDisconnected(String cause) {}
}
