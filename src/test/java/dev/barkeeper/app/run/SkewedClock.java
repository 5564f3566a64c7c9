package dev.barkeeper.app.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** This machine's clock, shifted, as a venue whose clock differs from ours has it. Thread-safe. */
final class SkewedClock extends Clock {
    private final Clock base = Clock.systemUTC();
    private volatile Duration ahead = Duration.ZERO;

    void setAhead(Duration shift) {
        ahead = shift;
    }

    @Override
    public Instant instant() {
        return base.instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return base.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("a venue's clock is UTC");
    }
}
