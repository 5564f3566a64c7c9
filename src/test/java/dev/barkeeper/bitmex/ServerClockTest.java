package dev.barkeeper.bitmex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ServerClockTest {
    private static final long BEGIN = 1_583_150_400_000L;
    private static final long HOUR = 3_600_000;

    private final AtomicLong wall = new AtomicLong(BEGIN);
    private final AtomicLong nanos = new AtomicLong(-5);
    private final ServerClock clock = new ServerClock(wall::get, nanos::get);

    @Test
    void isThisMachinesWhileDatesAgree() {
        pass(1_234);
        clock.onAnswer((BEGIN + 1_234) / 1000 * 1000);
        pass(100);
        assertThat(clock.nowMillis()).isEqualTo(BEGIN + 1_334);
        assertThat(clock.aheadMillis()).isZero();
        clock.onAnswer(0);
        assertThat(clock.nowMillis()).isEqualTo(BEGIN + 1_334);
    }

    @Test
    void aStepOfTheMachinesClockMovesNothing() {
        for (long step : new long[] {HOUR, -HOUR}) {
            wall.addAndGet(step);
            assertThat(clock.nowMillis()).isEqualTo(BEGIN);
            clock.onAnswer(BEGIN);
            assertThat(clock.nowMillis()).isEqualTo(BEGIN + 500);
            assertThat(clock.aheadMillis()).isEqualTo(500 - step);
            wall.addAndGet(-step);
            clock.onAnswer(BEGIN);
            assertThat(clock.nowMillis()).isEqualTo(BEGIN);
            assertThat(clock.aheadMillis()).isZero();
        }
    }

    @Test
    void goesByTheServersWhereTheMachineIsWrongFromTheStart() {
        clock.onAnswer(BEGIN + HOUR);
        pass(2_000);
        assertThat(clock.nowMillis()).isEqualTo(BEGIN + HOUR + 2_500);
        assertThat(clock.aheadMillis()).isEqualTo(HOUR + 500);
    }

    private void pass(long millis) {
        wall.addAndGet(millis);
        nanos.addAndGet(millis * 1_000_000);
    }
}
