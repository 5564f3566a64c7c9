package dev.barkeeper.paper;

/** Why the venue refuses a request, with the HTTP status the house dialect gives it. */
public enum RefusalReason {
    INVALID_SYMBOL(400),
    /** Price, trigger, quantity, type or instruction does not fit. */
    INVALID_PARAMETER(400),
    DUPLICATE_ID(400),
    NOTHING_TO_REDUCE(400),
    /** The dialect adds {@code "details":"19000"} and the name {@code CodedHTTPError}. */
    INSUFFICIENT_BALANCE(400),
    TOO_MANY_ORDERS(400),
    RISK_LIMIT(400),
    INVALID_STATUS(400),
    /** A fault that was switched on. */
    INJECTED(400),
    NOT_FOUND(404);

    private final int httpStatus;

    RefusalReason(int httpStatus) {
        this.httpStatus = httpStatus;
    }

    public int httpStatus() {
        return httpStatus;
    }

    /** The dialect's {@code details} code, empty when it has none. */
    public String details() {
        return this == INSUFFICIENT_BALANCE ? "19000" : "";
    }
}
