package dev.barkeeper.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets TERM and Ctrl-C end a command in its own order and with its own exit code: the command is asked to stop, and the
 * process waits until the command has returned, bounded. Thread-safe.
 */
public final class OrderlyEnd implements AutoCloseable {
    private static final long RETURN_SECONDS = 30;
    /** Between the end of the command's work and the last line of its process. */
    private static final long EXIT_SECONDS = 5;

    private final Runnable ask;
    private final Thread command = Thread.currentThread();
    private final Thread hook = new Thread(this::askAndWait, "shutdown");
    private final CountDownLatch returned = new CountDownLatch(1);

    private OrderlyEnd(Runnable ask) {
        this.ask = ask;
    }

    /**
     * From now on until it is closed the calling thread's command is asked to stop when the process is.
     *
     * @param ask must not block
     */
    public static OrderlyEnd of(Runnable ask) {
        OrderlyEnd end = new OrderlyEnd(ask);
        Runtime.getRuntime().addShutdownHook(end.hook);
        return end;
    }

    /**
     * Ends the process with a command's exit code. While the process is being ended by a signal {@link System#exit}
     * would wait for ever and leave it with the signal's code.
     */
    static void exit(int code) {
        Thread probe = new Thread(() -> {}, "probe");
        try {
            Runtime.getRuntime().addShutdownHook(probe);
        } catch (IllegalStateException endingAlready) {
            System.out.flush();
            System.err.flush();
            Runtime.getRuntime().halt(code);
        }
        System.exit(code);
    }

    private void askAndWait() {
        ask.run();
        try {
            if (returned.await(RETURN_SECONDS, TimeUnit.SECONDS)) {
                command.join(TimeUnit.SECONDS.toMillis(EXIT_SECONDS));
            } else {
                System.err.println("barkeeper: did not end within " + RETURN_SECONDS + " s of being asked to");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The command's work is done. */
    @Override
    public void close() {
        returned.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // then the hook runs, and has just been told
        }
    }
}
