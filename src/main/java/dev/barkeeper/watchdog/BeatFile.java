package dev.barkeeper.watchdog;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The file a bot beats into: written in place, read by watchdog and commands. Thread-safe. */
public final class BeatFile implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final int READS = 5;
    private static final long BETWEEN_READS_NANOS = 2_000_000;

    private final SharedFile file;

    public BeatFile(Path file) {
        this.file = new SharedFile(file);
    }

    /** Replaces the last beat. */
    public void write(Beat beat) throws IOException {
        file.write(JSON.writeValueAsString(beat));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /**
     * The last beat; empty when there is none or it is none.
     *
     * @throws UncheckedIOException when the file is there and cannot be read
     */
    public static Optional<Beat> read(Path file) {
        for (int read = 0; read < READS; read++) {
            try {
                Beat beat = JSON.readValue(Files.readString(file), Beat.class);
                if (beat.number() == beat.end() && beat.state() != null) {
                    return Optional.of(beat);
                }
            } catch (NoSuchFileException e) {
                return Optional.empty();
            } catch (JacksonException | java.nio.charset.MalformedInputException e) {
                // half a writing: whole again in a moment
                LockSupport.parkNanos(BETWEEN_READS_NANOS);
            } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be read", e);
            }
        }
        return Optional.empty();
    }
}
