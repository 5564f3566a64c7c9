package dev.barkeeper.bitmex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barkeeper.exchange.ExchangeException;
import dev.barkeeper.market.MarketData;
import dev.barkeeper.market.MarketDataListener;
import dev.barkeeper.model.Bar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Minute bars and quotes of a venue of this dialect. Made by {@link BitmexVenue}. Thread-safe. */
public final class BitmexMarketData implements MarketData {
    /** What the venue gives in one page. */
    public static final int MAX_BARS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(BitmexMarketData.class);
    /** When the newest stamp is at most this much older than the server's own date, the venue lives in real time. */
    private static final long REAL_TIME_MILLIS = 600_000;

    /** The date comes in whole seconds, and clocks inside a venue differ a little. */
    private static final long DATE_TOLERANCE_MILLIS = 1_000;

    private final BitmexRest rest;
    private final BitmexSocket socket;
    private final BitmexSettings settings;
    private final VenueStamps stamps;
    private Subscription subscription;

    BitmexMarketData(BitmexRest rest, BitmexSocket socket, BitmexSettings settings, VenueStamps stamps) {
        this.rest = rest;
        this.socket = socket;
        this.settings = settings;
        this.stamps = stamps;
    }

    @Override
    public synchronized void open(String symbol, MarketDataListener listener) {
        if (subscription != null) {
            throw new IllegalStateException("market data is open already: " + subscription.topics());
        }
        subscription = new Subscription(symbol, List.of("quote", "tradeBin1m"), false, new PublicStream(listener));
        socket.add(subscription);
    }

    @Override
    public List<Bar> fetchBars(String symbol, long fromCloseMillis, long toCloseMillis, int limit) throws IOException {
        if (limit < 1 || limit > MAX_BARS) {
            throw new IllegalArgumentException("limit " + limit + " must be 1 to " + MAX_BARS);
        }
        if (toCloseMillis < fromCloseMillis) {
            return List.of();
        }
        long minutes = (toCloseMillis - fromCloseMillis) / Bar.MINUTE_MILLIS + 1;
        Map<String, String> query = Map.of(
                "binSize",
                "1m",
                "partial",
                "false",
                "symbol",
                symbol,
                "startTime",
                WireRow.iso(fromCloseMillis),
                "count",
                Long.toString(Math.min(limit, minutes)),
                "reverse",
                "false");
        try {
            RestAnswer.Done answer = rest.list("trade/bucketed", query, RateBudget.Use.HISTORY);
            return bars(answer, fromCloseMillis, toCloseMillis);
        } catch (ExchangeException e) {
            throw new IOException(
                    "bars of " + symbol + " from " + WireRow.iso(fromCloseMillis) + ": " + e.getMessage(), e);
        }
    }

    private List<Bar> bars(RestAnswer.Done answer, long fromCloseMillis, long toCloseMillis) {
        long latestEnd = latestEnd(answer.serverMillis());
        List<Bar> bars = new ArrayList<>();
        for (JsonNode row : answer.body()) {
            try {
                BitmexParser.bar(row, latestEnd)
                        .filter(bar -> bar.closeMillis() >= fromCloseMillis && bar.closeMillis() <= toCloseMillis)
                        .ifPresent(bars::add);
            } catch (WireFormatException e) {
                // the minutes around it are not lost for it
                LOG.warn("a bar is left out cause={}", e.getMessage());
            }
        }
        return List.copyOf(bars);
    }

    /** A bar that ends after the server's own time is not finished; a venue in simulated time has no such bound. */
    private long latestEnd(long serverMillis) {
        long latest = serverMillis + DATE_TOLERANCE_MILLIS;
        long newest = stamps.newestMillis();
        boolean realTime = settings.clockSpeed() == 1
                && !socket.isLockStep()
                && serverMillis > 0
                && newest <= latest
                && newest > serverMillis - REAL_TIME_MILLIS;
        return realTime ? latest : Long.MAX_VALUE;
    }

    /** Nothing is told any more; the connection stays for the others. */
    @Override
    public synchronized void close() {
        if (subscription != null) {
            socket.remove(subscription);
        }
    }

    /** Rows of the public tables as bars and quotes. */
    private final class PublicStream implements StreamListener {
        private final MarketDataListener listener;

        PublicStream(MarketDataListener listener) {
            this.listener = listener;
        }

        @Override
        public void onRows(String table, boolean image, List<ObjectNode> rows) {
            for (ObjectNode row : rows) {
                try {
                    read(table, row);
                } catch (WireFormatException e) {
                    LOG.warn("a market row is left out table={} cause={}", table, e.getMessage());
                }
            }
        }

        private void read(String table, ObjectNode row) {
            if (table.equals("quote")) {
                stamps.seen(new WireRow(row).millis("timestamp"));
                listener.onQuote(BitmexParser.quote(row));
                return;
            }
            Optional<Bar> bar = BitmexParser.bar(row, Long.MAX_VALUE);
            bar.ifPresent(finished -> {
                if (stamps.seen(finished.closeMillis())) {
                    listener.onBar(finished);
                } else {
                    // all minutes up to it would count as decided; one that is true is fetched
                    LOG.warn("a bar of a time to come is left out bar={}", finished.closeTime());
                }
            });
        }

        @Override
        public void onUp() {
            listener.onConnected();
        }

        @Override
        public void onDown(String cause) {
            listener.onDisconnected(cause);
        }
    }
}
