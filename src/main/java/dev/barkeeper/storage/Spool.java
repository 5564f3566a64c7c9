package dev.barkeeper.storage;

import dev.barkeeper.journal.Commit;
import dev.barkeeper.machine.WholeFile;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
    private final FileChannel channel;
    private long size;

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
            Files.createDirectories(this.file.getParent());
            channel = FileChannel.open(
                    this.file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            WholeFile.forceNames(this.file.getParent());
            size = channel.size();
            dropBrokenEnd();
        } catch (IOException e) {
            throw failed("cannot be opened", e);
        }
    }

    /** Bytes waiting. */
    long size() {
        return size;
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
        if (size + bytes.length > maxBytes) {
            throw new IllegalStateException("spool " + file + " is full at " + size
                    + " bytes: the database has been down for too long; bring it back, then start again");
        }
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer, size + buffer.position());
            }
            if (forced) {
                channel.force(false);
            }
            size += bytes.length;
        } catch (IOException e) {
            cutBackTo(size);
            throw failed("cannot be written; is the disk full?", e);
        }
    }

    private void cutBackTo(long end) {
        try {
            channel.truncate(end);
        } catch (IOException e) {
            LOG.error("event=spool.truncate.failed file={} cause=\"{}\"", file, e.getMessage());
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

    /** Receives lines as they are on the disk. */
    private interface RawSink {
        void take(byte[] line, long offset);
    }

    private void walk(long from, long to, RawSink sink) {
        try (FileChannel reading = FileChannel.open(file, StandardOpenOption.READ)) {
            InputStream in = new BufferedInputStream(Channels.newInputStream(reading.position(from)));
            long offset = from;
            while (offset < to) {
                byte[] line = lineOf(in);
                sink.take(line, offset);
                offset += line.length + 1;
            }
        } catch (IOException e) {
            throw failed("cannot be read", e);
        }
    }

    /** The last line's fencing number, 0 when there is none. */
    long newestFence() {
        long[] newest = {0};
        try {
            read(endOfLines(size - 1), size, line -> newest[0] = line.fence());
        } catch (IOException e) {
            throw failed("cannot be read", e);
        }
        return newest[0];
    }

    private static byte[] lineOf(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n' && next >= 0; next = in.read()) {
            line.write(next);
        }
        return line.toByteArray();
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
        if (size == 0) {
            return;
        }
        try {
            channel.truncate(0);
            channel.force(false);
            size = 0;
        } catch (IOException e) {
            throw failed("cannot be emptied", e);
        }
    }

    private void dropBrokenEnd() throws IOException {
        long end = endOfLines(size);
        if (end > 0 && !isReadable(endOfLines(end - 1), end)) {
            end = endOfLines(end - 1);
        }
        if (end < size) {
            LOG.warn("event=spool.broken_end file={} dropped_bytes={} cause=\"crash while writing\"", file, size - end);
            channel.truncate(end);
            size = end;
        }
    }

    private boolean isReadable(long from, long to) {
        try {
            read(from, to, line -> {});
            return true;
        } catch (IllegalStateException e) {
            LOG.warn("event=spool.last_line.unreadable cause=\"{}\"", e.getMessage());
            return false;
        }
    }

    /** Offset behind the last line feed before an offset. */
    private long endOfLines(long before) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        for (long at = before - 1; at >= 0; at--) {
            one.clear();
            channel.read(one, at);
            if (one.get(0) == '\n') {
                return at + 1;
            }
        }
        return 0;
    }

    private UncheckedIOException failed(String what, IOException cause) {
        return new UncheckedIOException("spool " + file + " " + what + ": " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warn("event=spool.close.failed file={} cause=\"{}\"", file, e.getMessage());
        }
    }
}
