package dev.barkeeper.app.demo;

import dev.barkeeper.alert.Alert;
import dev.barkeeper.app.CommandContext;
import dev.barkeeper.app.CommandFailure;
import dev.barkeeper.app.LogFiles;
import dev.barkeeper.app.OrderlyEnd;
import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.app.run.BotInstance;
import dev.barkeeper.app.run.Patience;
import dev.barkeeper.bot.BotView;
import dev.barkeeper.gateway.ApiKeys;
import dev.barkeeper.gateway.GatewayServer;
import dev.barkeeper.gateway.GatewaySettings;
import dev.barkeeper.mail.LogAlerts;
import dev.barkeeper.model.E8;
import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.ContractSpecs;
import dev.barkeeper.paper.GeneratedPrices;
import dev.barkeeper.paper.Listing;
import dev.barkeeper.paper.PaperFeeder;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.VenueSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One demonstration: its folder, its exchange, its bot, its end. */
final class Demo {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    /** Where generated prices begin, so that every run of a seed is the same run. */
    private static final long START_MILLIS =
            Instant.parse("2020-03-02T12:00:00Z").toEpochMilli();

    private static final long DEPOSIT_SATOSHI = 100_000_000;
    private static final long ROUND_MILLIS = 50;

    private final CommandContext context;
    private final double speed;
    private final long seed;
    private final int lastBar;
    private final CountDownLatch askedToStop = new CountDownLatch(1);

    Demo(CommandContext context, double speed, long seed, int lastBar) {
        this.context = context;
        this.speed = speed;
        this.seed = seed;
        this.lastBar = lastBar;
    }

    int run() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(context.root()
                .resolve("demo")
                .resolve("run-" + STAMP.format(context.clock().instant())));
        OrderlyEnd end = OrderlyEnd.of(askedToStop::countDown);
        try {
            return runIn(folder);
        } finally {
            end.close();
        }
    }

    private int runIn(Path folder) throws IOException, InterruptedException {
        ContractSpec spec = ContractSpecs.xbtusd();
        try (PaperVenue venue = PaperVenue.open(
                        VenueSettings.DEFAULT.withSeed(seed),
                        List.of(new Listing(spec, new GeneratedPrices(spec, seed, START_MILLIS))));
                PaperFeeder feeder = PaperFeeder.atSpeed(venue, speed);
                GatewayServer gateway = serve(venue, feeder)) {
            InstancePaths paths = new InstancePaths(folder, Path.of("config"), 0);
            DemoIni.write(paths.botIni(), gateway.restUrl(), gateway.webSocketUrl(), speed);
            BotSettings settings = BotSettings.load(paths, context.environment());
            LogFiles.configure(settings.logs(), false);
            introduce(settings, gateway, folder);
            return trade(settings, paths, spec, feeder);
        }
    }

    private GatewayServer serve(PaperVenue venue, PaperFeeder feeder) {
        venue.openAccount(ApiKeys.DEMO_ACCOUNT, Map.of("XBt", DEPOSIT_SATOSHI));
        return GatewayServer.start(venue, Optional.of(feeder), ApiKeys.demo(), GatewaySettings.atSpeed(0, speed));
    }

    private int trade(BotSettings settings, InstancePaths paths, ContractSpec spec, PaperFeeder feeder)
            throws InterruptedException {
        StoryTeller story = new StoryTeller(spec.instrument(), context::print);
        BotInstance.Surroundings around = new BotInstance.Surroundings(
                this::alert, line -> {}, story::tell, bar -> {}, new Patience(context::print), 1);
        try (BotInstance instance = BotInstance.start(settings, paths, around)) {
            while (!instance.isReady() && instance.isRunning()) {
                askedToStop.await(ROUND_MILLIS, TimeUnit.MILLISECONDS);
            }
            feeder.start();
            while (story.counts().bars() < lastBar
                    && instance.isRunning()
                    && !askedToStop.await(ROUND_MILLIS, TimeUnit.MILLISECONDS)) {
                // the story is told from the loop's thread
            }
            if (!instance.isRunning()) {
                throw new CommandFailure("the bot ended: " + instance.awaitEnd().orElse("for no reason it knows")
                        + "; see " + settings.logs().trading());
            }
            instance.stop();
            summarise(story.counts(), instance.view(), paths);
            return 0;
        }
    }

    private void introduce(BotSettings settings, GatewayServer gateway, Path folder) {
        context.print("Barkeeper demo: " + settings.strategy() + " "
                + settings.strategySettings().momentumPeriod() + " on " + settings.symbol()
                + ", generated prices, " + E8.toString(E8.ofDouble(speed)) + " times real time; Ctrl-C ends it");
        context.print("exchange " + gateway.restUrl() + " and " + gateway.webSocketUrl());
        context.print("files    " + folder + " (ini, database, logs)");
        context.print("");
        context.print("minute      close  wanted     why, and what was done");
    }

    private void summarise(StoryTeller.Counts counts, BotView view, InstancePaths paths) {
        context.print("");
        context.print(counts.bars() + " bars decided, " + counts.fills() + " fills, " + counts.roundTrips()
                + " round trips, " + counts.stopsHit() + " of them ended by the stop");
        context.print("profit " + StoryTeller.signed(counts.realisedMinor()) + " XBt, fees " + counts.feesMinor()
                + " XBt; position now " + view.contracts() + ", "
                + view.stop()
                        .map(stop -> "stop at " + E8.toString(stop.triggerE8()))
                        .orElse("no stop"));
        context.print("ask its database: scripts/barkeeper query --instance 0 --config "
                + paths.root().resolve("config") + " --root " + paths.root()
                + " \"select * from fills order by transaction_dt desc limit 16\"");
    }

    private void alert(Alert alert) {
        new LogAlerts().raise(alert);
        context.print(" ".repeat(18) + "alert: " + alert.subject());
    }
}
