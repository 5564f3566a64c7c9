package dev.barkeeper.paper;

/**
 * Which rows of a long table are wanted.
 *
 * @param fromMillis inclusive
 * @param toMillis inclusive
 * @param count at most this many
 * @param newestFirst the order; otherwise oldest first
 */
public record Window(long fromMillis, long toMillis, int count, boolean newestFirst) {

    public Window {
        if (count < 0) {
            throw new IllegalArgumentException("count " + count + " must not be negative");
        }
    }

    /** The newest rows, newest first. */
    public static Window newest(int count) {
        return new Window(Long.MIN_VALUE, Long.MAX_VALUE, count, true);
    }

    /** Rows of a time span, oldest first. */
    public static Window between(long fromMillis, long toMillis, int count) {
        return new Window(fromMillis, toMillis, count, false);
    }
}
