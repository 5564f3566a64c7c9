package dev.barkeeper.app;

import dev.barkeeper.machine.Daemons;
import java.io.PrintStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Prints lines for a person on a thread of its own: a terminal that is held (Ctrl-S, a frozen connection) takes nothing,
 * and whoever prints to it waits until it does. What does not fit is left out, and said so. Thread-safe.
 */
final class Announcer implements Consumer<String>, AutoCloseable {
    static final int MAX_WAITING = 1_000;

    private static final long LOOK_MILLIS = 50;
    private static final long LAST_LINES_MILLIS = 1_000;

    private final PrintStream out;
    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final AtomicLong leftOut = new AtomicLong();
    private final Thread thread = Daemons.thread("announcer", this::work);
    private volatile boolean closing;

    Announcer(PrintStream out) {
        this.out = out;
        thread.start();
    }

    /** Never waits. */
    @Override
    public void accept(String line) {
        if (!waiting.offer(line)) {
            leftOut.incrementAndGet();
        }
    }

    private void work() {
        try {
            while (!closing || !waiting.isEmpty()) {
                String line = waiting.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (line != null) {
                    out.println(line);
                } else if (leftOut.get() > 0) {
                    out.println("(" + leftOut.getAndSet(0) + " lines are left out: nobody took them)");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives what waits a moment to be printed. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(LAST_LINES_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
