package dev.barkeeper.gateway;

import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The frames one socket has still to send, in order, sent without blocking the sender. A consumer that lets more than
 * {@link #MAX_FRAMES} frames or {@link #MAX_CHARS} characters gather is cut off. Thread-safe.
 */
final class Outbox extends IteratingCallback {
    static final int MAX_FRAMES = 20_000;
    static final long MAX_CHARS = 32L << 20;
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final Session session;
    private final Deque<String> frames = new ArrayDeque<>();
    private long chars;
    private boolean cut;

    Outbox(Session session) {
        this.session = session;
    }

    void add(String frame) {
        boolean tooSlow;
        synchronized (frames) {
            if (cut) {
                return;
            }
            frames.add(frame);
            chars += frame.length();
            tooSlow = frames.size() > MAX_FRAMES || chars > MAX_CHARS;
            cut = tooSlow;
        }
        if (tooSlow) {
            LOG.warn("event=slow_consumer peer={} frames={}", session.getRemoteSocketAddress(), MAX_FRAMES);
            session.disconnect();
            return;
        }
        iterate();
    }

    @Override
    protected Action process() {
        String next;
        synchronized (frames) {
            next = frames.poll();
            if (next == null) {
                return Action.IDLE;
            }
            chars -= next.length();
        }
        session.sendText(next, Callback.from(this::succeeded, this::failed));
        return Action.SCHEDULED;
    }

    @Override
    protected void onFailure(Throwable cause) {
        LOG.debug("event=socket_gone peer={}", session.getRemoteSocketAddress(), cause);
    }
}
