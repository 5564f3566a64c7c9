package dev.barkeeper.app.benchmark;

import dev.barkeeper.app.CommandContext;
import dev.barkeeper.app.CommandFailure;
import dev.barkeeper.app.LogFiles;
import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.app.run.BotInstance;
import dev.barkeeper.app.run.LoopPulse;
import dev.barkeeper.app.run.Measured;
import dev.barkeeper.app.run.Patience;
import dev.barkeeper.mail.LogAlerts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Bar frame received → order request written, of the whole bot on each store and of a bare client beside it. */
final class Reaction {
    private static final long LIMIT_SECONDS = 120;
    /** Between two bars everybody is asleep, the bare client as well as the bot, as they are for most of a minute. */
    private static final long REST_MILLIS = 10;

    private static final double P50_TARGET = 2;
    private static final double P99_TARGET = 10;
    private static final double BARE_TARGET = 3;

    /** Who reacts. */
    private enum Who {
        BARE("bare client"),
        MEMORY("bot, commit left out"),
        H2("bot, H2 file"),
        MARIADB("bot, MariaDB");

        private final String text;

        Who(String text) {
            this.text = text;
        }
    }

    /** One run's figures, milliseconds. */
    private record Run(double p50, double p99) {}

    private final CommandContext context;
    private final Effort effort;
    private final Path folder;
    private final Map<Who, List<Run>> runs = new EnumMap<>(Who.class);
    private int number;

    Reaction(CommandContext context, Effort effort, Path folder) {
        this.context = context;
        this.effort = effort;
        this.folder = folder;
    }

    void measure(Scoreboard board) throws IOException, InterruptedException {
        Optional<Path> binary = MariaDb.find(context.environment().getOrDefault("PATH", ""));
        if (binary.isEmpty()) {
            measureWith(Optional.empty(), board, "no mariadbd on the PATH or in /usr/sbin");
            return;
        }
        try (MariaDb server = MariaDb.start(binary.get(), folder.resolve("mariadb"))) {
            measureWith(Optional.of(server), board, "");
        } catch (IOException e) {
            if (!runs.isEmpty()) {
                throw e;
            }
            measureWith(Optional.empty(), board, e.getMessage());
        }
    }

    private void measureWith(Optional<MariaDb> server, Scoreboard board, String whyNoServer)
            throws IOException, InterruptedException {
        for (int round = 0; round < effort.runs(); round++) {
            for (Who who : Who.values()) {
                if (who != Who.MARIADB || server.isPresent()) {
                    Run run = runOnce(who, server);
                    runs.computeIfAbsent(who, any -> new ArrayList<>()).add(run);
                    context.print(String.format(
                            Locale.ROOT,
                            "  run %d  %-22s p50 %.2f ms  p99 %.2f ms",
                            round + 1,
                            who.text,
                            run.p50(),
                            run.p99()));
                }
            }
        }
        judge(board, whyNoServer);
    }

    private void judge(Scoreboard board, String whyNoServer) {
        board.heading("1. bar frame received → order request written");
        String p50 = ", commit included, p50";
        String p99 = ", commit included, p99";
        board.atMost("   " + Who.H2.text + p50, p50(Who.H2), P50_TARGET, "ms");
        board.atMost("   " + Who.H2.text + p99, p99(Who.H2), P99_TARGET, "ms");
        if (runs.containsKey(Who.MARIADB)) {
            board.note("   " + Who.MARIADB.text + p50, p50(Who.MARIADB), "ms");
            board.note("   " + Who.MARIADB.text + p99, p99(Who.MARIADB), "ms");
        } else {
            board.missing("   " + Who.MARIADB.text, whyNoServer);
        }
        board.note("   " + Who.MEMORY.text + ", p50", p50(Who.MEMORY), "ms");
        board.note("   " + Who.MEMORY.text + ", p99", p99(Who.MEMORY), "ms");
        board.note("   " + Who.BARE.text + ", p50", p50(Who.BARE), "ms");
        board.note("   " + Who.BARE.text + ", p99", p99(Who.BARE), "ms");
        board.atMost("   " + Who.MEMORY.text + " / bare client, p50", p50(Who.MEMORY) / p50(Who.BARE), BARE_TARGET, "");
    }

    private double p50(Who who) {
        return Statistics.median(runs.get(who).stream().map(Run::p50).toList());
    }

    private double p99(Who who) {
        return Statistics.median(runs.get(who).stream().map(Run::p99).toList());
    }

    private Run runOnce(Who who, Optional<MariaDb> server) throws IOException, InterruptedException {
        FrameToOrder watch = new FrameToOrder();
        try (WaitingExchange exchange = WaitingExchange.open(REST_MILLIS)) {
            boolean ended = who == Who.BARE
                    ? runBare(exchange, watch)
                    : runBot(exchange, watch, who == Who.MEMORY, databaseOf(who, server));
            List<Double> counted = watch.after(effort.warmBars());
            if (!ended || counted.size() < effort.countedBars() - 1) {
                throw new CommandFailure(who.text + " came to a halt: " + counted.size() + " orders after "
                        + effort.warmBars() + " bars not counted, " + watch.unanswered() + " bars without an order");
            }
            return new Run(Statistics.percentile(counted, 50), Statistics.percentile(counted, 99));
        }
    }

    private static List<String> databaseOf(Who who, Optional<MariaDb> server) {
        return who == Who.MARIADB ? server.orElseThrow().newDatabase() : List.of();
    }

    private boolean runBare(WaitingExchange exchange, FrameToOrder watch) throws InterruptedException {
        exchange.startBars();
        try (BareClient client = new BareClient(exchange, watch, effort.warmBars() + effort.countedBars())) {
            return client.await(LIMIT_SECONDS);
        }
    }

    private boolean runBot(WaitingExchange exchange, FrameToOrder watch, boolean inMemory, List<String> database)
            throws IOException, InterruptedException {
        Path place = Files.createDirectories(folder.resolve("reaction-" + ++number));
        InstancePaths paths = new InstancePaths(place, Path.of("config"), 0);
        exchange.writeIni(paths.botIni(), database);
        BotSettings settings = BotSettings.load(paths, context.environment());
        LogFiles.configure(settings.logs(), false);
        // one bar more: the first has none before it to compare with
        CountDownLatch settled = new CountDownLatch(effort.warmBars() + effort.countedBars() + 1);
        BotInstance.Surroundings around = new BotInstance.Surroundings(
                new LogAlerts(),
                line -> {},
                commit -> {},
                bar -> settled.countDown(),
                new Patience(line -> {}),
                0,
                new Measured(watch, inMemory),
                LoopPulse.NONE);
        try (BotInstance instance = BotInstance.start(settings, paths, around)) {
            exchange.startBars();
            return settled.await(LIMIT_SECONDS, TimeUnit.SECONDS) && instance.isRunning();
        }
    }
}
