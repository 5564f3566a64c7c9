package dev.barkeeper.exchange;

/** An I/O fault towards a venue in a blocking call (start-up, history); says whether a retry makes sense. */
public final class ExchangeException extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean retryable;

    public ExchangeException(String message, boolean retryable) {
        super(message);
        this.retryable = retryable;
    }

    public ExchangeException(String message, boolean retryable, Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
    }

    /** False for what a person must mend first: credentials, an unknown symbol. */
    public boolean isRetryable() {
        return retryable;
    }
}
