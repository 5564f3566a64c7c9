package dev.barkeeper.app.config;

import dev.barkeeper.model.OrderType;
import dev.barkeeper.model.TriggerPrice;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every key of {@code bitmex_bot_N.ini}: name, default, range and meaning, in the order of the documentation. */
public final class BotKeys {
    /** What the keys of a user's own strategy begin with. */
    public static final String OWN = "strategy.";

    private static final long MAX_CONTRACTS = 100_000_000;
    private static final String LONG = "bitmex.tradebot.decision.long.";
    private static final String SHORT = "bitmex.tradebot.decision.short.";
    private static final String STOP = "bitmex.tradebot.stop.";

    static final Key<Secret> DB_URL = Key.of(
                    "db.url",
                    Kinds.secret(),
                    "",
                    "any JDBC URL; overrides the keys below; an H2 URL that leaves out `WRITE_DELAY=0` or `TIME ZONE=UTC`"
                            + " gets them added")
            .asSecret()
            .defaultsTo("an H2 file, `data/barkeeper-N`");
    static final Key<String> DB_HOST = Key.of(
                    "db.host", Kinds.text("a host name, or host:port"), "", "MySQL 8 or MariaDB 10.5 and newer, in UTC")
            .asOriginal();
    static final Key<String> DB_NAME = Key.of(
                    "db.name", Kinds.text("text"), "", "the database; asked for with `db.host`")
            .asOriginal();
    static final Key<String> DB_USER = Key.of("db.user", Kinds.text("text"), "", "its user; asked for with `db.host`")
            .asOriginal();
    static final Key<Secret> DB_PASSWORD = Key.of("db.password", Kinds.secret(), "", "the user's password")
            .asSecret()
            .asOriginal();
    static final Key<String> DB_SOCKET = Key.of(
                    "db.socket",
                    Kinds.text("a path"),
                    "",
                    "accepted with one warning: the server is spoken to over TCP, at `db.host` or 127.0.0.1")
            .asOriginal();

    static final Key<Boolean> API_TEST = Key.of(
                    "bitmex.api.test", Kinds.bool(), "True", "testnet or production URLs of the original venue")
            .asOriginal();
    static final Key<URI> API_URL = Key.of(
                    "bitmex.api.url", Kinds.url("http", "https"), "", "REST address of the venue")
            .defaultsTo("from `bitmex.api.test`");
    static final Key<URI> WS_URL = Key.of("bitmex.ws.url", Kinds.url("ws", "wss"), "", "WebSocket address of the venue")
            .defaultsTo("from `bitmex.api.test`");
    static final Key<Secret> API_KEY = Key.of(
                    "bitmex.api.key", Kinds.headerSecret(), "", "trading key, used for trading and for nothing else")
            .asRequired()
            .asSecret()
            .asOriginal();
    static final Key<Secret> API_SECRET = Key.of("bitmex.api.secret", Kinds.secret(), "", "its secret")
            .asRequired()
            .asSecret()
            .asOriginal();
    static final Key<Boolean> BUCKETS_TEST = Key.of(
                    "bitmex.tradebuckets.api.test", Kinds.bool(), "", "where bars come from, if not the trading venue")
            .defaultsTo("as for trading")
            .asOriginal();
    static final Key<Secret> BUCKETS_KEY = Key.of(
                    "bitmex.tradebuckets.api.key", Kinds.headerSecret(), "", "key for bars")
            .asSecret()
            .defaultsTo("as for trading")
            .asOriginal();
    static final Key<Secret> BUCKETS_SECRET = Key.of("bitmex.tradebuckets.api.secret", Kinds.secret(), "", "its secret")
            .asSecret()
            .defaultsTo("as for trading")
            .asOriginal();
    static final Key<URI> BUCKETS_URL = Key.of(
                    "bitmex.tradebuckets.api.url", Kinds.url("http", "https"), "", "REST address bars come from")
            .defaultsTo("as for trading");
    static final Key<ClockSpeed> CLOCK_SPEED = Key.of(
            "venue.clock.speed",
            Kinds.speed(),
            "1",
            "how fast the venue's clock runs (a paper exchange at `--speed X`)");

