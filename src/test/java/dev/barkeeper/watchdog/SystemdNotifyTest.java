package dev.barkeeper.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a program in the place of {@code systemd-notify} that writes down what it is to carry. */
class SystemdNotifyTest {
    @TempDir
    private Path folder;

    private Path carried;
    private Path program;

    @BeforeEach
    void layOut() throws IOException {
        carried = folder.resolve("carried");
        program = folder.resolve("notify");
        Files.writeString(program, "#!/bin/sh\necho \"$*\" >>'" + carried + "'\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void saysReadyOnceAndAliveThreeTimesWithinWhatTheUnitAllows() throws IOException {
        SystemdNotify systemd = new SystemdNotify(
                Map.of("NOTIFY_SOCKET", "/run/systemd/notify", "WATCHDOG_USEC", "600000"), program.toString());
        long began = System.nanoTime();
        Awaitility.await().pollInterval(Duration.ofMillis(10)).until(() -> {
            systemd.alive();
            return lines().size() >= 4;
        });

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(550));
        assertThat(lines()).startsWith("READY=1 WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1");
    }

    @Test
    void saysNothingOutsideOfSystemdAndLivesWithoutTheProgram() throws IOException {
        new SystemdNotify(Map.of(), program.toString()).alive();
        new SystemdNotify(Map.of("NOTIFY_SOCKET", "x"), folder.resolve("none").toString()).alive();

        assertThat(carried).doesNotExist();
    }

    private List<String> lines() throws IOException {
        return Files.exists(carried) ? Files.readAllLines(carried) : List.of();
    }
}
