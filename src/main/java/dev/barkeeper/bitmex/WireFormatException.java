package dev.barkeeper.bitmex;

/** A row of the venue that cannot be understood; the message shows what. */
final class WireFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WireFormatException(String message) {
        super(message);
    }
}
