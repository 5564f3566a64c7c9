package dev.barkeeper.storage;

import dev.barkeeper.machine.WholeFile;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines in a file, written over zeros that lie there already: to force such a write the disk need not note a new length, which
 * takes a file system with a journal about as long again, now and then much longer. Lines that are done with are not cut
 * off but followed by a mark, {@value #MARK}; what is behind the last line feed is zeros, or a line that a crash cut off.
 * Offsets are bytes from the first line that is not done with. For one writer; reading what was there goes on beside.
 */
final class LineFile implements AutoCloseable {
    /** So much is zeros at first; a file that has grown beyond begins anew as soon as all of it is done with. */
    static final int RESERVED_BYTES = 1 << 20;

    /** No line looks like it: those are JSON. */
    private static final String MARK = "-";

    /** In pieces: what is written at once is held outside the heap by each thread for good. */
    private static final byte[] ZEROS = new byte[1 << 16];

    private static final Logger LOG = LoggerFactory.getLogger(LineFile.class);

    private final Path file;
    private final FileChannel channel;
    /** Of the first line that is not done with, and behind the last one. */
    private long start;

    private long end;
    /** Up to there zeros were written, or it was tried. */
    private long reserved;

    /** Receives a line without its line feed, and its offset. */
    interface Sink {
        void take(byte[] line, long offset);
    }

    /** Opens it, or makes it together with its folder. */
    LineFile(Path file) throws IOException {
        this.file = file;
        Files.createDirectories(file.getParent());
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        WholeFile.forceNames(file.getParent());
        find();
        cutBackTo(size());
    }

    /** Where the lines begin and end. */
    private void find() throws IOException {
        if (channel.size() == 0) {
            // a device has no length and no end
            return;
        }
        StringBuilder line = new StringBuilder();
        long at = 0;
        long dropped;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            for (int next = in.read(); next > 0; next = in.read()) {
                at++;
                if (next == '\n') {
                    end = at;
                    start = MARK.contentEquals(line) ? end : start;
                    line.setLength(0);
                } else if (line.length() <= MARK.length()) {
                    line.append((char) next);
                }
            }
            dropped = at - end + countBytes(in);
        }
        if (dropped > 0) {
            LOG.warn(
                    "event=spool.broken_end file={} dropped_bytes={} cause=\"crash while writing, or a damaged disk\"",
                    file,
                    dropped);
        }
    }

    /** What is not zero, of all that follows: mostly nothing, in a megabyte that every start looks at. */
    private static long countBytes(InputStream in) throws IOException {
        long count = 0;
        byte[] block = new byte[ZEROS.length];
        for (int length = in.read(block); length > 0; length = in.read(block)) {
            if (!Arrays.equals(block, 0, length, ZEROS, 0, length)) {
                for (int i = 0; i < length; i++) {
                    count += block[i] == 0 ? 0 : 1;
                }
            }
        }
        return count;
    }

    /** Bytes of all lines that are not done with. */
    long size() {
        return end - start;
    }

    /**
     * Adds a line.
     *
     * @param line with its line feed
     * @param forced whether it is on the disk before this returns; else it outlives this process, not the machine
     * @throws IOException when the disk does not take it; the file is then as before
     */
    void append(byte[] line, boolean forced) throws IOException {
        try {
            if (end + line.length > reserved) {
                reserve();
            }
            write(line, end);
            if (forced) {
                channel.force(false);
            }
            end += line.length;
        } catch (IOException e) {
            try {
                cutBackTo(size());
            } catch (IOException e2) {
                LOG.error("event=spool.truncate.failed file={} cause=\"{}\"", file, e2.getMessage());
            }
            throw e;
        }
    }

    /** All lines are done with; on the disk before this returns. */
    void clear() throws IOException {
        if (size() > 0 && !isMarked()) {
            cutBackTo(0);
            channel.force(false);
        }
    }

    private boolean isMarked() {
        byte[] mark = (MARK + "\n").getBytes(StandardCharsets.UTF_8);
        if (end + mark.length > RESERVED_BYTES) {
            return false;
        }
        try {
            write(mark, end);
            channel.force(false);
        } catch (IOException e) {
            LOG.warn("event=spool.not_marked file={} cause=\"{}\" next=\"emptied\"", file, e.getMessage());
            return false;
        }
        end += mark.length;
        start = end;
        return true;
    }

    /** Drops the lines from that offset on, and whatever else is behind it. */
    void cutBackTo(long size) throws IOException {
        end = start + size;
        if (size == 0) {
            start = 0;
            end = 0;
        }
        channel.truncate(end);
        reserved = end;
        reserve();
    }

    /** Where there is no room for so much, there may be for a line. */
    private void reserve() throws IOException {
        long from = Math.max(reserved, end);
        reserved = from + RESERVED_BYTES;
        try {
            for (long at = from; at < reserved; at += ZEROS.length) {
                write(ZEROS, at);
            }
            channel.force(false);
        } catch (IOException e) {
            LOG.debug("event=spool.not_reserved file={} cause=\"{}\"", file, e.getMessage());
            channel.truncate(from);
        }
    }

    private void write(byte[] bytes, long at) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer, at + buffer.position());
        }
    }

    /** Hands out the lines between two offsets, both at the beginning of a line. */
    void read(long from, long to, Sink sink) throws IOException {
        try (FileChannel reading = FileChannel.open(file, StandardOpenOption.READ)) {
            InputStream in = new BufferedInputStream(Channels.newInputStream(reading.position(start + from)));
            for (long at = from; at < to; ) {
                byte[] line = lineOf(in);
                sink.take(line, at);
                at += line.length + 1;
            }
        }
    }

    private static byte[] lineOf(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n' && next >= 0; next = in.read()) {
            line.write(next);
        }
        return line.toByteArray();
    }

    /** Where the last line begins; 0 when there is none. */
    long lastLine() throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        for (long at = end - 2; at >= start; at--) {
            one.clear();
            channel.read(one, at);
            if (one.get(0) == '\n') {
                return at + 1 - start;
            }
        }
        return 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
