package dev.barkeeper.bitmex;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: signs in, subscribes, keeps the tables and listens for a heartbeat. Ends once, by telling its
 * {@link BitmexSocket}, whose lock guards it.
 */
final class SocketLink extends WebSocketListener {
    private static final Logger LOG = LoggerFactory.getLogger(BitmexSocket.class);
    /** Where the signature is made for, whatever the socket's own path. */
    private static final String SIGNED_PATH = "/realtime";

    private static final Set<String> KEYED_TABLES = Set.of("order", "position");
    private static final String PONG = "pong";
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final BitmexSocket owner;
    private final BitmexSettings settings;
    private final SocketTimes times;
    private final ServerClock serverClock;
    private final WireWatch watch;
    private final Map<String, TableState> tables = new HashMap<>();
    private final List<Subscription> waitingForKey = new ArrayList<>();
    private final FrameLimit limit = new FrameLimit();
    private final long startedNanos = System.nanoTime();
    private WebSocket socket;
    private long subscribingNanos = startedNanos;
    private boolean open;
    private boolean ended;
    private boolean signedIn;
    private boolean signingIn;
    private long heardNanos = startedNanos;
    private long askedNanos;
    private boolean asked;

    SocketLink(
            BitmexSocket owner, BitmexSettings settings, SocketTimes times, ServerClock serverClock, WireWatch watch) {
        this.owner = owner;
        this.settings = settings;
        this.times = times;
        this.serverClock = serverClock;
        this.watch = watch;
    }

    void start(OkHttpClient client) {
        synchronized (owner) {
            Request request = new Request.Builder().url(settings.webSocketUrl()).build();
            socket = limit.bound(client).newWebSocket(request, this);
        }
    }

    @Override
    public void onOpen(WebSocket webSocket, Response response) {
        synchronized (owner) {
            if (ended) {
                webSocket.cancel();
                return;
            }
            open = true;
            heardNanos = System.nanoTime();
            owner.subscriptions().forEach(this::subscribe);
        }
    }

    /** Subscribes now, or as soon as the connection is open and, for the account's topics, signed. */
    void subscribe(Subscription subscription) {
        subscription.restart();
        subscribingNanos = System.nanoTime();
        if (!open) {
            return;
        }
        if (!subscription.isOfAccount() || signedIn) {
            sendSubscribe(subscription.topics());
            return;
        }
        waitingForKey.add(subscription);
        if (!signingIn) {
            signingIn = true;
            signIn();
        }
    }

    private void signIn() {
        long expires = serverClock.nowMillis() / 1000 + BitmexRest.EXPIRES_AFTER_SECONDS;
        ObjectNode frame = WireJson.object().put("op", "authKeyExpires");
        frame.putArray("args")
                .add(settings.key())
                .add(expires)
                .add(new RequestSigner(settings.secret()).sign("GET", SIGNED_PATH, expires, new byte[0]));
        socket.send(WireJson.text(frame));
    }

    private void sendSubscribe(List<String> topics) {
        ObjectNode frame = WireJson.object().put("op", "subscribe");
        topics.forEach(frame.putArray("args")::add);
        socket.send(WireJson.text(frame));
    }

    @Override
    public void onMessage(WebSocket webSocket, String text) {
        limit.onFrame();
        watch.onFrame(text);
        synchronized (owner) {
            if (ended) {
                return;
            }
            heardNanos = System.nanoTime();
            asked = false;
            if (!text.equals(PONG)) {
                read(text);
            }
        }
    }

    @Override
    public void onMessage(WebSocket webSocket, ByteString bytes) {
        limit.onFrame();
        LOG.debug("frame of bytes, which this dialect has not length={}", bytes.size());
    }

    private void read(String text) {
        try {
            JsonNode frame = WireJson.read(text);
            if (frame.has("table")) {
                onTable(TableFrame.of(frame));
            } else if (frame.has("error")) {
                onError(frame);
            } else if (frame.path("success").asBoolean(false)) {
                onSuccess(frame);
            } else if (frame.has("info")) {
                owner.onWelcome(frame.path("lockStep").asBoolean(false));
            } else {
                LOG.debug("frame of no known kind length={}", text.length());
            }
        } catch (JsonProcessingException | WireFormatException | TableState.LostTrackException e) {
            end("a frame cannot be used: " + e.getMessage(), Backoff.Loss.CONNECTION);
        }
    }

