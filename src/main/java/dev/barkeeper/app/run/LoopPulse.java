package dev.barkeeper.app.run;

import dev.barkeeper.bot.BotView;
import dev.barkeeper.bot.Event;

/** Called from the loop's thread, after every event and when nothing comes; must not block. */
@FunctionalInterface
public interface LoopPulse {
    /** Nobody listens. */
    LoopPulse NONE = (view, ready, venueMillis) -> {};

    /**
     * @param ready whether history is loaded and everything was settled once since
     * @param venueMillis the venue's clock, 0 before its first stamp
     */
    void beat(BotView view, boolean ready, long venueMillis);

    /** A bar is handed to the loop; on the scraper's thread. */
    default void arrived(Event event) {}
}
