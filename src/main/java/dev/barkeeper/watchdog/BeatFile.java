package dev.barkeeper.watchdog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** The file a bot beats into: written in place, read by watchdog and commands. Thread-safe. */
public final class BeatFile implements AutoCloseable {
    private final SharedFile file;

    public BeatFile(Path file) {
        this.file = new SharedFile(file);
    }

    /** Replaces the last beat. */
    public void write(Beat beat) throws IOException {
        file.write(SharedFile.JSON.writeValueAsString(beat));
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
        return SharedFile.read(file, Beat.class, beat -> beat.number() == beat.end() && beat.state() != null);
    }
}
