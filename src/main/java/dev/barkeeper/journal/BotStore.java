package dev.barkeeper.journal;

/**
 * One bot's memory: SQL or plain memory. Used by the bot's loop thread alone.
 */
public interface BotStore {

    /** Whether it keeps journal lines; nobody need make any for one that does not. */
    default boolean keepsJournal() {
        return true;
    }

    /** What was there when the bot last stopped. */
    SavedState load();

    /**
     * Writes all of it, durably, before it returns; checks the bot's lease in the same transaction.
     *
     * @return how it was kept
     * @throws LeaseLostException when another process has taken over: stop at once, send nothing
     */
    Durability commit(Commit commit);

    /**
     * Keeps all of it durably before it returns, in the quickest way there is, for requests that wait to be sent. It is
     * in the database after the next {@link #settle}.
     *
     * @return how it was kept
     * @throws LeaseLostException when another process has taken over: stop at once, send nothing
     */
    default Durability secure(Commit commit) {
        return commit(commit);
    }

    /**
     * Brings into the database what was secured; called once the requests have left.
     *
     * @throws LeaseLostException when another process has taken over: stop at once
     */
    default void settle() {
        // a store that secures by committing has nothing left to do
    }
}
