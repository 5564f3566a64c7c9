package dev.barkeeper.storage;

import dev.barkeeper.journal.Commit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits that wait on disk for the database: one line of JSON each, forced to the disk before {@link #append} returns. A
 * last line that a crash cut off is dropped with a warning. For one writer; reading up to a known size may go on beside.
 */
final class Spool implements AutoCloseable {
    /** More than a day of minute bars without a database. */
    static final long MAX_BYTES = 256L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

    private final Path file;
    private final long maxBytes;
    private final RecordCodec codec = new RecordCodec();
    private LineFile lines;

    /**
     * One line.
     *
     * @param fence fencing number under which it was written
     */
    record Line(long fence, Commit commit) {}

    /** Receives lines. */
    interface Sink {
        void take(Line line);
    }

    Spool(Path file, long maxBytes) {
        this.file = file.toAbsolutePath();
        this.maxBytes = maxBytes;
        try {
            lines = new LineFile(this.file);
            dropUnreadableEnd();
        } catch (IOException e) {
            throw failed("cannot be opened", e);
        }
    }

    /** Bytes waiting. */
    long size() {
        return lines.size();
    }

    Path file() {
        return file;
    }

    /**
     * Adds a line, durably.
     *
     * @throws IllegalStateException when the spool is full
     * @throws UncheckedIOException when the disk does not take it; the spool is then as before
     */
    void append(Line line) {
        write(line, true);
    }

    /** The same without waiting for the disk: it outlives this process, not the machine. */
    void note(Line line) {
        write(line, false);
    }

    private void write(Line line, boolean forced) {
        byte[] bytes = (codec.encode(line) + "\n").getBytes(StandardCharsets.UTF_8);
        if (size() + bytes.length > maxBytes) {
            throw new IllegalStateException("spool " + file + " is full at " + size()
                    + " bytes: the database has been down for too long; bring it back, then start again");
        }
        try {
            lines.append(bytes, forced);
        } catch (IOException e) {
            throw failed("cannot be written; is the disk full?", e);
        }
    }

    /**
     * Reads the lines between two offsets, both at the beginning of a line.
     *
     * @throws IllegalStateException at a line that cannot be read
     */
    void read(long from, long to, Sink sink) {
        walk(from, to, (line, offset) -> sink.take(decode(line, offset)));
    }

    /**
     * The same, passing over what cannot be read: the lines behind it are no worse for it.
     *
     * @return how many lines that were
     */
    int readAround(long from, long to, Sink sink) {
        int[] damaged = {0};
        walk(from, to, (bytes, offset) -> {
            Line line;
            try {
                line = decode(bytes, offset);
            } catch (IllegalStateException e) {
                LOG.error("event=spool.line.damaged cause=\"{}\"", e.getMessage());
                damaged[0]++;
                return;
            }
            sink.take(line);
        });
        return damaged[0];
    }

    private void walk(long from, long to, LineFile.Sink sink) {
        try {
            lines.read(from, to, sink);
        } catch (IOException e) {
            throw failed("cannot be read", e);
        }
    }

    /** The fencing number of the last line that can be read, 0 when there is none. */
    long newestFence() {
        long[] newest = {0};
        try {
            if (readAround(lines.lastLine(), size(), line -> newest[0] = line.fence()) > 0) {
                readAround(0, size(), line -> newest[0] = line.fence());
            }
        } catch (IOException e) {
            throw failed("cannot be read", e);
        }
        return newest[0];
    }

    private Line decode(byte[] line, long offset) {
        try {
            return codec.decode(Line.class, new String(line, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "spool " + file + " at byte " + offset + ": " + e.getMessage()
                            + "; a start passes over that line and brings in the others",
                    e);
        }
    }

    /** Everything is in the database. */
    void clear() {
        try {
            lines.clear();
        } catch (IOException e) {
            throw failed("cannot be emptied", e);
        }
    }

    /**
     * Gives the file another name, for which a full disk has room too, and begins anew.
     *
     * @return where it is; empty when that cannot be, and all is as before
     */
    Optional<Path> keepAside(String why) {
        Path aside = file.resolveSibling(file.getFileName() + "." + why + "-" + System.currentTimeMillis());
        try {
            Files.move(file, aside);
        } catch (IOException e) {
            LOG.error("event=spool.not_kept file={} cause=\"{}\"", file, e.toString());
            return Optional.empty();
        }
        try (LineFile kept = lines) {
            lines = new LineFile(file);
        } catch (IOException e) {
            throw failed("cannot be opened", e);
        }
        return Optional.of(aside);
    }

    /** A crash may have left a last line whose middle is missing. */
    private void dropUnreadableEnd() throws IOException {
        long last = lines.lastLine();
        try {
            read(last, size(), line -> {});
        } catch (IllegalStateException e) {
            LOG.warn("event=spool.last_line.unreadable cause=\"{}\"", e.getMessage());
            lines.cutBackTo(last);
        }
    }

    private UncheckedIOException failed(String what, IOException cause) {
        return new UncheckedIOException("spool " + file + " " + what + ": " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            LOG.warn("event=spool.close.failed file={} cause=\"{}\"", file, e.getMessage());
        }
    }
}
