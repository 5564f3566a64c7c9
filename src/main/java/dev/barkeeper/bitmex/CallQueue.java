package dev.barkeeper.bitmex;

import dev.barkeeper.machine.Daemons;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One thread that does calls in the order they came, each answered exactly once: by doing it, or with the reason why it
 * was not even begun. Thread-safe.
 */
final class CallQueue implements AutoCloseable {
    static final int MAX_WAITING = 64;
    private static final long CLOSE_SECONDS = 5;
    private static final long BREAK_OFF_SECONDS = 1;

    private final ThreadPoolExecutor thread;

    CallQueue(String name) {
        thread = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), Daemons.named(name));
    }

    /**
     * @param work does the call and answers it; does not throw
     * @param refuse answers it when it is not begun: the queue is full or closed
     */
    void add(Runnable work, Consumer<String> refuse) {
        Call call = new Call(work, refuse);
        try {
            thread.execute(call);
        } catch (RejectedExecutionException e) {
            call.refuse(thread.isShutdown() ? "closed" : MAX_WAITING + " calls are waiting already");
        }
    }

    /** Answers what has not begun and lets what has begun end, for a few seconds. */
    @Override
    public void close() {
        end(CLOSE_SECONDS);
    }

    /** Answers what has not begun and breaks off what has; a call inside the network answers when that lets it go. */
    void breakOff() {
        end(0);
    }

    private void end(long seconds) {
        thread.shutdown();
        List<Runnable> waiting = new ArrayList<>();
        thread.getQueue().drainTo(waiting);
        waiting.forEach(call -> ((Call) call).refuse("closed"));
        try {
            if (!thread.awaitTermination(seconds, TimeUnit.SECONDS)) {
                thread.shutdownNow();
                thread.awaitTermination(BREAK_OFF_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private record Call(Runnable work, Consumer<String> refusal) implements Runnable {
        @Override
        public void run() {
            work.run();
        }

        void refuse(String why) {
            refusal.accept(why);
        }
    }
}
