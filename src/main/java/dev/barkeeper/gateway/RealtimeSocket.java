package dev.barkeeper.gateway;

import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** One open WebSocket: whose it is, what it subscribed to, what waits to be sent. Subscriptions by the venue's lock. */
public final class RealtimeSocket implements Session.Listener.AutoDemanding {
    private static final int MAX_ERRORS = 20;
    private static final int MAX_PONGS = 1_000;
    private static final int POLICY_VIOLATION = 1008;

    private final RealtimeCommands commands;
    private final List<String> urlTopics;
    private final int connectionsLeft;
    private final Set<Topic> topics = new LinkedHashSet<>();
    private volatile Optional<ApiKey> key;
    private volatile boolean silent;
    private Session session;
    private Outbox outbox;
    private String held = "";
    private int errors;
    private final AtomicInteger pongsUnsent = new AtomicInteger();

    RealtimeSocket(RealtimeCommands commands, Optional<ApiKey> key, List<String> urlTopics, int connectionsLeft) {
        this.commands = commands;
        this.key = key;
        this.urlTopics = urlTopics;
        this.connectionsLeft = connectionsLeft;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        outbox = new Outbox(opened);
        commands.opened(this, urlTopics, connectionsLeft);
    }

    @Override
    public void onWebSocketText(String message) {
        if (!silent) {
            commands.received(this, message);
        }
    }

    /** Answered here and not by the server library, so that a silent socket stays silent. */
    @Override
    public void onWebSocketPing(ByteBuffer payload) {
        if (silent) {
            return;
        }
        if (pongsUnsent.incrementAndGet() > MAX_PONGS) {
            // asks and never reads: the answers would gather without end
            drop();
            return;
        }
        session.sendPong(payload, Callback.from(pongsUnsent::decrementAndGet, gone -> pongsUnsent.decrementAndGet()));
    }

    @Override
    public void onWebSocketClose(int statusCode, String reason, Callback callback) {
        commands.closed(this);
        callback.succeed();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        commands.closed(this);
    }

    /** Sends a frame; one that was held back follows it. */
    void send(String frame) {
        if (silent) {
            return;
        }
        outbox.add(frame);
        if (!held.isEmpty()) {
            String late = held;
            held = "";
            outbox.add(late);
        }
    }

    /** Keeps a frame back until the next one has been sent. */
    void hold(String frame) {
        held = frame;
    }

    /** Sends an error frame; a client that earns too many is sent away. */
    void sendError(Row error) {
        send(Json.write(error));
        errors++;
        if (isSentAway()) {
            session.close(POLICY_VIOLATION, "Too many errors", Callback.NOOP);
        }
    }

    /** Whether it has earned too many errors: nothing it still asks for is done. */
    boolean isSentAway() {
        return errors > MAX_ERRORS;
    }

    /** Cuts the connection without a close frame. */
    void drop() {
        session.disconnect();
    }

    /** Says nothing any more and answers nothing. */
    void silence() {
        silent = true;
    }

    void close(int status, String reason) {
        session.close(status, reason, Callback.NOOP);
    }

    Optional<ApiKey> key() {
        return key;
    }

    void authenticate(ApiKey owner) {
        key = Optional.of(owner);
    }

    Set<Topic> topics() {
        return topics;
    }

    /** Whether rows of this table, account (0 for public) and symbol are for it. */
    boolean wants(Table table, long account, String symbol) {
        if (table.isPersonal() && key.map(ApiKey::account).orElse(0L) != account) {
            return false;
        }
        for (Topic topic : topics) {
            if (topic.table() == table && topic.covers(symbol)) {
                return true;
            }
        }
        return false;
    }
}
