package dev.barkeeper.app;

import dev.barkeeper.app.config.ClockSpeed;
import dev.barkeeper.app.serve.ExchangeSession;
import dev.barkeeper.app.serve.ExchangeSettings;
import dev.barkeeper.gateway.ApiKeys;
import dev.barkeeper.gateway.GatewayException;
import dev.barkeeper.paper.PriceSourceException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The paper exchange alone, until Ctrl-C or TERM. */
@Command(description = "the paper exchange alone: REST under /api/v1, WebSocket at /realtime")
final class ExchangeCommand implements Callable<Integer> {
    private static final double FASTEST = 100_000;
    private static final long LOOK_EVERY_MILLIS = 500;

    @Option(names = "--port", defaultValue = "8790", description = "port on 127.0.0.1 (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(names = "--bars", paramLabel = "FILE", description = "prices of XBTUSD, CSV or .gz (default: generated)")
    private Path bars;

    @Option(
            names = "--stamp",
            defaultValue = "start",
            description = "whether timestamp is the ${COMPLETION-CANDIDATES} of the minute (default: ${DEFAULT-VALUE})")
    private BarsImportCommand.Stamp stamp;

    @Option(
            names = "--speed",
            paramLabel = "X|max",
            defaultValue = "1",
            description = "venue seconds per second; max waits for the bot after each bar (default: ${DEFAULT-VALUE})")
    private String speed;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "other prices and books")
    private long seed;

    @Option(names = "--contracts", paramLabel = "FILE", description = "JSON file of other contracts")
    private Path contracts;

    @Option(names = "--fresh", description = "new accounts that are not kept; the kept ones stay as they are")
    private boolean fresh;

    private final CommandContext context;
    private final CountDownLatch askedToStop = new CountDownLatch(1);

    ExchangeCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        OrderlyEnd end = OrderlyEnd.of(askedToStop::countDown);
        try {
            serveUntilAsked();
            context.print("exchange stopped" + (fresh ? "" : "; accounts are in " + accounts()));
            return Main.DONE;
        } catch (FileSystemException e) {
            // told by its kind, with the file's name
            throw e;
        } catch (PriceSourceException | GatewayException | IOException e) {
            throw new CommandFailure(e.getMessage(), e);
        } finally {
            end.close();
        }
    }

    private void serveUntilAsked() throws IOException, InterruptedException {
        try (ExchangeSession session =
                ExchangeSession.start(settings(), context.clock().millis())) {
            introduce(session);
            serve(session);
        }
    }

    private ExchangeSettings settings() {
        if (port < 0 || port > 65_535) {
            throw CommandFailure.badArguments("--port " + port + " is not between 0 and 65535");
        }
        return new ExchangeSettings(
                port,
                Optional.ofNullable(bars).map(context::userPath),
                stamp == BarsImportCommand.Stamp.end,
                speed(),
                seed,
                Optional.ofNullable(contracts).map(context::userPath),
                fresh ? Optional.empty() : Optional.of(accounts()));
    }

    private Path accounts() {
        return context.root().resolve("data").resolve("exchange-accounts.json");
    }

    private ClockSpeed speed() {
        if (speed.equals("max")) {
            return ClockSpeed.MAX;
        }
        try {
            double factor = Double.parseDouble(speed);
            if (factor > 0 && factor <= FASTEST) {
                return new ClockSpeed(factor);
            }
        } catch (NumberFormatException e) {
            throw CommandFailure.badArguments("--speed " + speed + " is neither a number nor max");
        }
        throw CommandFailure.badArguments("--speed " + speed + " is not above 0 and at most " + (long) FASTEST);
    }

    private void introduce(ExchangeSession session) {
        context.print("paper exchange: " + session.restUrl() + " and " + session.webSocketUrl());
        context.print("contracts " + String.join(", ", session.symbols()) + "; venue time "
                + Instant.ofEpochMilli(session.nowMillis()) + ", speed " + speed
                + (speed.equals("1") ? "" : " (set venue.clock.speed = " + speed + " in the bot's ini)"));
        context.print("account " + ApiKeys.DEMO_ACCOUNT + ", key " + ApiKeys.DEMO_KEY + ", secret "
                + ApiKeys.DEMO_SECRET + (fresh ? "; not kept" : "; kept in " + accounts()));
        context.print("Ctrl-C ends it");
    }

    private void serve(ExchangeSession session) throws InterruptedException {
        boolean told = false;
        boolean isBehind = false;
        while (!askedToStop.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
            Optional<String> trouble = session.trouble();
            if (trouble.isPresent() != isBehind) {
                isBehind = !isBehind;
                context.err()
                        .println(trouble.map(why -> "the accounts are NOT kept: " + why
                                        + "; make room: it is tried again every second")
                                .orElse("the accounts are kept again"));
            }
            if (session.isAtEnd() && !told) {
                told = true;
                context.print("the prices are at their end, " + Instant.ofEpochMilli(session.nowMillis())
                        + "; accounts and history are served on");
            }
        }
    }
}
