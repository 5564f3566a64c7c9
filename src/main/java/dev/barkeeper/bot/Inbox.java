package dev.barkeeper.bot;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The only way inward: many threads put, the loop takes. Bounded: a full inbox makes the writer wait, which slows its
 * socket and loses nothing. Thread-safe.
 */
public final class Inbox {
    static final int CAPACITY = 10_000;

    private final BlockingQueue<Event> queue = new ArrayBlockingQueue<>(CAPACITY);

    /** Waits while the inbox is full. */
    public void put(Event event) {
        try {
            queue.put(event);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while handing over " + event, e);
        }
    }

    Event poll(long waitMillis) throws InterruptedException {
        return queue.poll(waitMillis, TimeUnit.MILLISECONDS);
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }
}
