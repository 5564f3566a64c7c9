package dev.barkeeper.app.benchmark;

import dev.barkeeper.bitmex.WireWatch;
import java.util.ArrayList;
import java.util.List;

/**
 * The time from a bar's frame to the first order it causes, seen at the wire: the clock starts when the socket's listener
 * gets the text and stops when the last byte of the next {@code POST /order} was handed to the socket. Later orders of the
 * same bar (the entry after a leave, the stop) wait for the venue's answers and do not count. Thread-safe.
 */
final class FrameToOrder implements WireWatch {
    static final String BAR_FRAME = "{\"table\":\"tradeBin1m\",\"action\":\"insert\"";
    private static final String ORDER_PATH = "/api/v1/order";

    private final List<Double> millis = new ArrayList<>();
    private long frameNanos;
    private boolean waiting;
    private int unanswered;

    @Override
    public void onFrame(String text) {
        long now = System.nanoTime();
        if (text.startsWith(BAR_FRAME)) {
            barAt(now);
        }
    }

    @Override
    public void onRequestWritten(String verb, String path) {
        long now = System.nanoTime();
        if (verb.equals("POST") && path.equals(ORDER_PATH)) {
            orderAt(now);
        }
    }

    private synchronized void barAt(long nanos) {
        unanswered += waiting ? 1 : 0;
        frameNanos = nanos;
        waiting = true;
    }

    private synchronized void orderAt(long nanos) {
        if (waiting) {
            millis.add(Statistics.millis(nanos - frameNanos));
            waiting = false;
        }
    }

    /** What was measured after the first so many. */
    synchronized List<Double> after(int warmBars) {
        return List.copyOf(millis.subList(Math.min(warmBars, millis.size()), millis.size()));
    }

    /** Bars that no order followed. */
    synchronized int unanswered() {
        return unanswered;
    }
}
