package dev.barkeeper.app.demo;

import dev.barkeeper.app.CommandContext;
import dev.barkeeper.app.CommandFailure;
import dev.barkeeper.app.LogFiles;
import dev.barkeeper.app.OrderlyEnd;
import dev.barkeeper.app.ShellWord;
import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.gateway.ApiKeys;
import dev.barkeeper.gateway.GatewayServer;
import dev.barkeeper.gateway.GatewaySettings;
import dev.barkeeper.model.E8;
import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.ContractSpecs;
import dev.barkeeper.paper.GeneratedPrices;
import dev.barkeeper.paper.Listing;
import dev.barkeeper.paper.PaperFeeder;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.VenueSettings;
import dev.barkeeper.watchdog.Beat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One demonstration: the exchange in this process, bot and watchdog in processes of their own, and their end. */
final class Demo {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    /** Where generated prices begin, so that every run of a seed is the same run. */
    private static final long START_MILLIS =
            Instant.parse("2020-03-02T12:00:00Z").toEpochMilli();

    private static final long DEPOSIT_SATOSHI = 100_000_000;
    private static final long ROUND_MILLIS = 50;
    private static final long START_LIMIT_MILLIS = 60_000;
    private static final long RECOVERY_LIMIT_MILLIS = 90_000;
    private static final int FEWEST_BEFORE_KILL = 3;
    private static final int MOST_BEFORE_KILL = 15;

    private final CommandContext context;
    private final double speed;
    private final long seed;
    private final int lastBar;
    private final boolean kills;
    private final CountDownLatch askedToStop = new CountDownLatch(1);

    Demo(CommandContext context, double speed, long seed, int lastBar, boolean kills) {
        this.context = context;
        this.speed = speed;
        this.seed = seed;
        this.lastBar = lastBar;
        this.kills = kills;
    }

    /** Asks it to end in order; what has not begun does not begin. */
    void stop() {
        askedToStop.countDown();
    }

