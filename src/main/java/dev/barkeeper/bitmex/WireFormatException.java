package dev.barkeeper.bitmex;

/** A row of the venue that cannot be understood; the message shows what, as far as a log and a journal can do with it. */
final class WireFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WireFormatException(String message) {
        super(WireJson.beginning(message));
    }
}
