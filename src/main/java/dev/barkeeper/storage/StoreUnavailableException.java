package dev.barkeeper.storage;

/** The database does not answer or cannot take anything now; trying again later may help, nothing was committed. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
