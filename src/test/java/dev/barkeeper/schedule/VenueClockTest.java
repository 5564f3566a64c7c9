package dev.barkeeper.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class VenueClockTest {
    private static final long MILLI = 1_000_000;
    private final AtomicLong nanos = new AtomicLong(77);

    @Test
    void showsNothingBeforeTheFirstStamp() {
        VenueClock clock = clock(1);
        pass(5_000);
        assertThat(clock.nowMillis()).isZero();
    }

    @Test
    void advancesFromTheNewestStampAtItsSpeed() {
        VenueClock clock = clock(60);
        clock.observe(1_000_000);
        pass(100);
        assertThat(clock.nowMillis()).isEqualTo(1_006_000);
    }

    @Test
    void standsStillBetweenStampsInLockStep() {
        VenueClock clock = clock(0);
        clock.observe(1_000_000);
        pass(10_000);
        assertThat(clock.nowMillis()).isEqualTo(1_000_000);
        clock.observe(1_060_000);
        assertThat(clock.nowMillis()).isEqualTo(1_060_000);
    }

    @Test
    void goesSlowlyWhileAheadOfTheStamps() {
        VenueClock clock = clock(1);
        clock.observe(1_000_000);
        pass(2_000);
        assertThat(clock.nowMillis()).isEqualTo(1_002_000);
        assertThat(clock.aheadMillis()).isZero();
        clock.observe(1_000_500);
        assertThat(clock.nowMillis()).isEqualTo(1_002_000);
        assertThat(clock.aheadMillis()).isEqualTo(1_500);
        pass(1_000);
        assertThat(clock.aheadMillis()).isEqualTo(1_000);
        assertThat(clock.nowMillis()).isEqualTo(1_002_500);
        pass(3_000);
        assertThat(clock.nowMillis()).isEqualTo(1_004_500);
        assertThat(clock.aheadMillis()).isZero();
    }

    /** However often it is asked. */
    @Test
    void goesOnThoughItIsAnHourAhead() {
        VenueClock clock = clock(1);
        clock.observe(1_000_000);
        pass(3_600_000);
        long before = clock.nowMillis();
        clock.observe(1_000_001);
        for (int asked = 0; asked < 10_000; asked++) {
            nanos.addAndGet(MILLI / 10);
            clock.nowMillis();
        }
        assertThat(clock.nowMillis() - before).isEqualTo(500);
    }

    @Test
    void ignoresStampsThatAreNotNewer() {
        VenueClock clock = clock(1);
        clock.observe(1_000_000);
        pass(700);
        clock.observe(1_000_000);
        clock.observe(500);
        assertThat(clock.nowMillis()).isEqualTo(1_000_700);
    }

    @Test
    void tellsJumpsApart() {
        VenueClock clock = clock(1);
        List<Boolean> jumps = new ArrayList<>();
        clock.listen((now, jumped) -> jumps.add(jumped));
        clock.observe(1_000_000);
        pass(1_000);
        clock.observe(1_001_010);
        clock.observe(1_031_010);
        assertThat(jumps).containsExactly(true, false, true);
    }

    @Test
    void neverGoesBack() {
        Random random = new Random(3);
        for (double speed : new double[] {0, 0.5, 1, 60}) {
            VenueClock clock = clock(speed);
            long last = 0;
            for (int i = 0; i < 5_000; i++) {
                pass(random.nextInt(200));
                if (random.nextInt(3) == 0) {
                    clock.observe(1_000_000 + i * 100L + random.nextInt(60_000) - 30_000);
                }
                long now = clock.nowMillis();
                assertThat(now).isGreaterThanOrEqualTo(last);
                last = now;
            }
        }
    }

    @Test
    void refusesASpeedThatIsNone() {
        assertThatThrownBy(() -> new VenueClock(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new VenueClock(Double.NaN)).hasMessageContaining("NaN");
    }

    private VenueClock clock(double speed) {
        return new VenueClock(speed, nanos::get);
    }

    private void pass(long millis) {
        nanos.addAndGet(millis * MILLI);
    }
}
