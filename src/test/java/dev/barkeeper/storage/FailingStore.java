package dev.barkeeper.storage;

import dev.barkeeper.journal.BotStore;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.journal.Durability;
import dev.barkeeper.journal.JournalEntry;
import dev.barkeeper.journal.LeaseLostException;
import dev.barkeeper.journal.SavedState;
import java.io.IOException;
import java.util.List;

/** A database in memory that can be away, and that can lose the lease. */
final class FailingStore implements BotStore {
    final MemoryBotStore rows = new MemoryBotStore(Rows.KEY, new MemoryBarStore());
    volatile boolean away;
    volatile boolean leaseLost;
    /** Rows with this sequence it does not take. */
    volatile long refused;

    volatile int refusals;

    volatile int failAfter = Integer.MAX_VALUE;
    volatile Runnable whileTaking = () -> {};

    @Override
    public SavedState load() {
        return rows.load();
    }

    @Override
    public Durability commit(Commit commit) {
        if (leaseLost) {
            throw new LeaseLostException("lost");
        }
        if (away || failAfter-- <= 0) {
            throw new StoreUnavailableException("away", new IOException("away"));
        }
        if (commit.journal().stream().anyMatch(entry -> entry.sequence() == refused)) {
            refusals++;
            throw new RowsRefusedException("data too long", new IOException("22001"));
        }
        whileTaking.run();
        return rows.commit(commit);
    }

    boolean answers() {
        return !away;
    }

    List<Long> sequences() {
        return rows.journal().stream().map(JournalEntry::sequence).toList();
    }
}
