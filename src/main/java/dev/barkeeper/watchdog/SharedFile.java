package dev.barkeeper.watchdog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A small text that one process writes again and again and others read. It is written in place over blocks the file
 * owns already, so that a full disk does not silence a healthy writer. A reader may see half of a writing: what is kept
 * here must tell that by itself. Thread-safe.
 */
final class SharedFile implements AutoCloseable {
    private static final int BLOCK = 4096;

    private final Path file;
    private FileChannel channel;
    private int length = BLOCK;

    SharedFile(Path file) {
        this.file = file;
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
