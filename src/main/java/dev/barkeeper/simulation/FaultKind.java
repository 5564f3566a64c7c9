package dev.barkeeper.simulation;

/** What the simulation breaks, and whose doing it is taken for when a position was bare meanwhile. */
public enum FaultKind {
    REQUEST_LOST(Group.LOST),
    ANSWER_LOST(Group.LOST),
    REQUEST_LATE(Group.LOST),
    ANSWER_LATE(Group.LOST),
    /** It comes after the answer to a later call on another lane of the adapter. */
    ANSWER_REORDERED(Group.LOST),
    READ_FAILED(Group.LOST),
    READ_LOST(Group.LOST),
    UNREACHABLE(Group.LOST),
    CANCEL_LOST(Group.LOST),
    /** The stop is set off and fills while its cancel is on its way. */
    FILL_DURING_CANCEL(Group.LOST),
    STREAM_DOWN(Group.LOST),
    STREAM_HALF_OPEN(Group.LOST),
    PARTIAL_LATE(Group.LOST),
    ROW_DOUBLED(Group.LOST),
    ROW_REORDERED(Group.LOST),
    SHED_BEFORE(Group.SHED),
    SHED_AFTER(Group.SHED),
    SHED_STORM(Group.SHED),
    BAD_GATEWAY(Group.SHED),
    RATE_LIMITED(Group.SHED),
    BAR_LATE(Group.BARS),
    BAR_MISSING(Group.BARS),
    BAR_DOUBLED(Group.BARS),
    BAR_CORRECTED(Group.BARS),
    BAR_GAP(Group.BARS),
    /** The row of a funding comes up to a minute after the bar at whose edge it was taken. */
    FUNDING_AT_THE_EDGE(Group.LOST),
    STOP_REFUSED(Group.STOP),
    STOP_CANCELLED_ON_ARRIVAL(Group.STOP),
    STOP_CANCELLED(Group.STOP),
    STOP_UNFILLED(Group.STOP),
    /** Somebody else's dead man's switch on the account, which cancels everything. */
    DEAD_MAN(Group.STOP),
    /** It comes back without the stops it had, as one that was restarted on older books. */
    VENUE_FORGETS(Group.STOP),
    PARTIAL_ENTRY(Group.OUTSIDE),
    EXTERNAL_TRADE(Group.OUTSIDE),
    EXTERNAL_CLOSE(Group.OUTSIDE),
    SECOND_BOT(Group.OUTSIDE),
    LIQUIDATION(Group.OUTSIDE),
    STORE_SLOW(Group.STORE),
    STORE_DOWN(Group.STORE),
    STORE_FAILED_AT_COMMIT(Group.STORE),
    LEASE_LOST(Group.PROCESS),
    CLOCK_STEP(Group.CLOCK),
    OPERATOR_PAUSE(Group.OPERATOR),
    OPERATOR_FLATTEN(Group.OPERATOR),
    KILLED(Group.PROCESS);

    /** What a bare moment is put down to. */
    public enum Group {
        LOST,
        SHED,
        BARS,
        STOP,
        OUTSIDE,
        STORE,
        CLOCK,
        OPERATOR,
        PROCESS
    }

    private final Group group;

    FaultKind(Group group) {
        this.group = group;
    }

    public Group group() {
        return group;
    }

    String words() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
