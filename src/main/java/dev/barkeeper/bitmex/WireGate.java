package dev.barkeeper.bitmex;

import dev.barkeeper.exchange.TradingRight;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Asked right before the wire whether a request that was handed over some time ago may still go. It may have waited behind
 * a slow call, or the whole process may have stood (a frozen machine, a paused process): meanwhile another one may have
 * taken the bot over, and the price an entry was decided on is gone. What protects or leaves a position goes whatever its
 * age, as long as nobody else is known to have taken over. Thread-safe.
 */
final class WireGate {
    /** An entry is given up after that: as long as a signed request is valid. */
    static final Duration ENTRY_GOOD_FOR = Duration.ofSeconds(BitmexRest.EXPIRES_AFTER_SECONDS);

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final TradingRight right;
    private final LongSupplier nanoTime;
    private final LongSupplier wallMillis;

    WireGate(TradingRight right, LongSupplier nanoTime, LongSupplier wallMillis) {
        this.right = right;
        this.nanoTime = nanoTime;
        this.wallMillis = wallMillis;
    }

    /** When a request was handed over, on both clocks: one of them stands while a machine sleeps. */
    record Handed(long nanos, long wallMillis) {}

    Handed now() {
        return new Handed(nanoTime.getAsLong(), wallMillis.getAsLong());
    }

    /** Why an order may not go any more; empty when it may. */
    Optional<String> refuse(boolean isEntry, Handed handed) {
        if (!right.isHeld()) {
            return Optional.of("another process has taken this bot over");
        }
        if (!isEntry) {
            return Optional.empty();
        }
        long age = Math.max(
                (nanoTime.getAsLong() - handed.nanos()) / NANOS_PER_MILLI,
                wallMillis.getAsLong() - handed.wallMillis());
        if (age > ENTRY_GOOD_FOR.toMillis()) {
            return Optional.of("it waited for " + age + " ms, its price is gone");
        }
        return right.isCertain()
                ? Optional.empty()
                : Optional.of("whether this process still holds the bot's lease is not certain");
    }
}
