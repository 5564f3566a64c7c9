package dev.barkeeper.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept over the watchdog's own restart, on real files. */
class WatchdogStateTest {
    @TempDir
    private Path root;

    @Test
    void isKeptWhenTheDiskTakesItAgain() throws Exception {
        Path state = new WatchdogFiles(root).state();
        Files.createDirectories(state);
        Path none = root.resolve("none");
        InstanceFiles instance = new InstanceFiles(0, "instance 0", none, none, none, none, List.of(none), false, "");
        try (Watchdog watchdog = Watchdog.open(
                new WatchdogFiles(root),
                List.of(instance),
                Limits.of(Duration.ofSeconds(10), Duration.ofSeconds(150)),
                number -> Optional.empty(),
                alert -> {},
                true,
                Clock.systemUTC())) {
            watchdog.countLogs();
            Files.delete(state);
            watchdog.tell();

            assertThat(state).isRegularFile();
        }
    }
}
