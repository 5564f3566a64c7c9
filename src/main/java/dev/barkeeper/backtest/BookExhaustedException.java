package dev.barkeeper.backtest;

/** In lock-step the venue stands still, and a position that is larger than its whole book cannot be left meanwhile. */
public final class BookExhaustedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BookExhaustedException(String message) {
        super(message);
    }
}
