package dev.barkeeper.watchdog;

import dev.barkeeper.machine.ProcessId;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line that names a process in the background. Stateless. */
public record PidFile(Path file) {
    private static final Logger LOG = LoggerFactory.getLogger(PidFile.class);

    /** Remembers a process that has just begun; where that cannot be it is ended, since nobody would find it again. */
    public void write(ProcessHandle process) throws IOException {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            ProcessId id = ProcessId.of(process);
            Files.writeString(file, id.pid() + " " + id.mark() + "\n");
        } catch (IOException e) {
            process.destroyForcibly();
            throw new FileSystemException(file.toString(), null, "nothing was started: " + e.getMessage());
        }
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

    /** Forgets it. A file that stays does no harm: the process it names is gone. */
    public void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debug("pid_file=not_removed file={} cause={}", file, e.toString());
        }
    }
}
