package dev.barkeeper.web;

/** The web server could not be started; the message is the line a person reads. */
public final class WebException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WebException(String message, Throwable cause) {
        super(message, cause);
    }
}
