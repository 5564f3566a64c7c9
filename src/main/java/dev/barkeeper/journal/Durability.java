package dev.barkeeper.journal;

/** How a commit was kept. */
public enum Durability {
    /** In the database. */
    COMMITTED,
    /** The database does not answer: in the spool on disk, to be brought in later. Nothing may be entered meanwhile. */
    SPOOLED
}
