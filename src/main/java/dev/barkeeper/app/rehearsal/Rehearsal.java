package dev.barkeeper.app.rehearsal;

import dev.barkeeper.app.CommandContext;
import dev.barkeeper.app.CommandFailure;
import dev.barkeeper.app.LogFiles;
import dev.barkeeper.app.ProgressBar;
import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.app.run.BotInstance;
import dev.barkeeper.app.run.Patience;
import dev.barkeeper.app.serve.PaperBotIni;
import dev.barkeeper.gateway.ApiKeys;
import dev.barkeeper.gateway.GatewayServer;
import dev.barkeeper.gateway.GatewaySettings;
import dev.barkeeper.mail.LogAlerts;
import dev.barkeeper.paper.BarsFile;
import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.ContractSpecs;
import dev.barkeeper.paper.Listing;
import dev.barkeeper.paper.PaperFeeder;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.VenueSettings;
import dev.barkeeper.storage.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** One strategy over one file: exchange, gateway and bot in one process, speaking real HTTP and WebSocket. */
final class Rehearsal {
    private static final long ACCOUNT = ApiKeys.DEMO_ACCOUNT;
    private static final long DEPOSIT_SATOSHI = 10_000_000_000L;
    private static final long LOOK_EVERY_MILLIS = 20;
    private static final long STUCK_AFTER_MILLIS = 60_000;

    private final CommandContext context;
    private final Path prices;
    private final boolean stampIsEnd;
    private final String strategy;

    Rehearsal(CommandContext context, Path prices, boolean stampIsEnd, String strategy) {
        this.context = context;
        this.prices = prices;
        this.stampIsEnd = stampIsEnd;
        this.strategy = strategy;
    }

    RehearsalResult run() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(context.root()
                .resolve("demo")
                .resolve("rehearsal-" + context.clock().millis() + "-" + strategy));
        ContractSpec spec = ContractSpecs.xbtusd();
        BarsFile bars = BarsFile.open(prices, stampIsEnd);
        try (PaperVenue venue = PaperVenue.open(VenueSettings.DEFAULT, List.of(new Listing(spec, bars)));
                PaperFeeder feeder = PaperFeeder.lockStep(venue)) {
            venue.openAccount(ACCOUNT, Map.of("XBt", DEPOSIT_SATOSHI));
            try (GatewayServer gateway =
                    GatewayServer.start(venue, Optional.of(feeder), ApiKeys.demo(), GatewaySettings.lockStep(0))) {
                return rehearse(folder, venue, feeder, gateway, bars.survey().rows());
            }
        }
    }

    private RehearsalResult rehearse(
            Path folder, PaperVenue venue, PaperFeeder feeder, GatewayServer gateway, long bars)
            throws IOException, InterruptedException {
        InstancePaths paths = new InstancePaths(folder, Path.of("config"), 0);
        new PaperBotIni(gateway.restUrl(), gateway.webSocketUrl(), "max")
                .write(paths.botIni(), List.of("bitmex.tradebot.strategy = " + strategy));
        BotSettings settings = BotSettings.load(paths, context.environment());
        LogFiles.configure(settings.logs(), false);
        VenueAudit audit = new VenueAudit(venue, ACCOUNT, settings.symbol());
        BotInstance.Surroundings around = new BotInstance.Surroundings(
                new LogAlerts(), line -> {}, commit -> {}, audit::onSettled, new Patience(line -> {}), 0);
        long began = System.nanoTime();
        try (BotInstance instance = BotInstance.start(settings, paths, around)) {
            // the last bar before the walk is decided on too, and must not be overtaken by the first of it
            await(() -> audit.settledBars() > 0, instance, audit, settled -> {});
            feeder.start();
            ProgressBar progress = new ProgressBar(context.err(), strategy, bars);
            await(
                    () -> feeder.isAtEnd() && audit.lastSettledMillis() >= venue.lastBarMillis(),
                    instance,
                    audit,
                    settled -> progress.at(Math.min(settled, bars - 1)));
            progress.at(bars);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        return result(settings, audit, seconds);
    }

    private void await(BooleanSupplier reached, BotInstance instance, VenueAudit audit, LongConsumer progress)
            throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        long stuckFor = 0;
        long settledBefore = -1;
        while (!reached.getAsBoolean()) {
            never.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            long settled = audit.settledBars();
            progress.accept(settled);
            stuckFor = settled == settledBefore ? stuckFor + LOOK_EVERY_MILLIS : 0;
            settledBefore = settled;
            if (!instance.isRunning() || stuckFor > STUCK_AFTER_MILLIS) {
                throw new CommandFailure(strategy + " came to a halt after " + settled + " bars: " + instance.view());
            }
        }
    }

    private RehearsalResult result(BotSettings settings, VenueAudit audit, double seconds) {
        try (Database database = Database.open(settings.database().toSettings())) {
            long rows = count(database, "select count(*) from decisions where synthetic = 0");
            long minutes = count(database, "select count(distinct timestamp_dt) from decisions where synthetic = 0");
            long position = count(
                    database,
                    "select coalesce(sum(case when side = 'Buy' then last_qty else -last_qty end), 0) from fills");
            if (rows != 2 * audit.settledBars() || minutes != audit.settledBars()) {
                audit.violate(
                        0, rows + " decision rows of " + minutes + " minutes for " + audit.settledBars() + " bars");
            }
            if (position != audit.contracts()) {
                audit.violate(0, "sum of fills " + position + ", venue " + audit.contracts());
            }
            return new RehearsalResult(
                    strategy,
                    audit.settledBars(),
                    rows,
                    count(database, "select count(*) from order_requests where leg in ('ENTER_LONG', 'ENTER_SHORT')"),
                    count(database, "select count(*) from fills"),
                    count(database, "select count(*) from fills where order_type in ('Stop', 'StopLimit')"),
                    audit.heldMinutes(),
                    count(database, "select count(*) from decisions where synthetic = 1"),
                    seconds,
                    audit.violations());
        }
    }

    private static long count(Database database, String sql) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }
}
