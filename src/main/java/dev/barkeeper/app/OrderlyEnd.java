package dev.barkeeper.app;

import dev.barkeeper.machine.Daemons;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Lets TERM and Ctrl-C end a command in its own order and with its own exit code: the command is asked to stop, and the
 * process waits until the command has returned, bounded. Thread-safe.
 *
 * <p>The two signals are taken before the JVM takes them for the beginning of its end: from then on H2's own shutdown hook
 * would close the database under a bot that still finishes what is in flight. Whatever else ends the JVM is met by a hook.
 */
public final class OrderlyEnd implements AutoCloseable {
    private static final long RETURN_SECONDS = 30;
    /** Between the end of the command's work and the last line of its process. */
    private static final long EXIT_SECONDS = 5;

    /** By convention what a shell sees of a process that a signal ended, less the signal's number. */
    private static final int ENDED_BY_SIGNAL = 128;

    private static final Set<OrderlyEnd> OPEN = ConcurrentHashMap.newKeySet();
    private static final AtomicBoolean LISTENS = new AtomicBoolean();

    private final Runnable ask;
    private final Thread command = Thread.currentThread();
    private final Thread hook = new Thread(this::askAndWait, "shutdown");
    private final CountDownLatch returned = new CountDownLatch(1);
    private final AtomicBoolean asked = new AtomicBoolean();

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
        OPEN.add(end);
        if (LISTENS.compareAndSet(false, true)) {
            listenTo("TERM");
            listenTo("INT");
        }
        return end;
    }

    private static void listenTo(String name) {
        try {
            Signal signal = new Signal(name);
            SignalHandler before = Signal.handle(signal, OrderlyEnd::onSignal);
            if (before == SignalHandler.SIG_IGN) {
                // who started it in the background wanted it so
                Signal.handle(signal, before);
            }
        } catch (IllegalArgumentException notOurs) {
            // this JVM was told to leave signals alone: the hook remains
        }
    }

    private static void onSignal(Signal signal) {
        int code = ENDED_BY_SIGNAL + signal.getNumber();
        if (OPEN.isEmpty()) {
            System.exit(code);
        }
        OPEN.forEach(end -> end.askOnce(code));
    }

    private void askOnce(int codeWhenLate) {
        if (asked.compareAndSet(false, true)) {
            Daemons.thread("shutdown-limit", () -> endWhenLate(codeWhenLate)).start();
            ask.run();
        }
    }

    private void endWhenLate(int code) {
        try {
            if (!returned.await(RETURN_SECONDS, TimeUnit.SECONDS)) {
                sayLate();
                Runtime.getRuntime().halt(code);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sayLate() {
        System.err.println("barkeeper: did not end within " + RETURN_SECONDS + " s of being asked to");
    }

    /**
     * Ends the process with a command's exit code. While the JVM is ending already, as by HUP, {@link System#exit} would
     * wait for ever and leave it with the signal's code.
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
                sayLate();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The command's work is done. */
    @Override
    public void close() {
        returned.countDown();
        OPEN.remove(this);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // then the hook runs, and has just been told
        }
    }
}
