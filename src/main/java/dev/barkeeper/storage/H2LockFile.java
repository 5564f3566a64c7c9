package dev.barkeeper.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock file that a killed process leaves beside an H2 file. H2 waits some four seconds before it believes that its
 * owner is gone: it tries the owner's port for 1.2 s, waits until the file is 2 s old, writes into it and waits 2 s for an
 * objection. The system knows it at once: whoever has an H2 file open holds a lock on it that ends with the process.
 */
public final class H2LockFile {
    private static final Logger LOG = LoggerFactory.getLogger(H2LockFile.class);
    private static final Pattern FILE = Pattern.compile("jdbc:h2:file:([^;]+).*");

    private H2LockFile() {}

    /**
     * Removes it when nobody has the database open; anything else is left to H2. To be called before this process opens
     * the database: to let go of any handle on a file is to let go of all locks the process has on it.
     */
    public static void removeIfOwnerIsGone(DatabaseSettings settings) {
        Optional<String> base = base(settings);
        Path lockFile = Path.of(base.orElse("") + ".lock.db");
        Path data = Path.of(base.orElse("") + ".mv.db");
        if (base.isEmpty() || !Files.exists(lockFile) || !Files.exists(data)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(data, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock nobodyElse = channel.tryLock()) {
            if (nobodyElse != null) {
                Files.deleteIfExists(lockFile);
                LOG.info("event=database.lock.removed file={} cause=\"its owner is gone\"", lockFile);
            }
        } catch (IOException | OverlappingFileLockException e) {
            LOG.warn("event=database.lock.left file={} cause=\"{}\"", lockFile, e.toString());
        }
    }

    /** Path of a database's files without their endings; empty for one that is no file, or one below somebody's home. */
    static Optional<String> base(DatabaseSettings settings) {
        Matcher url = FILE.matcher(settings.url());
        return url.matches() && !url.group(1).startsWith("~") ? Optional.of(url.group(1)) : Optional.empty();
    }
}
