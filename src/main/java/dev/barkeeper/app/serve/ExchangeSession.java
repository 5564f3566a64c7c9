package dev.barkeeper.app.serve;

import dev.barkeeper.gateway.ApiKeys;
import dev.barkeeper.gateway.GatewayServer;
import dev.barkeeper.gateway.GatewaySettings;
import dev.barkeeper.machine.HeldLock;
import dev.barkeeper.model.Bar;
import dev.barkeeper.paper.AccountsFile;
import dev.barkeeper.paper.BarsFile;
import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.ContractSpecs;
import dev.barkeeper.paper.GeneratedPrices;
import dev.barkeeper.paper.Listing;
import dev.barkeeper.paper.PaperFeeder;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.PriceSource;
import dev.barkeeper.paper.SavedVenue;
import dev.barkeeper.paper.SpecsFile;
import dev.barkeeper.paper.VenueSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A running paper exchange. Closing it stops the prices, ends all connections and writes the accounts down. */
public final class ExchangeSession implements AutoCloseable {
    /** 1 XBT and 10,000 USDT. */
    private static final Map<String, Long> DEPOSIT = Map.of("XBt", 100_000_000L, "USDt", 10_000_000_000L);

    private final PaperVenue venue;
    private final PaperFeeder feeder;
    private final GatewayServer gateway;
    private final Optional<AccountsKeeper> keeper;
    private final Optional<HeldLock> lock;

    private ExchangeSession(
            PaperVenue venue,
            PaperFeeder feeder,
            GatewayServer gateway,
            Optional<AccountsKeeper> keeper,
            Optional<HeldLock> lock) {
        this.venue = venue;
        this.feeder = feeder;
        this.gateway = gateway;
        this.keeper = keeper;
        this.lock = lock;
    }

    /**
     * Opens prices and accounts and begins to serve.
     *
     * @param wallMillis where generated prices begin, unless the accounts have come further
     * @throws IOException when the accounts file cannot be read or written, or another exchange keeps its accounts in it;
     *     the message says which
     * @throws dev.barkeeper.paper.PriceSourceException for a bad prices or contracts file
     * @throws dev.barkeeper.gateway.GatewayException when the port is in use
     */
    public static ExchangeSession start(ExchangeSettings settings, long wallMillis) throws IOException {
        Optional<HeldLock> lock = settings.accounts().isPresent()
                ? Optional.of(hold(settings.accounts().get()))
                : Optional.empty();
        try {
            return start(settings, wallMillis, lock);
        } catch (IOException | RuntimeException e) {
            if (lock.isPresent()) {
                lock.get().close();
            }
            throw e;
        }
    }

    /** Two that wrote the same accounts would each undo what the other had kept. */
    private static HeldLock hold(Path accounts) throws IOException {
        return HeldLock.take(accounts.resolveSibling(accounts.getFileName() + ".lock"))
                .orElseThrow(() -> new IOException("another exchange runs on the accounts in " + accounts
                        + ": stop that one, or start this one with --fresh and a --port of its own"));
    }

    private static ExchangeSession start(ExchangeSettings settings, long wallMillis, Optional<HeldLock> lock)
            throws IOException {
        Optional<AccountsFile> file = settings.accounts().map(AccountsFile::new);
        Optional<SavedVenue> saved = file.isPresent() ? file.get().load() : Optional.empty();
        // a fresh exchange must not repeat the ids that a bot's database knows from the one before
        VenueSettings behaviour =
                VenueSettings.DEFAULT.withSeed(settings.seed()).withIdSalt(wallMillis);
        PaperVenue venue = PaperVenue.open(behaviour, listings(settings, saved, wallMillis));
        try {
            saved.ifPresent(venue::restore);
            venue.openAccount(ApiKeys.DEMO_ACCOUNT, DEPOSIT);
            if (file.isPresent()) {
                // what cannot keep its accounts must not begin to trade
                file.get().save(venue.saved());
            }
            return serve(settings, venue, file, lock);
        } catch (IOException | RuntimeException e) {
            venue.close();
            throw e;
        }
    }

    private static ExchangeSession serve(
            ExchangeSettings settings, PaperVenue venue, Optional<AccountsFile> file, Optional<HeldLock> lock) {
        boolean lockStep = settings.speed().isMax();
        double speed = settings.speed().factor();
        PaperFeeder feeder = lockStep ? PaperFeeder.lockStep(venue) : PaperFeeder.atSpeed(venue, speed);
        GatewaySettings address =
                lockStep ? GatewaySettings.lockStep(settings.port()) : GatewaySettings.atSpeed(settings.port(), speed);
        GatewayServer gateway = GatewayServer.start(venue, Optional.of(feeder), ApiKeys.demo(), address);
        feeder.start();
        return new ExchangeSession(venue, feeder, gateway, file.map(f -> new AccountsKeeper(f, venue)), lock);
    }

    /** All contracts on generated prices, or the first one alone on those of a file. */
    private static List<Listing> listings(ExchangeSettings settings, Optional<SavedVenue> saved, long wallMillis)
            throws IOException {
        List<ContractSpec> specs = settings.contracts().isPresent()
                ? SpecsFile.load(settings.contracts().get())
                : ContractSpecs.defaults();
        long resumed = saved.map(venue -> ceilToMinute(venue.nowMillis())).orElse(Long.MIN_VALUE);
        if (settings.bars().isPresent()) {
            BarsFile prices = BarsFile.open(settings.bars().get(), settings.stampIsEnd(), resumed);
            return List.of(new Listing(specs.get(0), prices));
        }
        long start = Math.max(resumed, floorToMinute(wallMillis));
        return specs.stream()
                .map(spec -> new Listing(spec, generated(settings.seed(), spec, saved, start)))
                .toList();
    }

    private static PriceSource generated(long seed, ContractSpec spec, Optional<SavedVenue> saved, long start) {
        Optional<Long> last = saved.map(venue -> venue.lastE8().get(spec.symbol()));
        return last.map(price -> new GeneratedPrices(spec, seed, start, price))
                .orElseGet(() -> new GeneratedPrices(spec, seed, start));
    }

    private static long floorToMinute(long millis) {
        return millis - Math.floorMod(millis, Bar.MINUTE_MILLIS);
    }

    private static long ceilToMinute(long millis) {
        return floorToMinute(millis + Bar.MINUTE_MILLIS - 1);
    }

    public String restUrl() {
        return gateway.restUrl();
    }

    public String webSocketUrl() {
        return gateway.webSocketUrl();
    }

    /** Symbols of the contracts listed. */
    public List<String> symbols() {
        return venue.instruments().stream().map(ContractSpec::symbol).toList();
    }

    /** The venue's clock, epoch milliseconds. */
    public long nowMillis() {
        return venue.nowMillis();
    }

    /** Whether the prices have come to their end; it serves on. */
    public boolean isAtEnd() {
        return feeder.isAtEnd();
    }

    /** Why the accounts cannot be written down, as long as that is so; it is tried again every second. */
    public Optional<String> trouble() {
        return keeper.flatMap(AccountsKeeper::trouble);
    }

    /** @throws IOException when the accounts could not be written down at the end */
    @Override
    public void close() throws IOException {
        feeder.close();
        gateway.close();
        try {
            if (keeper.isPresent()) {
                keeper.get().close();
            }
        } finally {
            venue.close();
            if (lock.isPresent()) {
                lock.get().close();
            }
        }
    }
}
