package dev.barkeeper.machine;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Threads that keep no process alive. Stateless. */
public final class Daemons {
    private Daemons() {}

    /** One that is to be started. */
    public static Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** For executors: all of one name. */
    public static ThreadFactory named(String name) {
        return task -> thread(name, task);
    }

    /**
     * Ends it behind the task it is at, without an interrupt: in the middle of a write that would close the file of an
     * embedded database.
     *
     * @return false when that task goes on after the patience
     */
    public static boolean end(ExecutorService executor, Duration patience) {
        executor.shutdown();
        try {
            return executor.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return executor.isTerminated();
        }
    }
}
