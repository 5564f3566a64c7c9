package dev.barkeeper.simulation;

import dev.barkeeper.bot.Event;
import java.util.function.Supplier;

/** What an event passes on its way to the bot; one that throws {@link ProcessKilled} ends the process there. */
interface Gate {
    /** Lets everything pass. */
    Gate OPEN = new Gate() {};

    /** Told at the beginning of a run, once, how to see what the bot is at. */
    default void watch(Supplier<BotPhase> phase) {}

    /** An event comes in. */
    default void before(Event event) {}

    /** It is in the inbox. */
    default void after(Event event) {}
}
