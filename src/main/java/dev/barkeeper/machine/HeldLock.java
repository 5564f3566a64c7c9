package dev.barkeeper.machine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A lock on a file that exists for that alone, held until it is closed or the process ends, however it ends. The file stays:
 * whoever deleted it would take it from the next holder. Immutable.
 */
public final class HeldLock implements AutoCloseable {
    private final FileChannel channel;

    private HeldLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes it if it is free; makes its folder when there is none.
     *
     * @return empty when another process, or another part of this one, holds it
     * @throws IOException when the disk has no such file or does not lock it
     */
    public static Optional<HeldLock> take(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean held = false;
        try {
            held = channel.tryLock() != null;
        } catch (OverlappingFileLockException byOurselves) {
            // as held as by anybody else
        } finally {
            if (!held) {
                channel.close();
            }
        }
        return held ? Optional.of(new HeldLock(channel)) : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