    static final Key<String> SYMBOL = Key.of("bitmex.symbol", Kinds.symbol(), "XBTUSD", "instrument");
    static final Key<String> EMI = Key.of(
                    "bitmex.tradebot.name", Kinds.emi(), "", "the bot's EMI: permanent, unique per account")
            .defaultsTo("`botN`");
    static final Key<String> STRATEGY = Key.of(
            "bitmex.tradebot.strategy",
            Kinds.strategy(BotSettings.BUILT_IN_STRATEGIES),
            "volatility-breakout",
            "what decides");
    static final Key<Long> LONG_SIZE =
            Key.of(LONG + "size", contracts(), "100", "contracts of a long").asOriginal();
    static final Key<Long> SHORT_SIZE =
            Key.of(SHORT + "size", contracts(), "100", "contracts of a short").asOriginal();
    static final Key<BigDecimal> LONG_THRESHOLD = Key.of(
                    LONG + "threshold",
                    Kinds.decimal("-1000", "1000"),
                    "4",
                    "`ma-composite`: z480 above which a long waits")
            .asOriginal();
    static final Key<BigDecimal> LONG_MULTIPLIER = Key.of(
                    LONG + "ma20.multiplier",
                    Kinds.decimal("0", "1000"),
                    "1.5",
                    "`ma-composite`: no long at or above the long average times this")
            .asOriginal();
    static final Key<BigDecimal> SHORT_THRESHOLD = Key.of(
                    SHORT + "threshold",
                    Kinds.decimal("0", "1000"),
                    "3",
                    "`ma-composite`: averages in order from which a short enters")
            .asOriginal();
    static final Key<BigDecimal> LONG_STOP_DELTA = Key.of(
                    LONG + "stop.delta", delta(), "100", "distance of a long's stop")
            .asOriginal();
    static final Key<Boolean> LONG_STOP_ABSOLUTE = Key.of(
                    LONG + "stop.delta.absolute", Kinds.bool(), "True", "in price units, or as a fraction of the price")
            .asOriginal();
    static final Key<BigDecimal> SHORT_STOP_DELTA = Key.of(
                    SHORT + "stop.delta", delta(), "400", "distance of a short's stop")
            .asOriginal();
    static final Key<Boolean> SHORT_STOP_ABSOLUTE = Key.of(
                    SHORT + "stop.delta.absolute",
                    Kinds.bool(),
                    "True",
                    "in price units, or as a fraction of the price")
            .asOriginal();
    static final Key<OrderType> STOP_TYPE =
            Key.of(STOP + "type", Kinds.choice(stopTypes()), "StopLimit", "kind of the protective stop");
    static final Key<Long> STOP_PAD =
            Key.of(STOP + "pad", Kinds.priceDistance(), "10", "distance added to the reference price");
    static final Key<Long> STOP_RETRY_STEP = Key.of(
            STOP + "retry.step",
            Kinds.priceDistance(),
            "10",
            "how much further away each retry of a refused stop goes");
    static final Key<Long> STOP_LIMIT_OFFSET =
            Key.of(STOP + "limit.offset", Kinds.priceDistance(), "0", "limit price beyond the trigger");
    static final Key<TriggerPrice> STOP_TRIGGER =
            Key.of(STOP + "trigger", Kinds.choice(triggers()), "LastPrice", "the price that sets the stop off");
    static final Key<Long> STOP_UNFILLED = Key.of(
            STOP + "unfilled.seconds",
            Kinds.whole(1, 3600),
            "5",
            "a triggered stop-limit not filled by then is cancelled and the position closed at market; venue time");
    static final Key<Long> MOMENTUM_PERIOD =
            Key.of("bitmex.tradebot.momentum.period", Kinds.whole(1, 10_000), "10", "`momentum`: bars");
    static final Key<Long> MOVEMENT_START = Key.of(
            "movement.start.minutes", Kinds.whole(1, 10_000), "5", "`movement`: how far back the move is measured");
    static final Key<BigDecimal> MOVEMENT_START_CHANGE =
            Key.of("movement.start.change", delta(), "20", "`movement`: the move that enters");
    static final Key<String> MOVEMENT_DELTA_TYPE = Key.of(
            "movement.start.deltatype",
            Kinds.word("absolute", "relative"),
            "absolute",
            "`movement`: changes in price units, or as fractions");
    static final Key<Long> MOVEMENT_SIZE = Key.of("movement.start.size", contracts(), "100", "`movement`: contracts");
    static final Key<Long> MOVEMENT_END =
            Key.of("movement.end.minutes", Kinds.whole(1, 10_000), "5", "`movement`: how far back the end is measured");
    static final Key<BigDecimal> MOVEMENT_END_CHANGE =
            Key.of("movement.end.change", delta(), "2", "`movement`: a move of this or less leaves");
    static final Key<Long> ORDER_MAX = Key.of(
                    "bitmex.tradebot.order.max", contracts(), "", "hard limit of one order, contracts")
            .defaultsTo("10 × the largest size");
    static final Key<Long> POSITION_MAX = Key.of(
                    "bitmex.tradebot.position.max", contracts(), "", "hard limit of the position, contracts")
            .defaultsTo("10 × the largest size");
    static final Key<Boolean> DRY_RUN = Key.of(
            "bitmex.tradebot.dry.run",
            Kinds.bool(),
            "False",
            "orders go to an in-process paper exchange fed by the venue's live data; nothing is sent to the venue");

