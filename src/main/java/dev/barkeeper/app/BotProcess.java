package dev.barkeeper.app;

import dev.barkeeper.app.config.InstancePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Which process runs an instance: the pid file of {@code start}, or what the bot tells itself. Stateless. */
final class BotProcess {
    private BotProcess() {}

    /** The instance's live process, whether started in the background or by hand. */
    static Optional<ProcessHandle> of(InstancePaths paths) {
        Optional<ProcessHandle> started = ofPidFile(paths.pidFile());
        return started.isPresent()
                ? started
                : BotStatusFile.read(paths.statusFile())
                        .filter(status -> status.state() != BotStatusFile.State.STOPPED)
                        .flatMap(BotStatusFile::process);
    }

    /** A process of that number and start time; a number alone may have been given to another since. */
    static Optional<ProcessHandle> running(long pid, long startMillis) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> startMillis == 0 || startMillis(process) == startMillis);
    }

    /** When a process began, epoch milliseconds; 0 when the system does not tell. */
    static long startMillis(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Remembers a process. */
    static void writePidFile(Path file, ProcessHandle process) throws IOException {
        AtomicFile.write(file, process.pid() + " " + startMillis(process) + "\n");
    }

    private static Optional<ProcessHandle> ofPidFile(Path file) {
        try {
            String[] words = Files.readString(file).strip().split(" ");
            return running(Long.parseLong(words[0]), words.length > 1 ? Long.parseLong(words[1]) : 0);
        } catch (IOException | NumberFormatException e) {
            // no file, or half a line of a crash: then nothing is known to run
            return Optional.empty();
        }
    }
}
