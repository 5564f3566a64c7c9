package dev.barkeeper.model;

/** How far a request of ours has come. Left from {@link #UNKNOWN} only through a look-up by client id. */
public enum RequestState {
    /** The stop of an entry that has not filled yet: wanted, its size not known. */
    INTENDED,
    /** Committed, not sent. */
    PLANNED,
    /** Sent, no answer yet. */
    IN_FLIGHT,
    /** Whether it arrived is not known: time-out, reset, 502, 504. */
    UNKNOWN,
    /** Acknowledged and open. */
    WORKING,
    FILLED,
    CANCELED,
    REJECTED,
    /** Never executed and never will be: its bar has passed, or it was not needed any more. */
    LAPSED;

    public boolean isTerminal() {
        return this == FILLED || this == CANCELED || this == REJECTED || this == LAPSED;
    }

    /** Whether its fate must be learned from the venue before anything is concluded. */
    public boolean isOpenQuestion() {
        return this == PLANNED || this == IN_FLIGHT || this == UNKNOWN;
    }
}
