package dev.barkeeper.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private static final OptionalLong ACCOUNT = OptionalLong.of(1);
    private final AtomicLong venueMillis = new AtomicLong(1_000_000);
    private final RateLimiter limiter = new RateLimiter(true, venueMillis::get);

    @Test
    void grantsAnAccount120RequestsAndRefillsTwoASecond() {
        for (int left = 119; left >= 0; left--) {
            RateLimiter.Verdict verdict = limiter.take(ACCOUNT, "a", false);
            assertThat(verdict.retryAfterSeconds()).isEmpty();
            assertThat(verdict.remaining()).isEqualTo(left);
        }
        assertThat(limiter.take(ACCOUNT, "a", false).retryAfterSeconds()).hasValue(1);
        venueMillis.addAndGet(999);
        assertThat(limiter.take(ACCOUNT, "a", false).retryAfterSeconds()).isEmpty();
        assertThat(limiter.take(ACCOUNT, "a", false).retryAfterSeconds()).hasValue(1);
        venueMillis.addAndGet(1);
        assertThat(limiter.take(ACCOUNT, "a", false).retryAfterSeconds()).isEmpty();
    }

    @Test
    void countsAddressesWithoutKeyApart() {
        for (int i = 0; i < 30; i++) {
            assertThat(limiter.take(OptionalLong.empty(), "a", false).retryAfterSeconds())
                    .isEmpty();
        }
        assertThat(limiter.take(OptionalLong.empty(), "a", false).retryAfterSeconds())
                .hasValue(2);
        assertThat(limiter.take(OptionalLong.empty(), "b", false).remaining()).isEqualTo(29);
        assertThat(limiter.take(ACCOUNT, "a", false).remaining()).isEqualTo(119);
    }

    @Test
    void allowsTenOrdersASecond() {
        for (int i = 0; i < 10; i++) {
            assertThat(limiter.take(ACCOUNT, "a", true).perSecond()).hasValue(9 - i);
        }
        assertThat(limiter.take(ACCOUNT, "a", true).retryAfterSeconds()).hasValue(1);
        assertThat(limiter.take(ACCOUNT, "a", false).retryAfterSeconds()).isEmpty();
        venueMillis.addAndGet(100);
        assertThat(limiter.take(ACCOUNT, "a", true).retryAfterSeconds()).isEmpty();
    }

    @Test
    void aClockGoingBackRefillsNothing() {
        for (int i = 0; i < 10; i++) {
            limiter.take(ACCOUNT, "a", true);
        }
        venueMillis.addAndGet(-500_000);
        assertThat(limiter.take(ACCOUNT, "a", true).retryAfterSeconds()).isPresent();
        venueMillis.addAndGet(500_000);
        assertThat(limiter.take(ACCOUNT, "a", true).retryAfterSeconds()).isPresent();
    }

    @Test
    void sixtyConnectionsAnHour() {
        for (int left = 59; left >= 0; left--) {
            assertThat(limiter.takeConnection("a")).hasValue(left);
        }
        assertThat(limiter.takeConnection("a")).isEmpty();
        venueMillis.addAndGet(60_000);
        assertThat(limiter.takeConnection("a")).hasValue(0);
    }

    @Test
    void switchedOffItLimitsNothing() {
        RateLimiter off = new RateLimiter(false, venueMillis::get);
        for (int i = 0; i < 500; i++) {
            assertThat(off.take(ACCOUNT, "a", true).retryAfterSeconds()).isEmpty();
        }
        assertThat(off.take(ACCOUNT, "a", true).remaining()).isEqualTo(120);
    }
}
