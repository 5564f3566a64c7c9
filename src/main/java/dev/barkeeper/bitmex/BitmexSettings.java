package dev.barkeeper.bitmex;

import java.time.Duration;
import okhttp3.HttpUrl;

/**
 * Where a venue of this dialect is and how to speak to it; good for any symbol. Immutable.
 *
 * @param restUrl base of the REST calls, e.g. {@code http://127.0.0.1:8790/api/v1}
 * @param webSocketUrl e.g. {@code ws://127.0.0.1:8790/realtime}
 * @param key empty for public data only
 * @param secret never printed
 * @param connectTimeout wall clock
 * @param readTimeout wall clock, longest silence while an answer is awaited
 * @param clockSpeed how fast the venue's clock runs, above 0; waits towards the venue shrink with it
 */
public record BitmexSettings(
        String restUrl,
        String webSocketUrl,
        String key,
        String secret,
        Duration connectTimeout,
        Duration readTimeout,
        double clockSpeed) {
    /** A stop that meets no connection is sent again a second later, within five seconds of the fill. */
    public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    /** A stop whose answer is lost is looked up and sent again within five seconds of the fill. */
    public static final Duration READ_TIMEOUT = Duration.ofSeconds(4);

    private static final long SHORTEST_READ_MILLIS = 2_000;

    public BitmexSettings {
        if (!(clockSpeed > 0) || Double.isInfinite(clockSpeed)) {
            throw new IllegalArgumentException("clock speed " + clockSpeed + " must be a number above 0");
        }
        restUrl = restUrl.endsWith("/") ? restUrl.substring(0, restUrl.length() - 1) : restUrl;
        requireUrl(restUrl, "https?", "http://127.0.0.1:8790/api/v1");
        requireUrl(webSocketUrl, "wss?", "ws://127.0.0.1:8790/realtime");
        if (key.isBlank() != secret.isBlank()) {
            throw new IllegalArgumentException("key and secret of " + restUrl + " belong together: one is missing");
        }
    }

    private static void requireUrl(String url, String scheme, String example) {
        boolean parses = HttpUrl.parse(url.replaceFirst("^ws", "http")) != null;
        if (!parses || !url.matches(scheme + "://.*")) {
            throw new IllegalArgumentException("no URL of a venue: " + url + ", it looks like " + example);
        }
    }

    /** Any venue of this dialect, in real time. */
    public static BitmexSettings at(String restUrl, String webSocketUrl, String key, String secret) {
        return new BitmexSettings(restUrl, webSocketUrl, key, secret, CONNECT_TIMEOUT, READ_TIMEOUT, 1);
    }

    /** At a venue in quick motion an answer is given up sooner too, though not before two seconds. */
    public BitmexSettings withClockSpeed(double speed) {
        long scaled = Math.max(SHORTEST_READ_MILLIS, Math.round(readTimeout.toMillis() / speed));
        Duration patience = Duration.ofMillis(Math.min(readTimeout.toMillis(), scaled));
        return new BitmexSettings(restUrl, webSocketUrl, key, secret, connectTimeout, patience, speed);
    }

    public BitmexSettings withTimeouts(Duration connect, Duration read) {
        return new BitmexSettings(restUrl, webSocketUrl, key, secret, connect, read, clockSpeed);
    }

    /** Whether private calls can be signed. */
    public boolean hasKey() {
        return !key.isBlank();
    }

    /** How long a span of venue time lasts here, at least 1 ms. */
    long wallMillis(long venueMillis) {
        return Math.max(1, Math.round(venueMillis / clockSpeed));
    }

    @Override
    public String toString() {
        return "BitmexSettings[rest=" + restUrl + ", ws=" + webSocketUrl + ", key=" + (hasKey() ? "***" : "none")
                + ", speed=" + clockSpeed + "]";
    }
}