    private void onTable(TableFrame frame) throws TableState.LostTrackException {
        TableState state = tables.computeIfAbsent(
                frame.table(), name -> KEYED_TABLES.contains(name) ? TableState.keyed() : TableState.growing());
        List<ObjectNode> rows = state.apply(frame);
        owner.subscriptions().forEach(subscription -> subscription.onRows(frame, rows));
    }

    private void onSuccess(JsonNode frame) {
        if (frame.has("subscribe")) {
            String topic = frame.path("subscribe").asText();
            owner.subscriptions().forEach(subscription -> subscription.onAcknowledged(topic));
        } else if (operation(frame).equals("authKeyExpires")) {
            signedIn = true;
            waitingForKey.forEach(subscription -> sendSubscribe(subscription.topics()));
            waitingForKey.clear();
        }
    }

    private void onError(JsonNode frame) {
        String message = frame.path("error").asText();
        int status = frame.path("status").asInt(0);
        if (message.startsWith("You are already subscribed")) {
            return;
        }
        String cause = "the venue refused " + operation(frame) + ": " + status + " " + message;
        if (status == 429) {
            end(cause, Backoff.Loss.BUSY);
        } else if (operation(frame).isEmpty()) {
            LOG.warn("stream error status={} message={}", status, message);
        } else {
            end(cause, message.contains("expired") ? Backoff.Loss.BUSY : Backoff.Loss.REFUSED);
        }
    }

    private static String operation(JsonNode frame) {
        return frame.path("request").path("op").asText("");
    }

    /** Looks at the silence: asks after a while, gives up when nothing at all comes back. */
    void tick(long nowNanos) {
        if (ended) {
            return;
        }
        if (!isWhole() && millis(nowNanos - subscribingNanos) > times.subscribeWithin()) {
            end(
                    "not subscribed within " + times.subscribeWithin() + " ms, missing " + missing(),
                    Backoff.Loss.CONNECTION);
        } else if (asked && millis(nowNanos - askedNanos) > times.answerWithin()) {
            end("silent: no answer to a ping within " + times.answerWithin() + " ms", Backoff.Loss.CONNECTION);
        } else if (open && !asked && millis(nowNanos - heardNanos) >= times.pingAfter()) {
            asked = true;
            askedNanos = nowNanos;
            socket.send("ping");
        }
    }

    private boolean isWhole() {
        return owner.subscriptions().stream().allMatch(Subscription::isUp);
    }

    private String missing() {
        return owner.subscriptions().stream()
                .filter(subscription -> !subscription.isUp())
                .map(Subscription::describePending)
                .toList()
                .toString();
    }

    /** Whether it has lived long enough for the next loss to count as a first one. */
    boolean isSteady(long nowNanos) {
        return open && millis(nowNanos - startedNanos) >= settings.wallMillis(times.steadyAfter());
    }

    @Override
    public void onClosing(WebSocket webSocket, int code, String reason) {
        webSocket.close(code == 1005 || code == 1006 ? 1000 : code, null);
        end("closed by the venue: " + code + " " + reason, Backoff.Loss.CONNECTION);
    }

    @Override
    public void onFailure(WebSocket webSocket, Throwable failure, Response response) {
        String cause = failure.getClass().getSimpleName() + " " + failure.getMessage();
        if (response == null || response.code() == 101) {
            end(cause, Backoff.Loss.CONNECTION);
            return;
        }
        boolean refused = response.code() == 401 || response.code() == 403;
        end("HTTP " + response.code() + " on connecting", refused ? Backoff.Loss.REFUSED : Backoff.Loss.BUSY);
    }

    private void end(String cause, Backoff.Loss loss) {
        synchronized (owner) {
            if (!ended) {
                drop();
                owner.onLost(this, cause, loss);
            }
        }
    }

    /** Ends it without telling anybody. */
    void drop() {
        ended = true;
        if (socket != null) {
            socket.cancel();
        }
    }

    private static long millis(long nanos) {
        return nanos / NANOS_PER_MILLI;
    }
}
