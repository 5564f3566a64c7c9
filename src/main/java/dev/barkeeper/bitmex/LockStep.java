package dev.barkeeper.bitmex;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a paper exchange that runs as fast as it can that a bar is settled, and the next one may come. Outside the
 * dialect. Thread-safe.
 */
public final class LockStep implements AutoCloseable {
    private static final String PATH = "/control/ack";
    private static final int ATTEMPTS = 10;
    private static final long RETRY_MILLIS = 200;
    private static final Logger LOG = LoggerFactory.getLogger(LockStep.class);

    private final OkHttpClient client;
    private final HttpUrl url;
    private final BooleanSupplier announced;
    private final CallQueue queue = new CallQueue("bitmex-lock-step");
    private final AtomicLong newest = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);

    LockStep(OkHttpClient client, BitmexSettings settings, BooleanSupplier announced) {
        this.client = client;
        this.url = HttpUrl.get(settings.restUrl())
                .newBuilder()
                .encodedPath(PATH)
                .query(null)
                .build();
        this.announced = announced;
    }

    /** Whether the venue has said that it waits. */
    public boolean isLockStep() {
        return announced.getAsBoolean();
    }

    /**
     * The bot has done everything it wants to do after that bar. Returns at once; does nothing where the venue does not
     * wait. Repeating it is harmless.
     */
    public void acknowledge(long barCloseMillis) {
        if (!isLockStep()) {
            return;
        }
        newest.accumulateAndGet(barCloseMillis, Math::max);
        queue.add(
                () -> send(barCloseMillis),
                why -> LOG.warn("bar not acknowledged bar={} cause={}", WireRow.iso(barCloseMillis), why));
    }

    private void send(long barCloseMillis) {
        if (barCloseMillis < newest.get()) {
            return;
        }
        byte[] body = WireJson.bytes(WireJson.object().put("bar", WireRow.iso(barCloseMillis)));
        String failure = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Request request =
                    new Request.Builder().url(url).post(new OneShotBody(body)).build();
            try (Response response = client.newCall(request).execute()) {
                if (response.isSuccessful()) {
                    return;
                }
                failure = "HTTP " + response.code();
            } catch (IOException e) {
                failure = e.getClass().getSimpleName() + " " + e.getMessage();
            }
            if (isClosedAfter(RETRY_MILLIS)) {
                return;
            }
        }
        LOG.error("the exchange waits: bar not acknowledged bar={} cause={}", WireRow.iso(barCloseMillis), failure);
    }

    private boolean isClosedAfter(long millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        queue.breakOff();
    }
}
