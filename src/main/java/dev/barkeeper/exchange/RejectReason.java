package dev.barkeeper.exchange;

/** Why a venue did not do as asked. */
public enum RejectReason {
    /** Load shed before the engine: not executed, may be tried again after 0.5 s. */
    OVERLOADED,
    /** Too many requests: not executed, may be tried again later. */
    RATE_LIMITED,
    /** The id was used before: the first one landed; look it up. */
    DUPLICATE_ID,
    INSUFFICIENT_FUNDS,
    /** Nothing to reduce or close. */
    NOTHING_TO_REDUCE,
    /** Price, trigger, quantity or another parameter. */
    INVALID,
    /** Key, signature or rights. */
    UNAUTHORISED,
    /** The request came after its expiry: clocks differ. */
    EXPIRED,
    NOT_FOUND,
    /** The order has ended already. */
    ALREADY_DONE,
    /** Refused before the wire: hard limits, a full queue, no connection made. */
    NOT_SENT,
    /** A cancel whose answer was lost. */
    UNKNOWN_OUTCOME,
    OTHER
}
