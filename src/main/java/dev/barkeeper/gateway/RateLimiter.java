package dev.barkeeper.gateway;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * The venue's two layers of limits: 120 requests a minute for an account or 30 for an address that sends no key, and
 * ten a second on the order routes. Refilled with the venue's clock, so that a bot at sixty times speed is limited as
 * it would be at one. Thread-safe.
 */
final class RateLimiter {
    static final int ACCOUNT_PER_MINUTE = 120;
    static final int ADDRESS_PER_MINUTE = 30;
    static final int ORDERS_PER_SECOND = 10;
    private static final long MINUTE = 60_000;
    private static final long SECOND = 1_000;
    static final int CONNECTIONS_PER_HOUR = 60;
    static final long CONNECTION_RETRY_SECONDS = 60;
    private static final long HOUR = 3_600_000;
    private static final int MAX_CALLERS = 1_000;

    private final boolean limiting;
    private final LongSupplier venueMillis;
    private final Map<String, TokenBucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    RateLimiter(boolean limiting, LongSupplier venueMillis) {
        this.limiting = limiting;
        this.venueMillis = venueMillis;
    }

    /**
     * What the limits say of one request.
     *
     * @param perSecond tokens left of the second layer, on its routes
     * @param retryAfterSeconds when it was refused: venue seconds until there is a token, at least 1
     */
    record Verdict(int limit, int remaining, long waitSeconds, OptionalInt perSecond, OptionalLong retryAfterSeconds) {}

    /** @param account empty for a request without a key, which its address is counted for */
    synchronized Verdict take(OptionalLong account, String address, boolean orderRoute) {
        boolean known = account.isPresent();
        String caller = known ? "account " + account.getAsLong() : "address " + address;
        int limit = known ? ACCOUNT_PER_MINUTE : ADDRESS_PER_MINUTE;
        if (!limiting) {
            OptionalInt second = orderRoute ? OptionalInt.of(ORDERS_PER_SECOND) : OptionalInt.empty();
            return new Verdict(limit, limit, 0, second, OptionalLong.empty());
        }
        long now = venueMillis.getAsLong();
        TokenBucket minute = bucket(caller, limit, MINUTE, now);
        boolean granted = minute.take(now);
        long wait = minute.millisToNext();
        OptionalInt perSecond = OptionalInt.empty();
        if (orderRoute) {
            TokenBucket second = bucket(caller + " orders", ORDERS_PER_SECOND, SECOND, now);
            granted &= second.take(now);
            wait = Math.max(wait, second.millisToNext());
            perSecond = OptionalInt.of(second.remaining());
        }
        long waitSeconds = (wait + SECOND - 1) / SECOND;
        OptionalLong retryAfter = granted ? OptionalLong.empty() : OptionalLong.of(Math.max(1, waitSeconds));
        return new Verdict(limit, minute.remaining(), waitSeconds, perSecond, retryAfter);
    }

    /** The connections an address may still open after this one; empty when this one is one too many. */
    synchronized OptionalInt takeConnection(String address) {
        if (!limiting) {
            return OptionalInt.of(CONNECTIONS_PER_HOUR);
        }
        long now = venueMillis.getAsLong();
        TokenBucket hour = bucket("connections of " + address, CONNECTIONS_PER_HOUR, HOUR, now);
        return hour.take(now) ? OptionalInt.of(hour.remaining()) : OptionalInt.empty();
    }

    private TokenBucket bucket(String name, int capacity, long fillMillis, long now) {
        TokenBucket bucket = buckets.computeIfAbsent(name, any -> new TokenBucket(capacity, fillMillis, now));
        if (buckets.size() > MAX_CALLERS) {
            String oldest = buckets.keySet().iterator().next();
            buckets.remove(oldest);
        }
        return bucket;
    }
}
