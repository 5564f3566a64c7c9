package dev.barkeeper.app;

import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.app.config.ConfigurationException;
import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.watchdog.BeatFile;
import dev.barkeeper.watchdog.PidFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts bots in the background, each a process of its own that outlives this one and the terminal. */
@Command(description = "start bots and the watchdog in the background and wait until they are ready")
final class StartCommand implements Callable<Integer> {
    private static final int LAST_LINES = 5;
    private static final int MAX_LINE = 500;

    @Mixin
    private InstanceSelection selection;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "how long to wait until a bot is ready (default: ${DEFAULT-VALUE})")
    private int waitSeconds;

    private final CommandContext context;

    StartCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        List<InstancePaths> wanted = selection.paths(context);
        List<InstancePaths> instances = wanted.stream()
                .filter(paths -> isConfigured(paths, wanted.size() > 1))
                .toList();
        boolean allReady = true;
        for (InstancePaths paths : instances) {
            allReady &= start(paths);
        }
        Optional<WatchdogControl> watchdog = selection.watchdog(context);
        if (watchdog.isPresent()) {
            allReady &= watchdog.get().start(Duration.ofSeconds(waitSeconds));
        }
        if (instances.size() < wanted.size()) {
            return Main.BAD_ARGUMENTS;
        }
        return allReady ? Main.DONE : Main.FAILED;
    }

    /**
     * A slip in one file must not keep the other bots from their positions; it is told before they are waited for.
     *
     * @param amongOthers whether what came of this one would not be plain without a word
     */
    private boolean isConfigured(InstancePaths paths, boolean amongOthers) {
        try {
            BotSettings.load(paths, context.environment());
            return true;
        } catch (ConfigurationException e) {
            e.problems().forEach(context.err()::println);
            Optional<String> outcome = BotProcess.of(paths)
                    .map(process -> "runs on, pid " + process.pid() + ", with what its ini file said before")
                    .or(() -> Optional.of("not started").filter(plain -> amongOthers));
            outcome.ifPresent(what ->
                    context.err().println("instance " + paths.instance() + ": " + what + "; its ini file is wrong"));
            return false;
        }
    }

    private boolean start(InstancePaths paths) throws IOException {
        Optional<ProcessHandle> running = BotProcess.of(paths);
        if (running.isPresent()) {
            context.print("instance " + paths.instance() + ": runs already, pid "
                    + running.get().pid());
            return true;
        }
        Files.deleteIfExists(paths.stoppedMark());
        Process process = Background.of(context, selection).start(paths);
        Optional<Boolean> outcome =
                Waiting.until(Duration.ofSeconds(waitSeconds), () -> outcome(paths, process.toHandle()));
        return report(paths, process, outcome);
    }

    /** True: ready. False: ended. Empty: neither yet. */
    private static Optional<Boolean> outcome(InstancePaths paths, ProcessHandle process) {
        if (!process.isAlive()) {
            return Optional.of(false);
        }
        return BeatFile.read(paths.statusFile())
                .filter(status ->
                        status.pid() == process.pid() && status.state().isReady())
                .map(ready -> true);
    }

    private boolean report(InstancePaths paths, Process process, Optional<Boolean> outcome) throws IOException {
        String instance = "instance " + paths.instance() + ": ";
        if (outcome.isEmpty()) {
            context.err()
                    .println(instance + "runs (pid " + process.pid() + ") but is not ready after " + waitSeconds
                            + " s; it is left running: look at barkeeper status and " + paths.outputFile());
            return false;
        }
        if (outcome.get()) {
            context.print(instance + "ready, pid " + process.pid());
            return true;
        }
        new PidFile(paths.pidFile()).remove();
        context.err()
                .println(instance + "ended with exit code " + process.exitValue() + ": " + lastLines(paths.outputFile())
                        + " (all of it: " + paths.outputFile() + ")");
        return false;
    }

    static String lastLines(Path output) throws IOException {
        List<String> lines = Files.readAllLines(output, java.nio.charset.StandardCharsets.ISO_8859_1).stream()
                .filter(line -> !line.isBlank())
                .map(line -> line.length() > MAX_LINE ? line.substring(0, MAX_LINE) : line)
                .toList();
        return lines.isEmpty()
                ? "it printed nothing"
                : String.join(" | ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }
}
