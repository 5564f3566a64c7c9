package dev.barkeeper.machine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a file so that a reader sees the old one or the new one, never a half, also after a kill or a power cut. One
 * writer at a time per file; stateless.
 */
public final class WholeFile {
    /** Beside the file; what a kill leaves there is written over by the next writing. */
    private static final String DRAFT = ".new";

    private static final Logger LOG = LoggerFactory.getLogger(WholeFile.class);

    private WholeFile() {}

    /** Replaces the file by this text; makes its folder when there is none. */
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Replaces the file; makes its folder when there is none.
     *
     * @throws FileSystemException when the disk does not take it, with the file's name; the old file is then as it was
     */
    public static void write(Path file, byte[] bytes) throws IOException {
        Path wanted = file.toAbsolutePath();
        Path draft = wanted.resolveSibling(wanted.getFileName() + DRAFT);
        Files.createDirectories(wanted.getParent());
        try {
            Files.write(draft, bytes);
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            move(draft, wanted);
            forceNames(wanted.getParent());
        } catch (FileSystemException named) {
            throw named;
        } catch (IOException nameless) {
            // as a full disk's is
            FileSystemException named = new FileSystemException(file.toString(), null, nameless.getMessage());
            named.initCause(nameless);
            throw named;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Has the disk know which files a folder has: one that is forced itself may else be without a name after a power cut. */
    public static void forceNames(Path folder) {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException e) {
            // a system that opens no folder as a file, Windows for one, keeps names by itself
            LOG.debug("names=not_forced folder={} cause={}", folder, e.toString());
        }
    }

    private static void move(Path draft, Path wanted) throws IOException {
        try {
            Files.move(draft, wanted, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException plain) {
            Files.move(draft, wanted, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
