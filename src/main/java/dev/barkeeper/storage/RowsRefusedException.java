package dev.barkeeper.storage;

/** It is these rows that it refuses, whoever brings them however often; it may take others. */
final class RowsRefusedException extends RefusedException {
    private static final long serialVersionUID = 1L;

    RowsRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
