package dev.barkeeper.bot;

import dev.barkeeper.journal.Commit;
import java.util.function.Supplier;

/** Looks on from the loop's thread; must not block. */
public interface LoopWatcher {
    /** An event was taken in and its rows are kept. */
    default void onCommitted(Commit commit) {}

    /** After every event: the newest look at the bot, taken when asked for, on this thread and before this returns. */
    default void onView(Supplier<BotView> view) {}

    /** A bar is decided, acted on, read back and recorded. */
    default void onSettled(long barMillis) {}

    /** Nothing has come for a moment. */
    default void onIdle() {}
}
