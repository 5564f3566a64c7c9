package dev.barkeeper.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.bot.Alarm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM whose wall clock is set back by an hour while it waits; needs libfaketime. */
@Tag("patient")
class ClockSetBackTest {
    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"));

    @TempDir
    private Path folder;

    @Test
    void alarmsAndJobsGoOnWhenTheWallClockIsSetBack() throws Exception {
        Path library = LIBRARIES.stream().filter(Files::exists).findFirst().orElse(Path.of(""));
        String missing = "no libfaketime; apt-get install faketime";
        if (System.getenv("CI") == null) {
            Assumptions.assumeTrue(Files.isRegularFile(library), missing);
        }
        assertThat(library).as(missing).isRegularFile();
        Path shift = Files.writeString(folder.resolve("shift"), "+0");
        ProcessBuilder child = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                shift.toString());
        child.environment().put("LD_PRELOAD", library.toString());
        child.environment().put("FAKETIME_TIMESTAMP_FILE", shift.toString());
        child.environment().put("FAKETIME_NO_CACHE", "1");
        child.environment().put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        Process process = child.redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed).contains("set back by 3", "alarm rang: true", "job ran on: true");
    }

    /** The other JVM. */
    static final class Child {
        private static final long START = 1_600_000_000_000L;
        private static final long PATIENCE_SECONDS = 10;

        public static void main(String[] args) throws IOException, InterruptedException {
            CountDownLatch begun = new CountDownLatch(2);
            CountDownLatch jobs = new CountDownLatch(6);
            CountDownLatch alarm = new CountDownLatch(1);
            VenueClock clock = new VenueClock(1);
            try (QuartzTimers timers = new QuartzTimers(clock, rang -> alarm.countDown());
                    RecurringJobs recurring = new RecurringJobs()) {
                recurring.every("job", Duration.ofMillis(200), () -> {
                    begun.countDown();
                    jobs.countDown();
                });
                begun.await();
                clock.observe(START);
                timers.schedule(new Alarm(Alarm.Kind.LOOK_UP, 1), START + 2_000);
                long before = System.currentTimeMillis();
                Files.writeString(Path.of(args[0]), "-3600");
                System.out.println("set back by " + (before - System.currentTimeMillis()) / 1_000 + " s");
                System.out.println("alarm rang: " + alarm.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
                System.out.println("job ran on: " + jobs.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
            }
        }
    }
}
