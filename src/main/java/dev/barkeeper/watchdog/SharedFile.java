package dev.barkeeper.watchdog;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * A small text that one process writes again and again and others read. It is written in place over blocks the file
 * owns already, so that a full disk does not silence a healthy writer. A reader may see half of a writing: what is kept
 * here must tell that by itself. Thread-safe.
 */
final class SharedFile implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final int BLOCK = 4096;
    private static final int READS = 5;
    private static final long BETWEEN_READS_NANOS = 2_000_000;

    private final Path file;
    private FileChannel channel;
    private int length = BLOCK;

    SharedFile(Path file) {
        this.file = file;
    }

    /**
     * What was written last; empty when there is none, or nothing whole.
     *
     * @param isWhole tells half a writing
     * @throws UncheckedIOException when the file is there and cannot be read
     */
    static <T> Optional<T> read(Path file, Class<T> type, Predicate<T> isWhole) {
        for (int read = 0; read < READS; read++) {
            try {
                T found = JSON.readValue(Files.readString(file), type);
                if (isWhole.test(found)) {
                    return Optional.of(found);
                }
            } catch (NoSuchFileException e) {
                return Optional.empty();
            } catch (JacksonException | MalformedInputException e) {
                // half a writing, as one that is not whole is: whole again in a moment
            } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be read", e);
            }
            LockSupport.parkNanos(BETWEEN_READS_NANOS);
        }
        return Optional.empty();
    }

    /** Replaces the text; makes file and folder anew when somebody has removed them. */
    synchronized void write(String text) throws IOException {
        if (channel == null || !Files.exists(file)) {
            close();
            Files.createDirectories(file.toAbsolutePath().getParent());
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            length = Math.max(BLOCK, (int) Math.min(channel.size(), 16 * BLOCK));
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        while (length <= bytes.length) {
            length += BLOCK;
        }
        byte[] padded = new byte[length];
        java.util.Arrays.fill(padded, (byte) ' ');
        System.arraycopy(bytes, 0, padded, 0, bytes.length);
        padded[length - 1] = '\n';
        ByteBuffer all = ByteBuffer.wrap(padded);
        while (all.hasRemaining()) {
            channel.write(all, all.position());
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }
}
