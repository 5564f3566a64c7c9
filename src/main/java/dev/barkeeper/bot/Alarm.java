package dev.barkeeper.bot;

/**
 * A time the core asks for. Asking again for an equal one replaces it.
 *
 * @param number which one of its kind, e.g. a client order number
 */
public record Alarm(Kind kind, long number) {
    /** What for. */
    public enum Kind {
        /** Try an overloaded request again. */
        RETRY_REQUEST,
        /** Look up an order whose fate is not known. */
        LOOK_UP,
        /** A triggered stop should have filled by now. */
        STOP_UNFILLED,
        /** Read account or fills again after a failure. */
        FETCH,
        /** Write the bar's position row. */
        POSITION_ROW,
        /** Check that stop and position are as wanted. */
        VERIFY,
        /** Try again to leave. */
        LEAVE,
        /** Try a stop again after a pause. */
        STOP,
        /** Read the strategy's history again after the store failed. */
        HISTORY
    }
}
