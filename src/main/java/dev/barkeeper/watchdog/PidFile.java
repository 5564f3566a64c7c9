package dev.barkeeper.watchdog;

import dev.barkeeper.machine.ProcessId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** One line that names a process in the background. Stateless. */
public record PidFile(Path file) {
    /** Remembers a process. */
    public void write(ProcessHandle process) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        ProcessId id = ProcessId.of(process);
        Files.writeString(file, id.pid() + " " + id.mark() + "\n");
    }

    /** The process it names, if that one runs. */
    public Optional<ProcessHandle> running() {
        try {
            String[] words = Files.readString(file).strip().split(" ");
            long mark = words.length > 1 ? Long.parseLong(words[1]) : 0;
            return new ProcessId(Long.parseLong(words[0]), mark).running();
        } catch (IOException | NumberFormatException e) {
            // no file, or half a line of a crash: then nothing is known to run
            return Optional.empty();
        }
    }

    public void remove() throws IOException {
        Files.deleteIfExists(file);
    }
}
