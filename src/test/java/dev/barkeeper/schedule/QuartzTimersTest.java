package dev.barkeeper.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.barkeeper.bot.Alarm;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class QuartzTimersTest {
    private static final long START = 1_600_000_000_000L;
    private static final Duration SOON = Duration.ofMillis(250);

    private final List<Alarm> rang = new CopyOnWriteArrayList<>();

    @Test
    void ringsByTheVenuesTimeAtItsSpeed() {
        VenueClock clock = new VenueClock(60);
        try (QuartzTimers timers = new QuartzTimers(clock, rang::add)) {
            clock.observe(START);
            long began = System.nanoTime();
            timers.schedule(alarm(1), START + 15_000);
            timers.schedule(alarm(2), START + 9_000);
            await().until(() -> rang.size() == 2);

            assertThat(rang).containsExactly(alarm(2), alarm(1));
            assertThat(clock.nowMillis()).isGreaterThanOrEqualTo(START + 15_000);
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofMillis(250), Duration.ofSeconds(5));
        }
    }

    @Test
    void ringsOnceAndAtTheLaterTimeWhenReplaced() {
        VenueClock clock = new VenueClock(1);
        try (QuartzTimers timers = new QuartzTimers(clock, rang::add)) {
            clock.observe(START);
            timers.schedule(alarm(1), START + 50);
            timers.schedule(alarm(1), START + 300);
            await().until(() -> !rang.isEmpty());

            assertThat(clock.nowMillis()).isGreaterThanOrEqualTo(START + 300);
            await().during(SOON).until(() -> rang.size() == 1);
        }
    }

    @Test
    void ringsAtOnceWhenTheClockJumpsPastIt() {
        VenueClock clock = new VenueClock(1);
        try (QuartzTimers timers = new QuartzTimers(clock, rang::add)) {
            clock.observe(START);
            timers.schedule(alarm(1), START + 3_600_000);
            timers.schedule(alarm(2), START + 3_600_300);
            clock.observe(START + 3_600_000);
            await().until(() -> rang.size() == 2);

            assertThat(rang).containsExactly(alarm(1), alarm(2));
            assertThat(clock.nowMillis()).isGreaterThanOrEqualTo(START + 3_600_300);
        }
    }

    @Test
    void aJumpBringsAnAlarmNearerThoughNoStampFollows() {
        VenueClock clock = new VenueClock(1);
        try (QuartzTimers timers = new QuartzTimers(clock, rang::add)) {
            clock.observe(START);
            timers.schedule(alarm(1), START + 3_600_000);
            clock.observe(START + 3_599_800);
            await().until(() -> rang.size() == 1);

            assertThat(clock.nowMillis()).isGreaterThanOrEqualTo(START + 3_600_000);
        }
    }

    @Test
    void waitsOnWhenTheClockFellBehind() {
        VenueClock clock = new VenueClock(1);
        try (QuartzTimers timers = new QuartzTimers(clock, rang::add)) {
            clock.observe(START);
            timers.schedule(alarm(1), START + 400);
            await().until(() -> clock.nowMillis() >= START + 200);
            clock.observe(START + 1);
            await().until(() -> !rang.isEmpty());

            assertThat(clock.nowMillis()).isGreaterThanOrEqualTo(START + 400);
            await().during(SOON).until(() -> rang.size() == 1);
        }
    }

    @Test
    void ringsByStampsAloneInLockStep() {
        VenueClock clock = new VenueClock(0);
        try (QuartzTimers timers = new QuartzTimers(clock, rang::add)) {
            clock.observe(START);
            timers.schedule(alarm(1), START + 10);
            await().during(SOON).until(rang::isEmpty);
            clock.observe(START + 10);
            await().until(() -> rang.equals(List.of(alarm(1))));
        }
    }

    @Test
    void holdsAlarmsAskedForBeforeTheFirstStamp() {
        VenueClock clock = new VenueClock(1);
        try (QuartzTimers timers = new QuartzTimers(clock, rang::add)) {
            timers.schedule(alarm(1), START);
            await().during(SOON).until(rang::isEmpty);
            clock.observe(START);
            await().until(() -> rang.size() == 1);
        }
    }

    @Test
    void forgetsEverythingWhenClosed() {
        VenueClock clock = new VenueClock(1);
        QuartzTimers timers = new QuartzTimers(clock, rang::add);
        clock.observe(START);
        timers.schedule(alarm(2), START + 150);
        await().until(() -> rang.equals(List.of(alarm(2))));
        timers.schedule(alarm(3), START + 1_000);
        timers.close();
        clock.observe(START + 100_000);
        timers.schedule(alarm(4), START);

        await().during(SOON).until(() -> rang.size() == 1);
    }

    @Test
    void boundsWhatIsPending() {
        VenueClock clock = new VenueClock(1);
        try (QuartzTimers timers = new QuartzTimers(clock, rang::add)) {
            for (int i = 0; i < 10_000; i++) {
                timers.schedule(alarm(i), START);
            }
            timers.schedule(alarm(7), START);
            assertThatThrownBy(() -> timers.schedule(alarm(10_000), START)).hasMessageContaining("10000");
        }
    }

    @Test
    void recurringJobsGoOnAfterAFailureAndEndWithClose() {
        AtomicInteger runs = new AtomicInteger();
        RecurringJobs jobs = new RecurringJobs();
        jobs.every("check", Duration.ofMillis(20), () -> {
            if (runs.incrementAndGet() == 2) {
                throw new IllegalStateException("once");
            }
        });
        await().until(() -> runs.get() >= 4);
        jobs.close();
        int atClose = runs.get();

        await().during(SOON).until(() -> runs.get() == atClose);
        assertThatThrownBy(() -> jobs.every("none", Duration.ZERO, runs::get)).hasMessageContaining("none");
    }

    @Test
    void aSlowJobNeverRunsTwiceAtTheSameTime() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch release = new CountDownLatch(1);
        try (RecurringJobs jobs = new RecurringJobs()) {
            VenueClock clock = new VenueClock(600);
            jobs.everyVenue("audit", Duration.ofSeconds(10), clock, () -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                awaitQuietly(release);
                inside.decrementAndGet();
            });
            await().until(() -> inside.get() == 1);
            await().during(SOON).until(() -> inside.get() == 1);
            release.countDown();
        }
        assertThat(most).hasValue(1);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Alarm alarm(long number) {
        return new Alarm(Alarm.Kind.RETRY_REQUEST, number);
    }
}
