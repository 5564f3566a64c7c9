package dev.barkeeper.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.alert.Alert;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClockGuardTest {
    private final List<String> heard = new ArrayList<>();
    private final AtomicLong serverAhead = new AtomicLong();
    private final AtomicLong lag = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();
    private final ClockGuard guard = new ClockGuard(
            this::hear, (key, words) -> heard.add("ends " + key), serverAhead::get, lag::get, 60, nanos::get);

    @Test
    void saysOnceThatTheMachinesClockIsWrongAndOnceThatItIsRight() {
        look(5);
        assertThat(heard).containsExactly("ends clock.machine", "ends clock.venue");
        heard.clear();
        serverAhead.set(-3_600_400);
        look(2);
        assertThat(heard).isEmpty();
        look(20);
        serverAhead.set(0);
        look(5);
        assertThat(heard)
                .containsExactly(
                        "PROBLEM this machine's clock is 3600 s ahead of the venue's",
                        "RECOVERED this machine's clock agrees with the venue's again",
                        "ends clock.machine");
    }

    @Test
    void saysThatEntriesWaitWhileTheVenuesClockCatchesUp() {
        lag.set(299_000);
        look(10);
        assertThat(heard).containsExactly("ends clock.machine", "ends clock.venue");
        heard.clear();
        lag.set(600_000);
        look(10);
        lag.set(0);
        look(1);
        assertThat(heard)
                .containsExactly(
                        "PROBLEM the bot's clock is 600 s ahead of the venue's; entries wait",
                        "RECOVERED the bot's clock and the venue's agree again");
    }

    @Test
    void aMomentIsNoFinding() {
        for (int i = 0; i < 10; i++) {
            serverAhead.set(i % 3 == 0 ? 0 : 9_000);
            lag.set(i % 3 == 0 ? 0 : 900_000);
            look(1);
        }
        assertThat(heard).isEmpty();
    }

    /** Four calls a second, as the host makes them. */
    private void look(int seconds) {
        for (int call = 0; call < seconds * 4; call++) {
            guard.look();
            nanos.addAndGet(250_000_000);
        }
    }

    private void hear(Alert alert) {
        heard.add(alert.severity() + " " + alert.subject());
    }
}
