package dev.barkeeper.execution;

/** How the position is being left. */
public enum Exit {
    NONE,
    /** A reduce-only market order for what the bot holds. */
    LEAVE,
    /** Close without quantity. */
    FLATTEN
}