    int run() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(context.root()
                .resolve("demo")
                .resolve("run-" + STAMP.format(context.clock().instant()))
                .toAbsolutePath());
        OrderlyEnd end = OrderlyEnd.of(this::stop);
        try {
            return runIn(folder);
        } finally {
            end.close();
        }
    }

    private int runIn(Path folder) throws IOException, InterruptedException {
        ContractSpec spec = ContractSpecs.xbtusd();
        try (PaperVenue venue = PaperVenue.open(
                        VenueSettings.DEFAULT.withSeed(seed), List.of(new Listing(spec, prices(seed))));
                PaperFeeder feeder = PaperFeeder.atSpeed(venue, speed);
                GatewayServer gateway = serve(venue, feeder)) {
            InstancePaths paths = new InstancePaths(folder, Path.of("config"), 0);
            CommandContext own = layOut(paths, gateway);
            BotSettings settings = BotSettings.load(paths, context.environment());
            Screen screen =
                    new Screen(paths.outputFile(), folder.resolve("logs/bitmex_monitor_bot.log"), context::print);
            introduce(settings, gateway, folder);
            if (isAskedToStop()) {
                context.print("stopped before bot and watchdog began");
                return 0;
            }
            // a market waits for nobody: the bot's clock runs on from the first stamp it sees
            feeder.start();
            try (DemoProcesses processes = DemoProcesses.start(own, paths)) {
                watch(processes, feeder, screen);
            }
            screen.look();
            summarise(DemoBooks.read(venue, settings), paths);
            return 0;
        }
    }

    /** Restless ones: how long a machine takes to start the bot must not decide what its bars show. */
    static GeneratedPrices prices(long seed) {
        return GeneratedPrices.restless(ContractSpecs.xbtusd(), seed, START_MILLIS);
    }

    private GatewayServer serve(PaperVenue venue, PaperFeeder feeder) {
        venue.openAccount(ApiKeys.DEMO_ACCOUNT, Map.of("XBt", DEPOSIT_SATOSHI));
        return GatewayServer.start(venue, Optional.of(feeder), ApiKeys.demo(), GatewaySettings.atSpeed(0, speed));
    }

    /** The files of its processes; how commands see that folder. */
    private CommandContext layOut(InstancePaths paths, GatewayServer gateway) throws IOException {
        Path config = paths.root().resolve(paths.configDir());
        Path script = config.resolve("barkeeper-demo");
        DemoIni.writeBot(paths.botIni(), gateway.restUrl(), gateway.webSocketUrl(), speed);
        DemoIni.writeScript(script, context.launcher());
        DemoIni.writeWatchdog(config.resolve("bitmex_monitor_bot.ini"), script, speed);
        LogFiles.configure(paths.root().resolve("logs/demo.log"), false);
        return context.in(paths.root(), script);
    }

    private void watch(DemoProcesses processes, PaperFeeder feeder, Screen screen)
            throws IOException, InterruptedException {
        context.print("");
        context.print("minute      close  wanted     why, and what was done");
        await(
                screen,
                START_LIMIT_MILLIS,
                () -> processes.hasFailed() || processes.readyBot().isPresent());
        if (processes.hasFailed()) {
            throw new CommandFailure("the bot did not start; the lines above and the logs in its folder tell why");
        }
        if (kills) {
            int killAt = Math.max(FEWEST_BEFORE_KILL, Math.min(lastBar / 2, MOST_BEFORE_KILL));
            await(screen, Long.MAX_VALUE, () -> screen.minutes() >= killAt && isExposed(processes));
            if (!isAskedToStop()) {
                killAndAwaitRecovery(processes, screen);
            }
        }
        await(screen, Long.MAX_VALUE, () -> screen.minutes() >= lastBar);
        // what the exchange did after the bot's end would be missing in the bot's books
        feeder.close();
    }

    private void killAndAwaitRecovery(DemoProcesses processes, Screen screen) throws IOException, InterruptedException {
        Beat before = processes.readyBot().orElseThrow();
        context.print("");
        screen.note("kill -9 of the bot, pid " + before.pid() + ": " + held(before) + ", nobody at the wheel");
        long killedNanos = System.nanoTime();
        processes.kill(before);
        await(
                screen,
                RECOVERY_LIMIT_MILLIS,
                () -> processes
                        .readyBot()
                        .filter(beat -> beat.pid() != before.pid())
                        .isPresent());
        if (isAskedToStop()) {
            return;
        }
        Beat after = processes
                .readyBot()
                .orElseThrow(() -> new CommandFailure("the bot did not come back; the logs in its folder tell why"));
        screen.note(String.format(
                Locale.ROOT,
                "the bot is back, pid %d, %.1f s after the kill: %s",
                after.pid(),
                (System.nanoTime() - killedNanos) / 1e9,
                held(after)));
        context.print("");
    }

    private static String held(Beat beat) {
        return beat.position() == 0
                ? "flat"
                : "position " + beat.position() + " at " + beat.averagePrice() + ", stop " + beat.stop()
                        + " at the venue";
    }

    /** A kill shows most when there is something to lose. */
    private static boolean isExposed(DemoProcesses processes) {
        return processes.readyBot().filter(beat -> beat.position() != 0).isPresent();
    }

    /** Shows what comes until it is so, for at most so long, or until somebody wants the end. */
    private void await(Screen screen, long limitMillis, BooleanSupplier isSo) throws IOException, InterruptedException {
        long began = System.nanoTime();
        screen.look();
        while (!isSo.getAsBoolean()
                && (System.nanoTime() - began) / 1_000_000 < limitMillis
                && !askedToStop.await(ROUND_MILLIS, TimeUnit.MILLISECONDS)) {
            screen.look();
        }
    }

    private boolean isAskedToStop() {
        return askedToStop.getCount() == 0;
    }

    private void introduce(BotSettings settings, GatewayServer gateway, Path folder) {
        context.print("Barkeeper demo: " + settings.strategy() + " "
                + settings.strategySettings().momentumPeriod() + " on " + settings.symbol()
                + ", generated prices, " + E8.toString(E8.ofDouble(speed)) + " times real time; Ctrl-C ends it");
        context.print("exchange " + gateway.restUrl() + " and " + gateway.webSocketUrl());
        context.print("files    " + folder + " (ini, database, logs)");
    }

    private void summarise(DemoBooks books, InstancePaths paths) {
        context.print("");
        books.lines().forEach(context::print);
        context.print("ask its database: scripts/barkeeper query --instance 0 --root "
                + ShellWord.of(paths.root())
                + " \"select * from fills order by transaction_dt desc limit 16\"");
    }
}
