package dev.barkeeper.app;

import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.machine.ProcessId;
import dev.barkeeper.watchdog.PidFile;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks bots to end: TERM, then waits. Position and stop stay at the venue. */
@Command(description = "end bots and the watchdog; position and stop stay at the venue")
final class StopCommand implements Callable<Integer> {
    @Mixin
    private InstanceSelection selection;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "how long to wait for the end (default: ${DEFAULT-VALUE})")
    private int waitSeconds;

    private final CommandContext context;

    StopCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        // first, because it would bring back what ends
        boolean allEnded = selection
                .watchdog(context)
                .map(w -> w.stop(Duration.ofSeconds(waitSeconds)))
                .orElse(true);
        List<Running> asked = new ArrayList<>();
        for (InstancePaths paths : selection.paths(context)) {
            if (!Files.exists(paths.botIni())
                    && !Files.exists(paths.dataDir())
                    && BotProcess.of(paths).isEmpty()) {
                throw CommandFailure.noSuchInstance(paths);
            }
            // before the bot ends, else the watchdog would bring it back
            markStopped(paths);
            Optional<ProcessHandle> process = BotProcess.of(paths);
            if (process.isEmpty()) {
                new PidFile(paths.pidFile()).remove();
                context.print("instance " + paths.instance() + ": does not run");
            } else {
                asked.add(new Running(paths, ProcessId.of(process.get())));
                process.get().destroy();
            }
        }
        for (Running running : asked) {
            allEnded &= awaitEnd(running);
        }
        for (InstancePaths stray : selection.strays(context)) {
            tellOf(stray);
        }
        return allEnded ? Main.DONE : Main.FAILED;
    }

    /** Perhaps of another folder of ini files: that is for a person to know. */
    private void tellOf(InstancePaths stray) {
        BotProcess.of(stray)
                .ifPresent(process -> context.err()
                        .println("instance " + stray.instance() + ": runs on, pid " + process.pid()
                                + "; it has no ini file in " + selection.folderName(context)
                                + ": scripts/barkeeper stop " + stray.instance()));
    }

    /** A disk that takes nothing any more is a reason to stop a bot, not one to let it run. */
    private void markStopped(InstancePaths paths) {
        try {
            Files.createDirectories(paths.dataDir());
            Files.writeString(paths.stoppedMark(), "");
        } catch (IOException e) {
            context.err()
                    .println("instance " + paths.instance() + ": "
                            + context.root().relativize(paths.stoppedMark()) + " cannot be written: " + e.getMessage()
                            + "; a watchdog that runs may bring the bot back, so stop it too");
        }
    }

    private record Running(InstancePaths paths, ProcessId process) {}

    private boolean awaitEnd(Running running) {
        Optional<Boolean> ended = Waiting.until(
                Duration.ofSeconds(waitSeconds),
                () -> running.process().isRunning() ? Optional.empty() : Optional.of(true));
        String instance = "instance " + running.paths().instance() + ": ";
        if (ended.isEmpty()) {
            context.err()
                    .println(instance + "pid " + running.process().pid() + " has not ended after " + waitSeconds
                            + " s of TERM; it may be finishing what is in flight: look at barkeeper status, then decide on"
                            + " kill -9 " + running.process().pid() + " (nothing is lost by it)");
            return false;
        }
        new PidFile(running.paths().pidFile()).remove();
        context.print(
                instance + "stopped, pid " + running.process().pid() + "; position and stop are left at the venue");
        return true;
    }
}
