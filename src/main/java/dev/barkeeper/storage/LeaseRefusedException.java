package dev.barkeeper.storage;

/** Another process holds what we want to trade; the message names it. */
public final class LeaseRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LeaseRefusedException(String message) {
        super(message);
    }
}
