package dev.barkeeper.gateway;

import java.time.Clock;
import java.util.Optional;

/** Says whose request it is, as the venue does. Expiry goes by the wall clock. Thread-safe. */
final class Authenticator {
    private static final long MILLIS = 1_000;

    private final ApiKeys keys;
    private final Clock wall;

    Authenticator(ApiKeys keys, Clock wall) {
        this.keys = keys;
        this.wall = wall;
    }

    /** What a request or a frame brings along; empty texts for what is missing. */
    record Credentials(String key, String expires, String signature) {
        boolean isEmpty() {
            return key.isEmpty() && expires.isEmpty() && signature.isEmpty();
        }
    }

    /**
     * @return empty when the request carries no credentials at all
     * @throws ApiError 400 for an expired request, 401 for a wrong key or signature, 403 for a disabled key
     */
    Optional<ApiKey> verify(Credentials given, String verb, String path, byte[] body) {
        if (given.isEmpty()) {
            return Optional.empty();
        }
        ApiKey key = keys.find(given.key()).orElseThrow(() -> ApiError.http(401, "Invalid API Key."));
        if (!key.enabled()) {
            throw ApiError.http(403, "This key is disabled.");
        }
        long expires = seconds(given.expires());
        long now = wall.millis() / MILLIS;
        if (expires < now) {
            throw ApiError.expired(now);
        }
        String expected = Signature.sign(key.secret(), verb, path, given.expires(), body);
        if (!Signature.matches(expected, given.signature())) {
            throw ApiError.http(401, "Signature not valid.");
        }
        return Optional.of(key);
    }

    private static long seconds(String expires) {
        if (!expires.matches("\\d{1,15}")) {
            throw ApiError.badRequest("`expires` is invalid: it is a whole number of seconds since 1970");
        }
        return Long.parseLong(expires);
    }
}
