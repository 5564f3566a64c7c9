package dev.barkeeper.bitmex;

/** Sees frames come and requests go, to measure what lies between. Called on the wire's own threads; must not block. */
public interface WireWatch {
    /** Looks at nothing. */
    WireWatch NONE = new WireWatch() {};

    /** A text frame has come; nothing has been done with it yet. */
    default void onFrame(String text) {}

    /**
     * All bytes of a request that changes something have been handed to the socket.
     *
     * @param path as in the URL, e.g. {@code /api/v1/order}
     */
    default void onRequestWritten(String verb, String path) {}
}
