package dev.barkeeper.bitmex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.bitmex.Backoff.Loss;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final BitmexSettings SETTINGS = BitmexSettings.at("http://h/api/v1", "ws://h/realtime", "", "");

    /** Jitter of exactly nothing. */
    private static final Random MIDDLE = new Random() {
        private static final long serialVersionUID = 1L;

        @Override
        public double nextDouble() {
            return 0.5;
        }
    };

    private static List<Long> delays(Backoff backoff, int count) {
        return Stream.generate(() -> backoff.nextMillis(Loss.CONNECTION))
                .limit(count)
                .toList();
    }

    @Test
    void triesAtOnceThenDoublesToAMinute() {
        Backoff backoff = new Backoff(SETTINGS, MIDDLE);

        assertThat(delays(backoff, 9))
                .containsExactly(100L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 32_000L, 60_000L, 60_000L);
        backoff.steady();
        assertThat(delays(backoff, 2)).containsExactly(100L, 1_000L);
    }

    @Test
    void spreadsByAFifthEitherWay() {
        Backoff backoff = new Backoff(SETTINGS, new Random(7));
        delays(backoff, 8);

        assertThat(delays(backoff, 1_000)).allSatisfy(delay -> assertThat(delay).isBetween(48_000L, 72_000L));
    }

    @Test
    void givesABusyVenueFiveSecondsAndARefusingOneAMinute() {
        assertThat(new Backoff(SETTINGS, MIDDLE).nextMillis(Loss.BUSY)).isEqualTo(5_000);
        assertThat(new Backoff(SETTINGS, MIDDLE).nextMillis(Loss.REFUSED)).isEqualTo(60_000);
    }

    @Test
    void shrinksWithTheVenuesClock() {
        assertThat(delays(new Backoff(SETTINGS.withClockSpeed(60), MIDDLE), 3)).containsExactly(20L, 20L, 33L);
    }
}
