package dev.barkeeper.app.benchmark;

import dev.barkeeper.app.CommandContext;
import dev.barkeeper.app.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A real process of the bot at an exchange in this one: how soon it is subscribed, how much memory it takes. */
final class Processes {
    private static final long START_LIMIT_SECONDS = 60;
    private static final long BARS_LIMIT_SECONDS = 1_200;
    private static final long START_LOOK_MILLIS = 5;
    private static final long BARS_LOOK_MILLIS = 20;
    private static final double START_TARGET = 3;
    private static final double RSS_TARGET = 200;
    /** Flat: what the heap breathes is not growth. */
    private static final double FLAT_TARGET = 1.1;

    private final CommandContext context;
    private final Effort effort;
    private final Path folder;

    Processes(CommandContext context, Effort effort, Path folder) {
        this.context = context;
        this.effort = effort;
        this.folder = folder;
    }

    void measureStart(Scoreboard board) throws IOException, InterruptedException {
        List<Double> fresh = new ArrayList<>();
        List<Double> again = new ArrayList<>();
        for (int i = 0; i < effort.starts(); i++) {
            Path root = Files.createDirectories(folder.resolve("start-" + i));
            fresh.add(secondsToSubscription(root));
            again.add(secondsToSubscription(root));
            context.print("  run " + (i + 1) + "  first start " + Scoreboard.number(fresh.get(i), "s")
                    + "  second start " + Scoreboard.number(again.get(i), "s"));
        }
        board.heading("3. process started → first subscription acknowledged");
        board.atMost("   first start, tables to be made", Statistics.median(fresh), START_TARGET, "s");
        board.atMost("   second start on the same database", Statistics.median(again), START_TARGET, "s");
    }

    private double secondsToSubscription(Path root) throws IOException, InterruptedException {
        try (WaitingExchange exchange = WaitingExchange.open(0)) {
            exchange.writeIni(root.resolve("config").resolve("bitmex_bot_0.ini"), List.of());
            long began = System.nanoTime();
            try (BotChild child = BotChild.start(context, root)) {
                await(child, () -> exchange.subscriptions() > 0, START_LOOK_MILLIS, START_LIMIT_SECONDS);
                return (System.nanoTime() - began) / 1e9;
            }
        }
    }

    void measureMemory(Scoreboard board) throws IOException, InterruptedException {
        Path root = Files.createDirectories(folder.resolve("memory"));
        String first = "   after " + effort.rssFirst() + " bars";
        String last = "   after " + effort.rssLast() + " bars";
        board.heading("4. resident memory of the bot's process, turning with every bar");
        try (WaitingExchange exchange = WaitingExchange.open(0)) {
            exchange.writeIni(root.resolve("config").resolve("bitmex_bot_0.ini"), List.of());
            exchange.startBars();
            try (BotChild child = BotChild.start(context, root)) {
                Optional<Double> early = residentAfter(exchange, child, effort.rssFirst());
                if (early.isEmpty()) {
                    board.missing(first, "no /proc/PID/status on this system");
                    return;
                }
                double late = residentAfter(exchange, child, effort.rssLast()).orElseThrow();
                board.atMost(first, early.get(), RSS_TARGET, "MB");
                board.atMost(last, late, RSS_TARGET, "MB");
                board.atMost("   growth between the two", late / early.get(), FLAT_TARGET, "");
            }
        }
    }

    private Optional<Double> residentAfter(WaitingExchange exchange, BotChild child, int bars)
            throws IOException, InterruptedException {
        await(child, () -> exchange.bars() >= bars, BARS_LOOK_MILLIS, BARS_LIMIT_SECONDS);
        Optional<Double> resident = child.residentMegabytes();
        context.print("  after " + exchange.bars() + " bars "
                + resident.map(megabytes -> Scoreboard.number(megabytes, "MB")).orElse("not told"));
        return resident;
    }

    private static void await(BotChild child, BooleanSupplier done, long everyMillis, long limitSeconds)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(limitSeconds);
        while (!done.getAsBoolean()) {
            if (!child.isAlive() || System.nanoTime() > end) {
                throw new CommandFailure("the bot's process came to a halt; it said last: " + child.lastWords());
            }
            child.pause(everyMillis);
        }
    }
}
