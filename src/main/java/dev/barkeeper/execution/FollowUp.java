package dev.barkeeper.execution;

/** What an answer about one request means for the whole. */
public enum FollowUp {
    NONE,
    /** The venue's position is not what was thought. */
    RECONCILE,
    /** The venue sees less to reduce than was thought: nothing is tried again before its position is read. */
    DOUBT_POSITION,
    /** The stop was refused where it is: move it further away. */
    WIDEN_STOP,
    /** Leave by Close: the ordinary way is shut. */
    FLATTEN,
    /** The entry will not happen. */
    ENTRY_FAILED
}
