package dev.barkeeper.journal;

/**
 * One bot's memory: SQL or plain memory. Used by the bot's loop thread alone.
 */
public interface BotStore {

    /** What was there when the bot last stopped. */
    SavedState load();

    /**
     * Writes all of it, durably, before it returns; checks the bot's lease in the same transaction.
     *
     * @return how it was kept
     * @throws LeaseLostException when another process has taken over: stop at once, send nothing
     */
    Durability commit(Commit commit);
}
