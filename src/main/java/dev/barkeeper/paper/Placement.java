package dev.barkeeper.paper;

/** What became of a new or amended order. */
public sealed interface Placement {

    /** The venue took it; it may already be filled or (post-only, no liquidity) cancelled. */
    record Placed(PaperOrder order) implements Placement {}

    /** Nothing changed. */
    record Refused(RefusalReason reason, String message) implements Placement {}
}
