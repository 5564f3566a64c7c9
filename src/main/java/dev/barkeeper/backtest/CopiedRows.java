package dev.barkeeper.backtest;

import dev.barkeeper.journal.BotStore;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.journal.Durability;
import dev.barkeeper.journal.SavedState;

/** A run's rows in memory and, with its journal, in a store beside. Not thread-safe. */
record CopiedRows(RunRows rows, BotStore copy) implements BotStore {
    @Override
    public SavedState load() {
        return rows.load();
    }

    @Override
    public Durability commit(Commit commit) {
        rows.commit(commit);
        return copy.commit(commit);
    }
}
