package dev.barkeeper.bitmex;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/** Makes the HTTP client this adapter needs: it retries nothing, follows nothing and waits for nothing endlessly. */
final class HttpClients {
    /** Shorter than any server keeps a silent connection: an order should not meet one that is just being closed. */
    private static final long IDLE_SECONDS = 20;

    private static final int IDLE_CONNECTIONS = 4;

    private HttpClients() {}

    static OkHttpClient create(Duration connectTimeout, Duration readTimeout) {
        return new OkHttpClient.Builder()
                .protocols(List.of(Protocol.HTTP_1_1))
                .dns(new LastKnownDns(Dns.SYSTEM))
                .connectTimeout(connectTimeout)
                .readTimeout(readTimeout)
                .writeTimeout(readTimeout)
                .callTimeout(connectTimeout.plus(readTimeout.multipliedBy(2)))
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
                .eventListenerFactory(SentMark::of)
                .build();
    }

    /** Ends its threads and connections, calls under way included. */
    static void shutDown(OkHttpClient client) {
        client.dispatcher().cancelAll();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
