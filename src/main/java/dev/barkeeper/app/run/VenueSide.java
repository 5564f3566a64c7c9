package dev.barkeeper.app.run;

import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.bitmex.BitmexVenue;
import dev.barkeeper.bitmex.WireWatch;
import dev.barkeeper.exchange.AccountSnapshot;
import dev.barkeeper.exchange.Exchange;
import dev.barkeeper.exchange.ExchangeException;
import dev.barkeeper.exchange.TradingRight;
import dev.barkeeper.market.MarketData;
import dev.barkeeper.model.Instrument;
import dev.barkeeper.schedule.VenueClock;
import java.util.Map;

/** The venue, or the two where bars come from elsewhere: what it trades, whose account it is, and its two sides. */
final class VenueSide implements AutoCloseable {
    private static final String KEYS = "are bitmex.api.key and bitmex.api.secret those of this venue, and whole?";
    private static final Map<String, String> ADVICE =
            Map.of("HTTP 401", KEYS, "HTTP 403", KEYS, "has expired", "this machine's clock is wrong, let NTP set it");

    private final String symbol;
    private final BitmexVenue trading;
    private final BitmexVenue bars;
    private final Instrument instrument;
    private final long account;

    private VenueSide(String symbol, BitmexVenue trading, BitmexVenue bars, Instrument instrument, long account) {
        this.symbol = symbol;
        this.trading = trading;
        this.bars = bars;
        this.instrument = instrument;
        this.account = account;
    }

    /** Waits until the venue answers. */
    static VenueSide connect(BotSettings settings, VenueClock clock, Patience patience, WireWatch watch) {
        BitmexVenue trading = new BitmexVenue(settings.venue().toSettings(), clock::observe, watch);
        BitmexVenue bars = settings.venue().hasOwnBarsVenue()
                ? new BitmexVenue(settings.venue().toBarsSettings(), clock::observe)
                : trading;
        try {
            String what = "venue " + settings.venue().restUrl();
            Instrument instrument = patience.until(
                    what, () -> advised(() -> trading.instrument(settings.symbol())), VenueSide::isFinal);
            long account = patience.until(what, () -> advised(trading::accountNumber), VenueSide::isFinal);
            return new VenueSide(settings.symbol(), trading, bars, instrument, account);
        } catch (RuntimeException e) {
            if (bars != trading) {
                bars.close();
            }
            trading.close();
            throw e;
        }
    }

    Instrument instrument() {
        return instrument;
    }

    long account() {
        return account;
    }

    Exchange exchange(TradingRight right) {
        return trading.exchange(symbol, right);
    }

    MarketData marketData() {
        return bars.marketData();
    }

    /** What the account holds in a symbol now. Blocks. */
    AccountSnapshot accountIn(String symbol) throws ExchangeException {
        return trading.account(symbol);
    }

    double requestsLeft() {
        return trading.requestsLeft();
    }

    /** How far the trading venue's servers are ahead of this machine's clock, milliseconds; 0 while they agree. */
    long serverAheadMillis() {
        return trading.serverAheadMillis();
    }

    boolean isLockStep() {
        return bars.lockStep().isLockStep();
    }

    void acknowledge(long barMillis) {
        bars.lockStep().acknowledge(barMillis);
    }

    @Override
    public void close() {
        if (bars != trading) {
            bars.close();
        }
        trading.close();
    }

    /** Says what to do where the venue's own words do not. */
    private static <T> T advised(Patience.Attempt<T> call) throws Exception {
        try {
            return call.make();
        } catch (ExchangeException e) {
            String advice = ADVICE.entrySet().stream()
                    .filter(known -> e.getMessage().contains(known.getKey()))
                    .map(known -> "; " + known.getValue())
                    .findFirst()
                    .orElse("");
            throw new ExchangeException(e.getMessage() + advice, e.isRetryable(), e);
        }
    }

    private static boolean isFinal(Exception fault) {
        return !(fault instanceof ExchangeException exchangeFault) || !exchangeFault.isRetryable();
    }
}
