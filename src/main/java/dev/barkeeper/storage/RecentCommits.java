package dev.barkeeper.storage;

import dev.barkeeper.journal.BotStore;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.journal.Durability;
import dev.barkeeper.journal.JournalEntry;
import dev.barkeeper.journal.SavedState;
import dev.barkeeper.model.BotMode;
import dev.barkeeper.model.BotState;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes each commit in a small file beside an H2 database before the database takes it, and brings in at the next start
 * what that has lost. H2 forces nothing to the disk; when its process is killed it looks for its newest state from the
 * file's header on, which it writes every twenty commits or so and wherever the chain of commits would break. H2 2.5.252
 * names the wrong one there and mostly comes back up to eighteen commits old, although each had returned; 2.4.240 did in
 * none of some hundred kills. When the machine itself goes down, H2 comes back with what the system had written by then. The
 * state found is always whole, so what is missing is the end. For one thread at a time.
 */
public final class RecentCommits implements BotStore, AutoCloseable {
    /** Many times what was seen to be lost; two files of it are kept. */
    static final int COMMITS_A_FILE = 200;

    private static final long MAX_BYTES = 32L << 20;
    private static final Logger LOG = LoggerFactory.getLogger(RecentCommits.class);

    private final BotStore inner;
    private final long fence;
    private final boolean isForced;
    /** The one that is written to, then the one before it. */
    private Spool current;

    private Spool before;
    private int commits;
    private boolean isTold;

    private RecentCommits(BotStore inner, Path file, long fence, boolean isForced) {
        this.inner = inner;
        this.fence = fence;
        this.isForced = isForced;
        current = new Spool(file, MAX_BYTES);
        before = new Spool(file.resolveSibling(file.getFileName() + ".1"), MAX_BYTES);
    }

    /**
     * Over a database, which then has again what it lost.
     *
     * @param file the newest commits; beside it {@code file.1}, at most {@value #MAX_BYTES} bytes each
     * @param fence the lease's fencing number
     * @param isForced whether a commit waits until its note is on the disk, so that it outlives the machine too
     * @throws StoreUnavailableException when the database does not answer
     */
    public static RecentCommits over(BotStore inner, Path file, long fence, boolean isForced) {
        RecentCommits recent = new RecentCommits(inner, file, fence, isForced);
        try {
            recent.bringInWhatIsMissing();
            return recent;
        } catch (RuntimeException e) {
            recent.close();
            throw e;
        }
    }

    @Override
    public SavedState load() {
        return inner.load();
    }

    @Override
    public Durability commit(Commit commit) {
        note(commit);
        return inner.commit(commit);
    }

    /** A disk that is full is no reason to stop: the database may still take it. */
    private void note(Commit commit) {
        try {
            if (commits == COMMITS_A_FILE || current.size() > MAX_BYTES / 2) {
                Spool oldest = before;
                oldest.clear();
                before = current;
                current = oldest;
                commits = 0;
            }
            Spool.Line line = new Spool.Line(fence, commit);
            if (isForced) {
                current.append(line);
            } else {
                current.note(line);
            }
            commits++;
            isTold = false;
        } catch (UncheckedIOException | IllegalStateException e) {
            if (!isTold) {
                isTold = true;
                LOG.warn("event=recent.not_written cause=\"{}\" next=\"the database alone has it\"", e.getMessage());
            }
        }
    }

    /** Only what follows on the newest entry there is: a database that is new or another one has lost nothing. */
    private void bringInWhatIsMissing() {
        SavedState saved = inner.load();
        long next = saved.nextSequence();
        TreeMap<Long, Commit> missing = new TreeMap<>();
        Noted older = read(before, next, missing);
        Noted newer = read(current, next, missing);
        if (older.fromSequence() > newer.fromSequence()) {
            Spool swapped = before;
            before = current;
            current = swapped;
            newer = older;
        }
        commits = newer.commits();
        if (missing.isEmpty()) {
            return;
        }
        if (next > 1 && missing.firstKey() == next) {
            LOG.warn(
                    "event=recent.brought_in commits={} from_sequence={} cause=\"the process ended hard, the database did not have them yet or any more\"",
                    missing.size(),
                    next);
            missing.forEach(this::bringIn);
        } else {
            LOG.error(
                    "event=database.not_continued file={} noted_to_sequence={} database_from_sequence={} cause=\"it is new, another one or an old copy\" next=\"fills, orders and position are read from the venue\"",
                    current.file(),
                    missing.lastKey(),
                    next);
            keepOut(saved.state(), missing.values());
            before.clear();
            current.clear();
            commits = 0;
        }
    }

    /** A bot that stayed away for rows that are refused would mind neither its position nor its stop. */
    private void bringIn(long sequence, Commit commit) {
        try {
            inner.commit(commit);
        } catch (RowsRefusedException e) {
            LOG.error(
                    "event=recent.refused sequence={} cause=\"{}\" next=\"fills and orders are read from the venue\"",
                    sequence,
                    e.getMessage());
        }
    }

    /** A person's last word, to enter nothing or to stay out, holds on whatever database; one to go on does not. */
    private void keepOut(BotState state, Collection<Commit> noted) {
        BotMode mode = state.mode();
        for (Commit commit : noted) {
            mode = commit.state().map(BotState::mode).orElse(mode);
        }
        if (mode != BotMode.TRADING && mode != state.mode()) {
            LOG.warn("event=mode.kept mode={} cause=\"the database does not know of it\"", mode);
            inner.commit(Commit.ofState(state.in(mode)));
        }
    }

    /** What a file has; from sequence 0 when it has nothing, or something that cannot be read. */
    private record Noted(long fromSequence, int commits) {}

    /** Reads a file, once, and picks out what the database has not. */
    private static Noted read(Spool spool, long next, Map<Long, Commit> missing) {
        long[] from = {0};
        int[] lines = {0};
        try {
            spool.read(0, spool.size(), line -> {
                List<JournalEntry> entries = line.commit().journal();
                lines[0]++;
                if (!entries.isEmpty()) {
                    from[0] = from[0] == 0 ? entries.get(0).sequence() : from[0];
                    if (entries.get(entries.size() - 1).sequence() >= next) {
                        missing.put(entries.get(0).sequence(), line.commit());
                    }
                }
            });
            return new Noted(from[0], lines[0]);
        } catch (IllegalStateException e) {
            LOG.warn("event=recent.unreadable cause=\"{}\" next=\"done without\"", e.getMessage());
            return new Noted(0, COMMITS_A_FILE);
        }
    }

    @Override
    public void close() {
        current.close();
        before.close();
    }
}
