package dev.barkeeper.model;

/** What the operator allows the bot; kept over restarts. */
public enum BotMode {
    TRADING,
    /** No entries; stops are kept and repaired, leaves go on. */
    PAUSED,
    /** Everything out, and out it stays. */
    FLATTENED
}
