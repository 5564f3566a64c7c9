package dev.barkeeper.paper;

import dev.barkeeper.market.MarketData;
import dev.barkeeper.market.MarketDataListener;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Quote;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Bars and quotes of a venue in the same process, told on the thread that moves the venue. Thread-safe. */
public final class PaperMarketData implements MarketData {
    private final PaperVenue venue;
    private VenueListener relay = new VenueListener() {};

    public PaperMarketData(PaperVenue venue) {
        this.venue = venue;
    }

    @Override
    public synchronized void open(String symbol, MarketDataListener listener) {
        venue.removeListener(relay);
        relay = new VenueListener() {
            @Override
            public void onBar(BinSize size, Bar bar) {
                if (size == BinSize.MINUTE && bar.symbol().equals(symbol)) {
                    listener.onBar(bar);
                }
            }

            @Override
            public void onQuote(Quote quote) {
                if (quote.symbol().equals(symbol)) {
                    listener.onQuote(quote);
                }
            }
        };
        venue.addListener(relay, Set.of(VenueTopic.BAR, VenueTopic.QUOTE));
        listener.onConnected();
    }

    @Override
    public List<Bar> fetchBars(String symbol, long fromCloseMillis, long toCloseMillis, int limit) throws IOException {
        if (venue.state(symbol).isEmpty()) {
            throw new IOException("paper venue lists no instrument " + symbol);
        }
        return venue.bars(symbol, BinSize.MINUTE, Window.between(fromCloseMillis, toCloseMillis, limit), false);
    }

    @Override
    public synchronized void close() {
        venue.removeListener(relay);
    }
}
