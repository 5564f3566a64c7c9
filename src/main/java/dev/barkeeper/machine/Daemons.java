package dev.barkeeper.machine;

import java.util.concurrent.ThreadFactory;

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
}
