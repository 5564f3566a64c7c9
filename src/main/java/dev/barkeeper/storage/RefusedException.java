package dev.barkeeper.storage;

/** The database answers but refuses what we sent, as long as nobody mends its tables or our rights; nothing was committed. */
class RefusedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
