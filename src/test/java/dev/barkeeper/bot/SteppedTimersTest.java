package dev.barkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SteppedTimersTest {
    private final List<Alarm> rang = new ArrayList<>();
    private final SteppedTimers timers = new SteppedTimers(rang::add);

    @Test
    void ringsWhatIsDueInItsOrder() {
        timers.schedule(alarm(1), 300);
        timers.schedule(alarm(2), 100);
        timers.schedule(alarm(3), 100);
        timers.schedule(alarm(4), 301);

        assertThat(timers.nextDue()).isEqualTo(OptionalLong.of(100));
        assertThat(timers.ringDue(99)).isZero();
        assertThat(timers.ringDue(300)).isEqualTo(3);
        assertThat(rang).containsExactly(alarm(2), alarm(3), alarm(1));
        assertThat(timers.nextDue()).isEqualTo(OptionalLong.of(301));
    }

    @Test
    void replacesAnEqualAlarm() {
        timers.schedule(alarm(1), 100);
        timers.schedule(alarm(1), 200);

        timers.ringDue(150);
        assertThat(rang).isEmpty();
        timers.ringDue(1_000);
        assertThat(rang).containsExactly(alarm(1));
        assertThat(timers.nextDue()).isEmpty();
    }

    @Test
    void ringsWhatIsAskedForWhileRinging() {
        List<Long> numbers = new ArrayList<>();
        SteppedTimers[] chain = new SteppedTimers[1];
        chain[0] = new SteppedTimers(alarm -> {
            numbers.add(alarm.number());
            chain[0].schedule(alarm(alarm.number() + 1), 100 * (alarm.number() + 1));
        });
        chain[0].schedule(alarm(1), 100);

        assertThat(chain[0].ringDue(350)).isEqualTo(3);
        assertThat(numbers).containsExactly(1L, 2L, 3L);
    }

    @Test
    void boundsWhatIsPendingAndWhatRingsAtOnce() {
        for (int i = 0; i < 10_000; i++) {
            timers.schedule(alarm(i), 100);
        }
        timers.schedule(alarm(5), 200);
        assertThatThrownBy(() -> timers.schedule(alarm(10_000), 100)).isInstanceOf(IllegalStateException.class);

        SteppedTimers[] endless = new SteppedTimers[1];
        endless[0] = new SteppedTimers(alarm -> endless[0].schedule(alarm, 1));
        endless[0].schedule(alarm(1), 1);
        assertThatThrownBy(() -> endless[0].ringDue(1)).hasMessageContaining("without an end");
    }

    private static Alarm alarm(long number) {
        return new Alarm(Alarm.Kind.LOOK_UP, number);
    }
}
