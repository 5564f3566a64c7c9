package dev.barkeeper.bitmex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barkeeper.exchange.AccountSnapshot;
import dev.barkeeper.exchange.ExchangeException;
import dev.barkeeper.exchange.TradingRight;
import dev.barkeeper.model.Instrument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import okhttp3.OkHttpClient;

/**
 * One venue of this dialect under one key: what the account's and the market's side share, namely the HTTP client, the
 * rate limit and the one stream. Where bars come from another venue, make two. Thread-safe.
 */
public final class BitmexVenue implements AutoCloseable {
    private final BitmexSettings settings;
    private final OkHttpClient client;
    private final ServerClock serverClock = new ServerClock();
    private final BitmexRest rest;
    private final BitmexSocket socket;
    private final VenueStamps stamps;
    private final LockStep lockStep;

    /** @param venueClock is told every time stamp the venue sends, epoch milliseconds, on any thread; must not block */
    public BitmexVenue(BitmexSettings settings, LongConsumer venueClock) {
        this(settings, venueClock, WireWatch.NONE);
    }

    /** The same, looked at by somebody. */
    public BitmexVenue(BitmexSettings settings, LongConsumer venueClock, WireWatch watch) {
        this(settings, venueClock, SocketTimes.ADVISED, watch);
    }

    BitmexVenue(BitmexSettings settings, LongConsumer venueClock, SocketTimes times) {
        this(settings, venueClock, times, WireWatch.NONE);
    }

    private BitmexVenue(BitmexSettings settings, LongConsumer venueClock, SocketTimes times, WireWatch watch) {
        this.settings = settings;
        this.client = HttpClients.create(settings.connectTimeout(), settings.readTimeout());
        this.rest = new BitmexRest(client, settings, serverClock, watch);
        this.socket = new BitmexSocket(client, settings, times, serverClock, watch);
        this.stamps = new VenueStamps(venueClock, settings.clockSpeed(), socket::isLockStep, System::nanoTime);
        this.lockStep = new LockStep(client, settings, socket::isLockStep);
    }

    /**
     * The account's side, its stream about one symbol. Open it before the market's, and no fill is told after its bar.
     *
     * @param right of a process that may lose the bot to another one
     */
    public BitmexExchange exchange(String symbol, TradingRight right) {
        if (!settings.hasKey()) {
            throw new IllegalStateException("no key for " + settings.restUrl() + ": an account needs one");
        }
        return new BitmexExchange(rest, socket, stamps, symbol, right);
    }

    /** The market's side. */
    public BitmexMarketData marketData() {
        return new BitmexMarketData(rest, socket, settings, stamps);
    }

    /** How many requests the venue takes before it wants a pause, by its own count. */
    public double requestsLeft() {
        return rest.requestsLeft();
    }

    /** For venues that wait for us after each bar. */
    public LockStep lockStep() {
        return lockStep;
    }

    /**
     * A contract's specification. Blocks.
     *
     * @throws ExchangeException not retryable when the venue has no such contract
     */
    public Instrument instrument(String symbol) throws ExchangeException {
        JsonNode rows = rest.list("instrument", Map.of("symbol", symbol, "count", "1"), RateBudget.Use.ACCOUNT)
                .body();
        for (JsonNode row : rows) {
            if (row.path("symbol").asText().equals(symbol)) {
                try {
                    return InstrumentParser.instrument(row);
                } catch (WireFormatException e) {
                    throw new ExchangeException("instrument " + symbol + ": " + e.getMessage(), false, e);
                }
            }
        }
        throw new ExchangeException(
                "instrument " + symbol + ": unknown at " + settings.restUrl() + ", check bitmex.symbol", false);
    }

    /** The account the key belongs to. Blocks. */
    public long accountNumber() throws ExchangeException {
        WireRow user =
                new WireRow(rest.get("user", Map.of(), RateBudget.Use.ACCOUNT).body());
        if (user.whole("id") == 0) {
            throw new ExchangeException("the venue does not tell the account's number (GET /user without id)", false);
        }
        return user.whole("id");
    }

    /** What the account holds in a symbol now, whatever the stream is about. Blocks. */
    public AccountSnapshot account(String symbol) throws ExchangeException {
        return new AccountReader(rest).account(symbol, stamps.newestMillis());
    }

    /** What the key may do. Blocks. */
    public KeyPermissions keyPermissions() throws ExchangeException {
        JsonNode rows = rest.list("apiKey", Map.of(), RateBudget.Use.ACCOUNT).body();
        for (JsonNode row : rows) {
            if (row.path("id").asText().equals(settings.key())) {
                List<String> rights = new ArrayList<>();
                row.path("permissions")
                        .forEach(right -> rights.add(right.isTextual() ? right.asText() : right.toString()));
                return new KeyPermissions(row.path("enabled").asBoolean(true), List.copyOf(rights));
            }
        }
        throw new ExchangeException("the venue does not list the key in use (GET /apiKey)", false);
    }

    /**
     * How far the server's clock is ahead of ours, milliseconds, negative when behind; good to half a second. Requests
     * expire by it. Blocks.
     *
     * @throws ExchangeException also when the server tells no date
     */
    public long clockSkewMillis(String symbol) throws ExchangeException {
        long before = System.currentTimeMillis();
        RestAnswer.Done answer =
                rest.list("instrument", Map.of("symbol", symbol, "count", "1"), RateBudget.Use.ACCOUNT);
        long middle = (before + System.currentTimeMillis()) / 2;
        if (answer.serverMillis() == 0) {
            throw new ExchangeException("the venue tells no date with its answers", false);
        }
        // the date is cut to whole seconds: on average it is half a second behind
        return answer.serverMillis() + 500 - middle;
    }

    /**
     * How far the servers' clock was ahead of this machine's by their last answer, milliseconds, negative when behind; 0
     * while the two agree well enough. Requests are dated by theirs.
     */
    public long serverAheadMillis() {
        return serverClock.aheadMillis();
    }

    /**
     * The venue's own time, as a contract's row tells it, epoch milliseconds. Blocks.
     *
     * @throws ExchangeException also when the row tells no time
     */
    public long timeMillis(String symbol) throws ExchangeException {
        JsonNode rows = rest.list("instrument", Map.of("symbol", symbol, "count", "1"), RateBudget.Use.ACCOUNT)
                .body();
        long millis = rows.isEmpty() ? 0 : new WireRow(rows.get(0)).millis("timestamp");
        if (millis == 0) {
            throw new ExchangeException("the venue tells no time with " + symbol, false);
        }
        return millis;
    }

    /** Closes the stream and all connections. Close exchange and market data first. */
    @Override
    public void close() {
        rest.close();
        lockStep.close();
        socket.close();
        HttpClients.shutDown(client);
    }
}
