package dev.barkeeper.app.demo;

import dev.barkeeper.app.Background;
import dev.barkeeper.app.BotProcess;
import dev.barkeeper.app.CommandContext;
import dev.barkeeper.app.Waiting;
import dev.barkeeper.app.WatchdogControl;
import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.machine.ProcessId;
import dev.barkeeper.watchdog.Beat;
import dev.barkeeper.watchdog.BeatFile;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The bot and the watchdog of a demonstration, each a process of its own, started as {@code start} does. One thread. */
final class DemoProcesses implements AutoCloseable {
    private static final Duration WATCHDOG_WAIT = Duration.ofSeconds(20);
    private static final Duration BOT_WAIT = Duration.ofSeconds(20);

    private final CommandContext context;
    private final InstancePaths paths;
    private final WatchdogControl watchdog;
    private final Process first;

    private DemoProcesses(CommandContext context, InstancePaths paths, WatchdogControl watchdog, Process first) {
        this.context = context;
        this.paths = paths;
        this.watchdog = watchdog;
        this.first = first;
    }

    /** Both begin; the bot may not be ready yet. */
    static DemoProcesses start(CommandContext context, InstancePaths paths) throws IOException {
        List<String> where = List.of(
                "--root",
                paths.root().toAbsolutePath().toString(),
                "--config",
                paths.root().resolve(paths.configDir()).toAbsolutePath().toString());
        Background background = new Background(context.root(), context.launcher(), where);
        WatchdogControl watchdog = new WatchdogControl(context, background);
        DemoProcesses processes = new DemoProcesses(context, paths, watchdog, background.start(paths));
        try {
            watchdog.start(WATCHDOG_WAIT);
            return processes;
        } catch (IOException | RuntimeException e) {
            processes.close();
            throw e;
        }
    }

    /** The bot as it is: decides on bars, and its position, if it has one, is behind a stop that was read back. */
    Optional<Beat> readyBot() {
        return BeatFile.read(paths.statusFile())
                .filter(beat -> beat.state().isReady() && beat.isProtected())
                .filter(beat -> beat.process().isRunning());
    }

    /** Whether the process this began with has ended before it was ready. */
    boolean hasFailed() {
        return !first.isAlive() && readyBot().isEmpty();
    }

    /** As a power cut would; when this returns the process is gone. */
    void kill(Beat bot) {
        bot.process().running().ifPresent(ProcessHandle::destroyForcibly);
        awaitEnd(bot.process());
    }

    /** In its own order: asked to end, it is not brought back. */
    private void stopBot() {
        BotProcess.of(paths).ifPresent(process -> {
            ProcessId bot = ProcessId.of(process);
            process.destroy();
            if (!awaitEnd(bot)) {
                process.destroyForcibly();
            }
        });
    }

    private static boolean awaitEnd(ProcessId process) {
        return Waiting.until(BOT_WAIT, () -> process.isRunning() ? Optional.empty() : Optional.of(true))
                .isPresent();
    }

    /** The bot at once, then the watchdog, then what it may have started in between. */
    @Override
    public void close() {
        try {
            Files.createDirectories(paths.dataDir());
            Files.writeString(paths.stoppedMark(), "");
        } catch (IOException e) {
            context.err().println(paths.stoppedMark() + " cannot be written: " + e.getMessage());
        }
        stopBot();
        watchdog.stop(WATCHDOG_WAIT);
        stopBot();
    }
}
