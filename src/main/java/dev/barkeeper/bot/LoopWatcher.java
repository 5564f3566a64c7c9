package dev.barkeeper.bot;

import dev.barkeeper.journal.Commit;

/** Looks on from the loop's thread; must not block. */
public interface LoopWatcher {
    /** An event was taken in and its rows are kept. */
    default void onCommitted(Commit commit) {}

    /** The newest look at the bot, after every event. */
    default void onView(BotView view) {}

    /** A bar is decided, acted on, read back and recorded. */
    default void onSettled(long barMillis) {}

    /** Nothing has come for a moment. */
    default void onIdle() {}
}
