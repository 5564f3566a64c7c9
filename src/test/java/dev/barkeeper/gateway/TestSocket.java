package dev.barkeeper.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barkeeper.TestPatience;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/** A WebSocket client that keeps what it hears. */
final class TestSocket extends WebSocketListener implements AutoCloseable {

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final WebSocket socket;
    private volatile int closeCode;
    private volatile int failureStatus;

    TestSocket(OkHttpClient http, String url, Headers headers) {
        socket = http.newWebSocket(
                new Request.Builder().url(url).headers(headers).build(), this);
    }

    @Override
    public void onMessage(WebSocket webSocket, String text) {
        frames.add(text);
    }

    @Override
    public void onClosing(WebSocket webSocket, int code, String reason) {
        closeCode = code;
        webSocket.close(code, reason);
        ended.countDown();
    }

    @Override
    public void onFailure(WebSocket webSocket, Throwable cause, Response response) {
        failureStatus = response == null ? 0 : response.code();
        ended.countDown();
    }

    TestSocket send(String text) {
        socket.send(text);
        return this;
    }

    TestSocket subscribe(String... topics) {
        return send(Json.write(
                new Row().text("op", "subscribe").put("args", List.of(topics)).fields()));
    }

    /** The next frame. */
    String text() throws InterruptedException {
        String frame = frames.poll(TestPatience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (frame == null) {
            throw new AssertionError("no frame came, close code " + closeCode + ", upgrade status " + failureStatus);
        }
        return frame;
    }

    JsonNode next() throws InterruptedException {
        String text = text();
        return Json.read(text).orElseThrow(() -> new AssertionError("no JSON: " + text));
    }

    /** The next frame that fits, what comes before it thrown away. */
    JsonNode next(Predicate<JsonNode> wanted) throws InterruptedException {
        while (true) {
            JsonNode frame = next();
            if (wanted.test(frame)) {
                return frame;
            }
        }
    }

    JsonNode next(String table, String action) throws InterruptedException {
        return next(frame -> frame.path("table").asText().equals(table)
                && frame.path("action").asText().equals(action));
    }

    /** All frames up to the answer to a ping, which is sent behind everything that is already on its way. */
    List<JsonNode> drain() throws InterruptedException {
        send("ping");
        List<JsonNode> all = new ArrayList<>();
        for (String text = text(); !text.equals("pong"); text = text()) {
            all.add(Json.read(text).orElseThrow());
        }
        return all;
    }

    boolean isSilent(long millis) throws InterruptedException {
        return frames.poll(millis, TimeUnit.MILLISECONDS) == null;
    }

    /** Waits for the end; the close code, 0 when it was cut. */
    int awaitEnd() throws InterruptedException {
        if (!ended.await(TestPatience.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the socket is still open");
        }
        return closeCode;
    }

    /** HTTP status of a refused upgrade. */
    int awaitRefusal() throws InterruptedException {
        awaitEnd();
        return failureStatus;
    }

    @Override
    public void close() {
        socket.cancel();
    }
}
