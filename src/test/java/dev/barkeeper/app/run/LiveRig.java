package dev.barkeeper.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.alert.Alert;
import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.gateway.ApiKeys;
import dev.barkeeper.gateway.GatewayServer;
import dev.barkeeper.gateway.GatewaySettings;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.model.Fill;
import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.ContractSpecs;
import dev.barkeeper.paper.GeneratedPrices;
import dev.barkeeper.paper.Listing;
import dev.barkeeper.paper.PaperFeeder;
import dev.barkeeper.paper.PaperOrder;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.PriceSource;
import dev.barkeeper.paper.VenueSettings;
import dev.barkeeper.storage.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.awaitility.Awaitility;

/** A paper exchange behind its gateway and a bot on it through real HTTP and WebSocket, in lock-step, audited. */
final class LiveRig implements AutoCloseable {
    static final long ACCOUNT = ApiKeys.DEMO_ACCOUNT;
    private static final long START = 1_583_150_400_000L;

    final PaperVenue venue;
    final PaperFeeder feeder;
    final GatewayServer gateway;
    final InstancePaths paths;
    final List<String> alerts = Collections.synchronizedList(new ArrayList<>());
    final List<String> said = Collections.synchronizedList(new ArrayList<>());
    final List<String> violations = Collections.synchronizedList(new ArrayList<>());
    final Map<String, String> ini = new TreeMap<>();
    private final List<Fill> fills = Collections.synchronizedList(new ArrayList<>());
    private volatile int settled;
    private volatile LongConsumer afterSettled = bar -> {};
    private BotInstance instance;

    LiveRig(Path folder, long seed) {
        this(folder, new GeneratedPrices(ContractSpecs.xbtusd(), seed, START), seed);
    }

    LiveRig(Path folder, PriceSource prices, long seed) {
        ContractSpec spec = ContractSpecs.xbtusd();
        venue = PaperVenue.open(VenueSettings.DEFAULT.withSeed(seed), List.of(new Listing(spec, prices)));
        venue.openAccount(ACCOUNT, Map.of("XBt", 1_000_000_000L));
        feeder = PaperFeeder.lockStep(venue);
        gateway = GatewayServer.start(venue, Optional.of(feeder), ApiKeys.demo(), GatewaySettings.lockStep(0));
        paths = new InstancePaths(folder, Path.of("config"), 0);
        ini.put("bitmex.api.url", gateway.restUrl());
        ini.put("bitmex.ws.url", gateway.webSocketUrl());
        ini.put("bitmex.api.key", ApiKeys.DEMO_KEY);
        ini.put("bitmex.api.secret", ApiKeys.DEMO_SECRET);
        ini.put("venue.clock.speed", "max");
        ini.put("bitmex.tradebot.strategy", "momentum");
        ini.put("bitmex.tradebot.momentum.period", "3");
        ini.put("bitmex.tradebot.decision.long.stop.delta", "8");
        ini.put("bitmex.tradebot.decision.short.stop.delta", "8");
        ini.put("bitmex.tradebot.stop.pad", "2");
    }

    BotSettings settings() {
        try {
            Files.createDirectories(paths.botIni().toAbsolutePath().getParent());
            StringBuilder text = new StringBuilder("[DEFAULT]\n");
            ini.forEach(
                    (key, value) -> text.append(key).append(" = ").append(value).append('\n'));
            Files.writeString(paths.botIni(), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return BotSettings.load(paths, Map.of());
    }

    /** Called on the loop's thread with the number of bars settled so far. */
    void afterSettled(LongConsumer act) {
        afterSettled = act;
    }

    BotInstance start() {
        instance = BotInstance.start(
                settings(),
                paths,
                new BotInstance.Surroundings(
                        this::alert, said::add, this::committed, this::settled, new Patience(said::add), 1));
        return instance;
    }

    void walk() {
        feeder.start();
    }

    /** Ends the bot as a kill would: nothing is finished, nothing is said. */
    void stop() {
        instance.close();
    }

    void awaitBars(int bars) {
        Awaitility.await("bars settled: " + bars)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> settled >= bars || !instance.isRunning());
        assertThat(instance.isRunning()).as("the bot runs, alerts: %s", alerts).isTrue();
    }

    int settledBars() {
        return settled;
    }

    long count(String sql) {
        try (Database database = Database.open(settings().database().toSettings())) {
            return database.jdbi()
                    .withHandle(h -> h.createQuery(sql).mapTo(Long.class).one());
        }
    }

    long venueContracts() {
        return venue.positions(ACCOUNT).stream()
                .filter(p -> p.symbol().equals("XBTUSD"))
                .mapToLong(p -> p.contracts())
                .sum();
    }

    long fillSum() {
        synchronized (fills) {
            return fills.stream().mapToLong(Fill::signedContracts).sum();
        }
    }

    BotInstance instance() {
        return instance;
    }

    private void alert(Alert alert) {
        alerts.add(alert.severity() + " " + alert.key());
    }

    private void committed(Commit commit) {
        fills.addAll(commit.fills());
    }

    private void settled(long barMillis) {
        audit(barMillis);
        settled++;
        afterSettled.accept(settled);
    }

    private void audit(long barMillis) {
        long contracts = venueContracts();
        List<PaperOrder> open = venue.openOrders(ACCOUNT);
        boolean right = contracts == 0
                ? open.isEmpty()
                : open.size() == 1
                        && open.get(0).leavesContracts() == Math.abs(contracts)
                        && open.get(0).isReducing()
                        && open.get(0).type().isTriggered();
        if (!right) {
            violations.add("bar " + barMillis + ": " + contracts + " behind " + open);
        }
        if (fillSum() != contracts) {
            violations.add("bar " + barMillis + ": sum of fills " + fillSum() + ", venue " + contracts);
        }
    }

    @Override
    public void close() {
        if (instance != null) {
            instance.close();
        }
        gateway.close();
        feeder.close();
        venue.close();
    }
}
