package dev.barkeeper.storage;

import dev.barkeeper.journal.Commit;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits for the database, in order: on disk, and in memory behind it while the disk takes nothing. A database file
 * and its spool mostly lie on one disk, so both fail together, and a stop must go out all the same. What is in memory is
 * lost with the process; its fills and orders are read from the venue at the next start. Guarded by its store's lock.
 */
final class Backlog {
    /** Some hours of minute bars. */
    static final int MOST_IN_MEMORY = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);

    private final Spool spool;
    private final Deque<Spool.Line> inMemory = new ArrayDeque<>();

    Backlog(Spool spool) {
        this.spool = spool;
    }

    /**
     * Keeps a line, on disk where that is possible.
     *
     * @throws IllegalStateException when the spool is full, or memory is
     */
    void add(Spool.Line line) {
        if (inMemory.size() == MOST_IN_MEMORY) {
            throw new IllegalStateException(
                    "spool " + spool.file() + ": neither database nor disk has taken anything for " + MOST_IN_MEMORY
                            + " commits; make room on the disk, then start again");
        }
        inMemory.addLast(line);
        writeDown();
    }

    /** Moves to the disk what it takes. */
    private void writeDown() {
        boolean waited = inMemory.size() > 1;
        while (!inMemory.isEmpty()) {
            try {
                spool.append(inMemory.peekFirst());
                inMemory.removeFirst();
            } catch (UncheckedIOException e) {
                if (!waited) {
                    LOG.error("event=spool.not_written cause=\"{}\" next=\"kept in memory\"", e.getMessage());
                }
                return;
            }
        }
        if (waited) {
            LOG.info("event=spool.written_again");
        }
    }

    /** Hands out what is in memory, oldest first; one that is not taken stays, with all behind it. */
    void drainMemory(Consumer<Commit> sink) {
        while (!inMemory.isEmpty()) {
            sink.accept(inMemory.peekFirst().commit());
            inMemory.removeFirst();
        }
    }

    /** Tries the disk once more; what it does not take ends with the process. */
    void close() {
        try {
            writeDown();
        } catch (IllegalStateException e) {
            LOG.error("event=spool.full cause=\"{}\"", e.getMessage());
        }
        if (!inMemory.isEmpty()) {
            LOG.error("event=spool.lost commits={} next=\"the next start reads the venue\"", inMemory.size());
        }
    }
}
