package dev.barkeeper.paper;

/**
 * Drives a {@link PaperVenue} on a thread of its own: so many venue seconds per wall second, or in lock-step as fast as
 * the bot keeps up. Thread-safe.
 */
public final class PaperFeeder implements AutoCloseable {

    /** @param speed venue seconds per wall second, above 0 */
    public static PaperFeeder atSpeed(PaperVenue venue, double speed) {
        throw new UnsupportedOperationException();
    }

    /**
     * Lock-step: after each published bar the clock stands still until that bar is acknowledged; the walk begins with
     * the first acknowledgement of any bar.
     */
    public static PaperFeeder lockStep(PaperVenue venue) {
        throw new UnsupportedOperationException();
    }

    public void start() {
        throw new UnsupportedOperationException();
    }

    /** The bot has dealt with this bar and all before it; 0 only starts the walk. No effect at a speed. */
    public void acknowledge(long barCloseMillis) {
        throw new UnsupportedOperationException();
    }

    public boolean isLockStep() {
        throw new UnsupportedOperationException();
    }

    /** True when the prices have come to their end. */
    public boolean isAtEnd() {
        throw new UnsupportedOperationException();
    }

    /** Stops the thread and waits for it, at most five seconds. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
