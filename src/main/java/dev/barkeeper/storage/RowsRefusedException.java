package dev.barkeeper.storage;

/** The database answers but does not take these rows, whoever brings them however often; nothing of them was committed. */
final class RowsRefusedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    RowsRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
