package dev.barkeeper.storage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Whether an H2 file has anything in it. Where its header is whole and the blocks behind it are empty, as a machine may
 * leave it that lost power, H2 takes it for a new database, and a bot would begin as if it had never run. Stateless.
 */
public final class H2Content {
    private static final int BLOCK = 4096;
    private static final int HEADERS = 2;
    /** How each part that was written together begins. */
    private static final byte[] BEGIN = "chunk:".getBytes(StandardCharsets.US_ASCII);

    private H2Content() {}

    /**
     * Looks no further than to the first part. To be called before this process opens the database: to let go of any handle
     * on a file is to let go of all locks the process has on it.
     *
     * @throws IllegalStateException when there is none behind the headers
     */
    public static void require(DatabaseSettings settings) {
        Optional<Path> file =
                H2LockFile.base(settings).map(base -> Path.of(base + ".mv.db")).filter(Files::isReadable);
        if (file.isEmpty()) {
            return;
        }
        try {
            long size = Files.size(file.get());
            if (size > HEADERS * BLOCK && !hasPart(file.get())) {
                throw new IllegalStateException("database " + settings.shownUrl() + " is damaged: its " + size
                        + " bytes are empty; put a backup in its place, or move the file away to begin"
                        + " a new one: fills, orders and position are then read from the venue");
            }
        } catch (IOException e) {
            throw new StoreUnavailableException("database " + settings.shownUrl() + " cannot be read: " + e, e);
        }
    }

    private static boolean hasPart(Path file) throws IOException {
        byte[] begin = new byte[BEGIN.length];
        try (RandomAccessFile blocks = new RandomAccessFile(file.toFile(), "r")) {
            for (long at = HEADERS * BLOCK; at + begin.length <= blocks.length(); at += BLOCK) {
                blocks.seek(at);
                blocks.readFully(begin);
                if (Arrays.equals(begin, BEGIN)) {
                    return true;
                }
            }
        }
        return false;
    }
}
