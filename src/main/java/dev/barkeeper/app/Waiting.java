package dev.barkeeper.app;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for another process by looking at what it leaves, bounded. Stateless. */
public final class Waiting {
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private Waiting() {}

    /** What the supplier first gives, or empty when it has given nothing for that long. */
    public static <T> Optional<T> until(Duration atMost, Supplier<Optional<T>> look) {
        long end = System.nanoTime() + atMost.toNanos();
        Optional<T> found = look.get();
        while (found.isEmpty()
                && System.nanoTime() - end < 0
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
            found = look.get();
        }
        return found;
    }
}