    static final Key<Path> LOG_TRADING = Key.of(
                    "log.trading.outfile", Kinds.path(), "logs/bitmex_trading_bot.log", "log of the bot")
            .asOriginal();
    static final Key<Path> LOG_BUCKETS = Key.of(
                    "log.buckets.outfile", Kinds.path(), "logs/bitmex_trade_buckets.log", "log of the scraper")
            .asOriginal();
    static final Key<Path> LOG_MYSQL = Key.of(
                    "log.mysql.outfile", Kinds.path(), "logs/bitmex_mysql.log", "log of the database")
            .asOriginal();
    static final Key<Path> LOG_QUOTES = Key.of(
                    "log.quotes.outfile", Kinds.path(), "logs/bitmex_websockets.log", "log of the market stream")
            .asOriginal();
    static final Key<Long> HTTP_PORT = Key.of("http.port", Kinds.whole(0, 65_535), "0", "health and metrics; 0 is off");
    static final Key<String> HTTP_BIND =
            Key.of("http.bind", Kinds.text("an address of this machine"), "127.0.0.1", "the address they listen on");

    private BotKeys() {}

    /** All of them, in order. */
    public static List<Key<?>> all() {
        List<Key<?>> keys = new java.util.ArrayList<>(List.of(
                DB_URL,
                DB_HOST,
                DB_NAME,
                DB_USER,
                DB_PASSWORD,
                DB_SOCKET,
                API_TEST,
                API_URL,
                WS_URL,
                API_KEY,
                API_SECRET,
                BUCKETS_TEST,
                BUCKETS_KEY,
                BUCKETS_SECRET,
                BUCKETS_URL,
                CLOCK_SPEED,
                SYMBOL,
                EMI,
                STRATEGY,
                LONG_SIZE,
                LONG_THRESHOLD,
                LONG_MULTIPLIER,
                LONG_STOP_DELTA,
                LONG_STOP_ABSOLUTE,
                SHORT_SIZE,
                SHORT_THRESHOLD,
                SHORT_STOP_DELTA,
                SHORT_STOP_ABSOLUTE,
                STOP_TYPE,
                STOP_PAD,
                STOP_RETRY_STEP,
                STOP_LIMIT_OFFSET,
                STOP_TRIGGER,
                STOP_UNFILLED,
                MOMENTUM_PERIOD,
                MOVEMENT_START,
                MOVEMENT_START_CHANGE,
                MOVEMENT_DELTA_TYPE,
                MOVEMENT_SIZE,
                MOVEMENT_END,
                MOVEMENT_END_CHANGE,
                ORDER_MAX,
                POSITION_MAX,
                DRY_RUN,
                LOG_TRADING,
                LOG_BUCKETS,
                LOG_MYSQL,
                LOG_QUOTES,
                HTTP_PORT,
                HTTP_BIND));
        keys.addAll(MailKeys.all());
        return List.copyOf(keys);
    }

    private static Kind<Long> contracts() {
        return Kinds.whole(1, MAX_CONTRACTS);
    }

    private static Kind<BigDecimal> delta() {
        return Kinds.decimal("0", "1000000");
    }

    private static Map<String, OrderType> stopTypes() {
        Map<String, OrderType> types = new LinkedHashMap<>();
        types.put(OrderType.STOP_LIMIT.text(), OrderType.STOP_LIMIT);
        types.put(OrderType.STOP.text(), OrderType.STOP);
        return types;
    }

    private static Map<String, TriggerPrice> triggers() {
        Map<String, TriggerPrice> triggers = new LinkedHashMap<>();
        for (TriggerPrice trigger : TriggerPrice.values()) {
            triggers.put(trigger.text(), trigger);
        }
        return triggers;
    }
}
