package dev.barkeeper.app.benchmark;

import dev.barkeeper.bitmex.OneShotBody;
import dev.barkeeper.gateway.ApiKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/**
 * The least a client can do: a frame of a bar comes, an order signed beforehand goes, on the very thread that read the
 * frame. No parsing, no database, no bot. Measured at the same two points.
 */
final class BareClient implements AutoCloseable {
    private static final long VALID_SECONDS = 3_600;

    private final OkHttpClient client;
    private final WaitingExchange exchange;
    private final FrameToOrder watch;
    private final CountDownLatch left;
    private final WebSocket socket;
    private Request next;
    private boolean buy = true;

    /** @param bars how many orders are to be sent */
    BareClient(WaitingExchange exchange, FrameToOrder watch, int bars) {
        this.exchange = exchange;
        this.watch = watch;
        left = new CountDownLatch(bars);
        client = new OkHttpClient.Builder()
                .protocols(List.of(Protocol.HTTP_1_1))
                .retryOnConnectionFailure(false)
                .eventListenerFactory(call -> new Written())
                .build();
        prepare();
        HttpUrl url = HttpUrl.get(exchange.webSocketUrl().replaceFirst("^ws", "http"))
                .newBuilder()
                .addQueryParameter("subscribe", "tradeBin1m:" + WaitingExchange.SYMBOL)
                .build();
        socket = client.newWebSocket(new Request.Builder().url(url).build(), new Frames());
    }

    /** Begins the walk and waits for its end; false when it took too long. */
    boolean await(long seconds) throws InterruptedException {
        return left.await(seconds, TimeUnit.SECONDS);
    }

    private void prepare() {
        byte[] body = ("{\"symbol\":\"" + WaitingExchange.SYMBOL + "\",\"side\":\"" + (buy ? "Buy" : "Sell")
                        + "\",\"ordType\":\"Market\",\"orderQty\":100}")
                .getBytes(StandardCharsets.UTF_8);
        buy = !buy;
        long expires = System.currentTimeMillis() / 1000 + VALID_SECONDS;
        String signature = signature("POST/api/v1/order" + expires, body);
        next = new Request.Builder()
                .url(exchange.restUrl() + "/order")
                .post(new OneShotBody(body))
                .header("api-expires", Long.toString(expires))
                .header("api-key", ApiKeys.DEMO_KEY)
                .header("api-signature", signature)
                .build();
    }

    private static String signature(String head, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(ApiKeys.DEMO_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(head.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }

    private void send(Request request) {
        try (Response response = client.newCall(request).execute()) {
            if (!response.isSuccessful()) {
                throw new IllegalStateException(request.url() + ": HTTP " + response.code() + " "
                        + response.body().string());
            }
            response.body().bytes();
        } catch (IOException e) {
            throw new IllegalStateException(request.url() + ": " + e.getMessage(), e);
        }
    }

    private void acknowledge(String bar) {
        HttpUrl url = HttpUrl.get(exchange.restUrl())
                .newBuilder()
                .encodedPath("/control/ack")
                .build();
        send(new Request.Builder()
                .url(url)
                .post(new OneShotBody(bar.getBytes(StandardCharsets.UTF_8)))
                .build());
    }

    @Override
    public void close() {
        socket.cancel();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    private final class Frames extends WebSocketListener {
        private static final String STAMP = "\"timestamp\":\"";

        @Override
        public void onMessage(WebSocket webSocket, String text) {
            watch.onFrame(text);
            if (text.startsWith(FrameToOrder.BAR_FRAME)) {
                send(next);
                prepare();
                left.countDown();
                int stamp = text.indexOf(STAMP) + STAMP.length();
                if (left.getCount() > 0) {
                    acknowledge("{\"bar\":\"" + text.substring(stamp, text.indexOf('"', stamp)) + "\"}");
                }
            } else if (text.contains("\"subscribe\":\"tradeBin1m")) {
                acknowledge("{}");
            }
        }
    }

    private final class Written extends EventListener {
        @Override
        public void requestBodyEnd(Call call, long byteCount) {
            watch.onRequestWritten(call.request().method(), call.request().url().encodedPath());
        }
    }
}
