package dev.barkeeper.app.run;

/** An instance could not be started; the message is the one line a person reads. */
public final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
