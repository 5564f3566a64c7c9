package dev.barkeeper.app.backtest;

import dev.barkeeper.app.CommandFailure;
import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.app.run.Conversions;
import dev.barkeeper.backtest.Backtest;
import dev.barkeeper.backtest.HeldPrices;
import dev.barkeeper.backtest.Latency;
import dev.barkeeper.backtest.LookAhead;
import dev.barkeeper.backtest.Plan;
import dev.barkeeper.backtest.RunResult;
import dev.barkeeper.backtest.ShortPath;
import dev.barkeeper.bot.BotRules;
import dev.barkeeper.model.Bar;
import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.Costs;
import dev.barkeeper.paper.Extremes;
import dev.barkeeper.paper.Listing;
import dev.barkeeper.paper.MinuteTape;
import dev.barkeeper.paper.VenueSettings;
import dev.barkeeper.storage.Database;
import dev.barkeeper.storage.DatabaseSettings;
import dev.barkeeper.storage.Lease;
import dev.barkeeper.storage.SqlBotStore;
import dev.barkeeper.strategy.Strategies;
import dev.barkeeper.strategy.Strategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Makes runs of one instance over held prices. Thread-safe: each run is its own. */
final class RunMaker {
    private static final long ACCOUNT = 1;
    private static final String INI_OF_ROWS = "# for query --root alone: the rows of a backtest\n";

    private final BotSettings settings;
    private final ContractSpec spec;
    private final Costs costs;
    private final long depositMinor;
    private final Optional<Latency> latency;
    private final long seed;
    private final HeldPrices prices;
    private final int warmUp;

    /** @throws CommandFailure when the history is not longer than the strategy's warm-up */
    RunMaker(
            BotSettings settings,
            ContractSpec spec,
            Costs costs,
            long depositMinor,
            Optional<Latency> latency,
            long seed,
            HeldPrices prices) {
        this.settings = settings;
        this.spec = spec;
        this.costs = costs;
        this.depositMinor = depositMinor;
        this.latency = latency;
        this.seed = seed;
        this.prices = prices;
        warmUp = strategy().warmUpBars();
        if (prices.size() <= warmUp) {
            throw new CommandFailure("the history has " + prices.size()
                    + " minutes, the strategy's warm-up alone takes " + warmUp + "; give a longer one");
        }
    }

    int warmUpBars() {
        return warmUp;
    }

    Instant firstDecided() {
        return Instant.ofEpochMilli(prices.bar(warmUp).openMillis());
    }

    Instant lastBar() {
        return Instant.ofEpochMilli(prices.bar(prices.size() - 1).openMillis() + 60_000);
    }

    String currency() {
        return spec.instrument().settlementCurrency();
    }

    /** A run over bars {@code [from, to)}, the first of which warm the strategy up. */
    RunResult run(int from, int to, Extremes extremes) {
        return Backtest.run(plan(from, to, extremes));
    }

    /** What the walk of the prices shows when nobody trades, for {@link #cutShort}; good for every set of the contract. */
    MinuteTape tape() {
        return MinuteTape.of(
                new Listing(spec, prices.walk(0, prices.size()), costs), VenueSettings.DEFAULT.withSeed(seed));
    }

    /** The same run cut short, where that comes to the same; else without a score. */
    ShortPath.Verdict cutShort(int from, int to, MinuteTape tape) {
        long lastMillis = prices.bar(to - 1).openMillis() + Bar.MINUTE_MILLIS;
        return ShortPath.run(plan(from, to, Extremes.BY_DIRECTION), tape, lastMillis);
    }

    Class<?> strategyClass() {
        return strategy().getClass();
    }

    ContractSpec spec() {
        return spec;
    }

    String symbol() {
        return spec.symbol();
    }

    /**
     * The same over all, with every row of a live run in an H2 file {@code rows} in that folder, made anew, and an ini
     * beside it by which {@code query --root} finds it.
     */
    RunResult runInto(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("config"));
        Files.deleteIfExists(folder.resolve("rows.mv.db"));
        // a run that is killed is made again, so no commit needs to be on disk at once
        String url = "jdbc:h2:file:" + folder.toAbsolutePath().resolve("rows") + ";WRITE_DELAY=2000;AUTO_SERVER=TRUE";
        Path ini = folder.resolve("config/bitmex_bot_" + settings.instance() + ".ini");
        if (Files.exists(ini) && !Files.readString(ini).startsWith(INI_OF_ROWS)) {
            throw new CommandFailure(ini + " is a bot's own and would be overwritten; give --write another --out");
        }
        Files.writeString(
                ini,
                INI_OF_ROWS + "[DEFAULT]\nbitmex.api.key = none\n" + "bitmex.api.secret = none\ndb.url = " + url
                        + "\n");
        BotRules rules = Conversions.rules(settings, ACCOUNT, spec.instrument());
        try (Database database = Database.open(DatabaseSettings.ofUrl(url));
                Lease lease = Lease.acquire(database, rules.key())) {
            SqlBotStore store = new SqlBotStore(database, rules.key(), lease);
            return Backtest.run(plan(0, prices.size(), Extremes.BY_DIRECTION), store);
        }
    }

    /**
     * What the check found, one sentence. To be asked before any run: a strategy may remember one.
     *
     * @throws CommandFailure when the strategy looks ahead, or does not decide the same twice
     */
    String checkLookAhead() {
        LookAhead.Verdict verdict = LookAhead.check(to -> plan(0, to, Extremes.BY_DIRECTION), warmUp, prices.size());
        if (verdict.difference().isPresent()) {
            throw new CommandFailure((verdict.repeats()
                            ? "the strategy looks ahead: "
                            : "the strategy does not decide the same twice; it goes by a clock, an unseeded random"
                                    + " number or what it remembers of an earlier run: ")
                    + verdict.difference().get());
        }
        return "look-ahead: none found, " + verdict.cuts() + " histories cut off, " + verdict.rows()
                + " decision rows compared";
    }

    private Plan plan(int from, int to, Extremes extremes) {
        return new Plan(
                Conversions.rules(settings, ACCOUNT, spec.instrument()),
                this::strategy,
                new Listing(spec, prices.walk(from + warmUp, to), costs),
                VenueSettings.DEFAULT.withSeed(seed).withExtremes(extremes),
                prices.store(spec.symbol(), from, from + warmUp),
                depositMinor,
                latency);
    }

    private Strategy strategy() {
        try {
            return Strategies.create(settings.strategy(), settings.strategySettings());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }
}
