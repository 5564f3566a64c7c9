package dev.barkeeper.bitmex;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Passes every time the venue stamps something with on to whoever keeps its clock. Thread-safe. */
final class VenueStamps {
    private final LongConsumer clock;
    private final AtomicLong newest = new AtomicLong();

    VenueStamps(LongConsumer clock) {
        this.clock = clock;
    }

    /** @param millis epoch milliseconds, 0 when there was no stamp */
    void seen(long millis) {
        if (millis > 0) {
            newest.accumulateAndGet(millis, Math::max);
            clock.accept(millis);
        }
    }

    /** The newest so far, 0 before the first. */
    long newestMillis() {
        return newest.get();
    }
}
