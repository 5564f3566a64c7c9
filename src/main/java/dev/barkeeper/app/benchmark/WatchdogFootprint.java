package dev.barkeeper.app.benchmark;

import dev.barkeeper.app.CommandContext;
import dev.barkeeper.app.CommandFailure;
import dev.barkeeper.app.config.ClockSpeed;
import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.app.serve.ExchangeSession;
import dev.barkeeper.app.serve.ExchangeSettings;
import dev.barkeeper.app.serve.PaperBotIni;
import dev.barkeeper.watchdog.Beat;
import dev.barkeeper.watchdog.BeatFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What a real watchdog takes that watches three real bots, each at an exchange of its own at the usual pace. */
final class WatchdogFootprint {
    private static final int INSTANCES = 3;
    private static final double RSS_TARGET = 110;
    private static final double PERCENT_TARGET = 0.5;
    private static final long LOOK_MILLIS = 200;
    private static final long READY_LIMIT_SECONDS = 120;

    private final CommandContext context;
    private final Effort effort;
    private final Path root;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    WatchdogFootprint(CommandContext context, Effort effort, Path folder) {
        this.context = context;
        this.effort = effort;
        root = folder.resolve("watchdog").toAbsolutePath();
    }

    void measure(Scoreboard board) throws Exception {
        try {
            for (int instance = 0; instance < INSTANCES; instance++) {
                open(instance);
            }
            Files.writeString(
                    root.resolve("config/bitmex_monitor_bot.ini"),
                    "[DEFAULT]\nbitmex.restart.ini = 0,1,2\nbitmex.monitor.check.interval = 10\n");
            BotChild watchdog = BotChild.start(context, root, "watchdog", "--background");
            opened.push(watchdog);
            for (int instance = 0; instance < INSTANCES; instance++) {
                awaitReady(watchdog, instance);
            }
            watch(watchdog, board);
        } finally {
            close();
        }
    }

    private void open(int instance) throws IOException {
        ExchangeSettings settings = new ExchangeSettings(
                0, Optional.empty(), false, new ClockSpeed(1), 1 + instance, Optional.empty(), Optional.empty());
        ExchangeSession exchange =
                ExchangeSession.start(settings, context.clock().millis());
        opened.push(exchange);
        Path ini = new InstancePaths(root, Path.of("config"), instance).botIni();
        String logs = "logs/" + instance + "-";
        new PaperBotIni(exchange.restUrl(), exchange.webSocketUrl(), "1")
                .write(
                        ini,
                        List.of(
                                "bitmex.tradebot.strategy = momentum",
                                "log.trading.outfile = " + logs + "trading.log",
                                "log.buckets.outfile = " + logs + "buckets.log",
                                "log.mysql.outfile = " + logs + "mysql.log",
                                "log.quotes.outfile = " + logs + "quotes.log"));
        opened.push(BotChild.start(
                context, root, "run", "--background", "--history-days", "1", "--instance", String.valueOf(instance)));
    }

    private void awaitReady(BotChild watchdog, int instance) throws IOException, InterruptedException {
        Path status = new InstancePaths(root, Path.of("config"), instance).statusFile();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_LIMIT_SECONDS);
        while (BeatFile.read(status)
                .map(Beat::state)
                .filter(Beat.State::isReady)
                .isEmpty()) {
            if (!watchdog.isAlive() || System.nanoTime() > end) {
                throw new CommandFailure("the watchdog or instance " + instance
                        + " came to a halt; the watchdog said last: " + watchdog.lastWords());
            }
            watchdog.pause(LOOK_MILLIS);
        }
    }

    private void watch(BotChild watchdog, Scoreboard board) throws IOException, InterruptedException {
        String memory = "   resident memory, highest";
        Optional<Double> before = watchdog.processorSeconds();
        if (before.isEmpty() || watchdog.residentMegabytes().isEmpty()) {
            board.missing(memory, "this system does not tell what a process takes");
            return;
        }
        long began = System.nanoTime();
        double highest = 0;
        double seconds = 0;
        while (seconds < effort.watchdogSeconds()) {
            watchdog.pause(1_000);
            highest = Math.max(highest, watchdog.residentMegabytes().orElseThrow());
            seconds = (System.nanoTime() - began) / 1e9;
        }
        double percent = (watchdog.processorSeconds().orElseThrow() - before.get()) / seconds * 100;
        board.heading("5. the watchdog with " + INSTANCES + " bots, over " + Math.round(seconds) + " s");
        board.atMost(memory, highest, RSS_TARGET, "MB");
        board.atMost("   processor time, of one core", percent, PERCENT_TARGET, "%");
    }

    /** The watchdog first, which would bring the bots back. */
    private void close() throws Exception {
        for (AutoCloseable next = opened.poll(); next != null; next = opened.poll()) {
            next.close();
        }
    }
}
