package dev.barkeeper.bitmex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class VenueStampsTest {
    private static final long BEGIN = 1_600_000_000_000L;
    private static final long HOUR = 3_600_000;

    private final AtomicLong nanos = new AtomicLong(-5);
    private final List<Long> heard = new ArrayList<>();

    @Test
    void oneStampOfAnHourToComeMovesNothing() {
        VenueStamps stamps = stamps(1, false);
        assertThat(stamps.seen(BEGIN)).isTrue();
        assertThat(stamps.seen(BEGIN + HOUR)).isFalse();
        assertThat(stamps.seen(BEGIN + HOUR)).as("the same again").isFalse();
        assertThat(stamps.seen(BEGIN + 1_000)).isTrue();
        assertThat(stamps.seen(BEGIN + HOUR + 1)).as("no longer borne out").isFalse();
        assertThat(stamps.newestMillis()).isEqualTo(BEGIN + 1_000);
        assertThat(heard).containsExactly(BEGIN, BEGIN + 1_000);
    }

    @Test
    void followsAVenueThatWentOnWhileThisMachineSlept() {
        VenueStamps stamps = stamps(1, false);
        stamps.seen(BEGIN);
        stamps.seen(BEGIN + HOUR);
        pass(40_000);
        assertThat(stamps.seen(BEGIN + HOUR + 90_000)).isTrue();
        assertThat(heard).containsExactly(BEGIN, BEGIN + HOUR + 90_000);
    }

    @Test
    void silenceIsNoLeap() {
        VenueStamps stamps = stamps(20, false);
        stamps.seen(BEGIN);
        pass(HOUR / 20);
        assertThat(stamps.seen(BEGIN + HOUR)).isTrue();
    }

    @Test
    void aVenueInLockStepLeaps() {
        VenueStamps stamps = stamps(1, true);
        stamps.seen(BEGIN);
        assertThat(stamps.seen(BEGIN + 24 * HOUR)).isTrue();
    }

    @Test
    void whatHasNoTimeIsNoDoubt() {
        VenueStamps stamps = stamps(1, false);
        assertThat(stamps.seen(0)).isTrue();
        assertThat(heard).isEmpty();
        assertThat(stamps.newestMillis()).isZero();
    }

    private VenueStamps stamps(double speed, boolean isLockStep) {
        return new VenueStamps(heard::add, speed, () -> isLockStep, nanos::get);
    }

    private void pass(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
