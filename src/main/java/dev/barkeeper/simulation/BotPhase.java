package dev.barkeeper.simulation;

/** What the bot is at, by the venue's books and its own rows. */
public enum BotPhase {
    FLAT,
    ENTERING,
    ENTERED_WITHOUT_STOP,
    PROTECTED,
    TURNING,
    LEAVING,
    STOP_TRIGGERED,
    RECONCILING,
    PAUSED
}
