package dev.barkeeper.paper;

/** A prices file cannot be used; the message names file, line and what is wrong. */
public final class PriceSourceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PriceSourceException(String message) {
        super(message);
    }

    public PriceSourceException(String message, Throwable cause) {
        super(message, cause);
    }
}
