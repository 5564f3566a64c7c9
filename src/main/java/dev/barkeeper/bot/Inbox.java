package dev.barkeeper.bot;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The only way inward: many threads put, the loop takes. Bounded: a full inbox makes the writer wait, which slows its
 * socket and loses nothing. Thread-safe, unless it was made for one thread.
 */
public final class Inbox {
    static final int CAPACITY = 10_000;

    private final Optional<BlockingQueue<Event>> shared;
    private final ArrayDeque<Event> own = new ArrayDeque<>();
    /** The next one, already taken from what others put to; the loop's alone. */
    private Event waitedFor;

    public Inbox() {
        this(Optional.of(new ArrayBlockingQueue<>(CAPACITY)));
    }

    private Inbox(Optional<BlockingQueue<Event>> shared) {
        this.shared = shared;
    }

    /** For a run whose loop is drained by the thread that puts: nothing to lock, nobody to wait for. */
    public static Inbox ofOneThread() {
        return new Inbox(Optional.empty());
    }

    /**
     * Waits while the inbox is full.
     *
     * @throws IllegalStateException when it is full and made for one thread
     */
    public void put(Event event) {
        if (shared.isEmpty()) {
            keep(event);
            return;
        }
        try {
            shared.get().put(event);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while handing over " + event, e);
        }
    }

    /** Takes it unless the inbox is full: for what the loop's own thread has to say, which nobody else makes room for. */
    public void offer(Event event) {
        if (shared.isPresent()) {
            shared.get().offer(event);
        } else if (own.size() < CAPACITY) {
            own.add(event);
        }
    }

    Event poll(long waitMillis) throws InterruptedException {
        if (shared.isEmpty()) {
            return own.poll();
        }
        if (waitedFor == null) {
            return shared.get().poll(waitMillis, TimeUnit.MILLISECONDS);
        }
        Event event = waitedFor;
        waitedFor = null;
        return event;
    }

    /** Waits until there is one to poll, at most so long; not at all when made for one thread. */
    void await(long waitMillis) throws InterruptedException {
        if (shared.isPresent() && waitedFor == null) {
            waitedFor = shared.get().poll(waitMillis, TimeUnit.MILLISECONDS);
        }
    }

    private void keep(Event event) {
        if (own.size() == CAPACITY) {
            throw new IllegalStateException("inbox is full with " + CAPACITY + " events, next " + event);
        }
        own.add(event);
    }

    boolean isEmpty() {
        return waitedFor == null && shared.map(BlockingQueue::isEmpty).orElseGet(own::isEmpty);
    }
}
