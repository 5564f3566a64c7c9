package dev.barkeeper.gateway;

import dev.barkeeper.model.Bar;
import dev.barkeeper.paper.BarsFile;
import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.ContractSpecs;
import dev.barkeeper.paper.GeneratedPrices;
import dev.barkeeper.paper.Listing;
import dev.barkeeper.paper.PaperFeeder;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.SpecsFile;
import dev.barkeeper.paper.VenueSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The paper exchange as a program: venue, clock, gateway and the file its accounts are kept in. Thread-safe. */
public final class ExchangeServer implements AutoCloseable {
    /** What the demonstration account starts with: one bitcoin and ten thousand USDT. */
    private static final Map<String, Long> DEPOSITS = Map.of("XBt", 100_000_000L, "USDt", 10_000_000_000L);

    private final PaperVenue venue;
    private final PaperFeeder feeder;
    private final GatewayServer gateway;
    private final Optional<AccountKeeper> keeper;

    private ExchangeServer(
            PaperVenue venue, PaperFeeder feeder, GatewayServer gateway, Optional<AccountKeeper> keeper) {
        this.venue = venue;
        this.feeder = feeder;
        this.gateway = gateway;
        this.keeper = keeper;
    }

    /**
     * Starts everything; the clock runs when this returns (in lock-step: with the first acknowledgement).
     *
     * @throws GatewayException when the port is in use
     * @throws dev.barkeeper.paper.PriceSourceException when the bars file cannot be used
     * @throws IOException when the accounts or the specifications file cannot be used; nothing is left running
     */
    public static ExchangeServer start(ExchangeSettings settings) throws IOException {
        PaperVenue venue = PaperVenue.open(VenueSettings.DEFAULT.withSeed(settings.seed()), listings(settings));
        Optional<AccountKeeper> keeper = Optional.empty();
        try {
            if (settings.accounts().isPresent()) {
                keeper = Optional.of(AccountKeeper.open(settings.accounts().get(), venue));
            }
            venue.openAccount(ApiKeys.DEMO_ACCOUNT, DEPOSITS);
            boolean lockStep = settings.speed().isEmpty();
            PaperFeeder feeder = lockStep
                    ? PaperFeeder.lockStep(venue)
                    : PaperFeeder.atSpeed(venue, settings.speed().getAsDouble());
            GatewaySettings served = lockStep
                    ? GatewaySettings.lockStep(settings.port())
                    : GatewaySettings.atSpeed(settings.port(), settings.speed().getAsDouble());
            GatewayServer gateway = GatewayServer.start(venue, Optional.of(feeder), ApiKeys.demo(), served);
            feeder.start();
            return new ExchangeServer(venue, feeder, gateway, keeper);
        } catch (IOException | RuntimeException e) {
            keeper.ifPresent(AccountKeeper::close);
            venue.close();
            throw e;
        }
    }

    private static List<Listing> listings(ExchangeSettings settings) throws IOException {
        List<ContractSpec> specs = settings.specifications().isPresent()
                ? SpecsFile.load(settings.specifications().get())
                : ContractSpecs.defaults();
        if (settings.prices().isEmpty()) {
            long start = Math.floorDiv(settings.startMillis(), Bar.MINUTE_MILLIS) * Bar.MINUTE_MILLIS;
            return specs.stream()
                    .map(spec -> new Listing(spec, new GeneratedPrices(spec, settings.seed(), start)))
                    .toList();
        }
        // the file's contract alone: made-up prices beside it would never end
        Path file = settings.prices().get();
        ContractSpec spec = specs.stream()
                .filter(one -> one.symbol().equals(settings.symbol()))
                .findFirst()
                .orElseThrow(() -> new IOException("the contract " + settings.symbol() + " of the bars file " + file
                        + " is not listed: there are "
                        + String.join(
                                ", ", specs.stream().map(ContractSpec::symbol).toList())));
        return List.of(new Listing(spec, BarsFile.open(file, settings.stampIsEnd())));
    }

    /** What a person wants to read when it has started. */
    public List<String> introduction() {
        return List.of(
                "REST       " + gateway.restUrl(),
                "WebSocket  " + gateway.webSocketUrl(),
                "API key    " + ApiKeys.DEMO_KEY,
                "secret     " + ApiKeys.DEMO_SECRET + " (opens nothing but this paper account)",
                "clock      " + WireTime.text(venue.nowMillis())
                        + (feeder.isLockStep() ? ", lock-step: waits for the bot to acknowledge each bar" : ""));
    }

    public GatewayServer gateway() {
        return gateway;
    }

    public PaperVenue venue() {
        return venue;
    }

    public PaperFeeder feeder() {
        return feeder;
    }

    /** Stops the clock, answers no more, writes the accounts. */
    @Override
    public void close() {
        feeder.close();
        gateway.close();
        keeper.ifPresent(AccountKeeper::close);
        venue.close();
    }
}
