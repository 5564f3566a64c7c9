package dev.barkeeper.app;

import dev.barkeeper.machine.ProcessId;
import dev.barkeeper.watchdog.PidFile;
import dev.barkeeper.watchdog.WatchdogBeat;
import dev.barkeeper.watchdog.WatchdogFiles;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts and stops the watchdog in the background. One thread. */
public final class WatchdogControl {
    private final CommandContext context;
    private final Background background;
    private final WatchdogFiles files;

    public WatchdogControl(CommandContext context, Background background) {
        this.context = context;
        this.background = background;
        files = new WatchdogFiles(context.root());
    }

    /** The live process, whether started in the background or by hand. */
    static Optional<ProcessHandle> running(WatchdogFiles files) {
        Optional<ProcessHandle> started = new PidFile(files.pidFile()).running();
        return started.isPresent()
                ? started
                : WatchdogBeat.read(files.status())
                        .filter(WatchdogBeat::isRunning)
                        .flatMap(beat -> beat.process().running());
    }

    /** As {@code status} shows it. */
    Map<String, Object> row() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("instance", "watchdog");
        Optional<ProcessHandle> process = running(files);
        Optional<WatchdogBeat> beat = WatchdogBeat.read(files.status());
        row.put("state", state(process, beat));
        process.ifPresent(running -> StatusCommand.putProcess(row, running, context));
        return row;
    }

    private String state(Optional<ProcessHandle> process, Optional<WatchdogBeat> beat) {
        if (process.isEmpty()) {
            return beat.isPresent() && !beat.get().isStopped() ? "died" : "stopped";
        }
        boolean own =
                beat.isPresent() && beat.get().process().pid() == process.get().pid();
        if (!own) {
            return "starting";
        }
        Duration age = Duration.between(
                Instant.ofEpochMilli(beat.get().writtenMillis()),
                context.clock().instant());
        return age.compareTo(StatusCommand.FRESH) > 0 ? "silent" : "watching";
    }

    /** Whether it runs afterwards. */
    public boolean start(Duration wait) throws IOException {
        Optional<ProcessHandle> running = running(files);
        if (running.isPresent()) {
            context.print("watchdog: runs already, pid " + running.get().pid());
            return true;
        }
        List<String> words = new ArrayList<>(List.of("watchdog", "--background"));
        words.addAll(background.configArguments());
        Process process = background.start(words, files.outputFile());
        new PidFile(files.pidFile()).write(process.toHandle());
        Optional<Boolean> outcome = Waiting.until(wait, () -> outcome(process));
        if (outcome.orElse(false)) {
            context.print("watchdog: ready, pid " + process.pid());
            return true;
        }
        context.err()
                .println(
                        outcome.isEmpty()
                                ? "watchdog: runs (pid " + process.pid() + ") but is not ready; look at "
                                        + files.outputFile()
                                : "watchdog: ended with exit code " + process.exitValue() + ": "
                                        + StartCommand.lastLines(files.outputFile()));
        return false;
    }

    private Optional<Boolean> outcome(Process process) {
        if (!process.isAlive()) {
            return Optional.of(false);
        }
        return WatchdogBeat.read(files.status())
                .filter(beat -> beat.process().pid() == process.pid())
                .map(beat -> true);
    }

    /** Whether it is gone afterwards. */
    public boolean stop(Duration wait) {
        Optional<ProcessHandle> process = running(files);
        if (process.isEmpty()) {
            new PidFile(files.pidFile()).remove();
            context.print("watchdog: does not run");
            return true;
        }
        ProcessId asked = ProcessId.of(process.get());
        process.get().destroy();
        boolean ended = Waiting.until(wait, () -> asked.isRunning() ? Optional.empty() : Optional.of(true))
                .isPresent();
        if (ended) {
            new PidFile(files.pidFile()).remove();
            context.print("watchdog: stopped, pid " + process.get().pid());
        } else {
            context.err()
                    .println("watchdog: pid " + process.get().pid() + " has not ended after " + wait.toSeconds()
                            + " s of TERM; kill -9 " + process.get().pid() + " is harmless");
        }
        return ended;
    }
}
