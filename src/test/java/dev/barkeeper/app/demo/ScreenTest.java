package dev.barkeeper.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.app.notice.StoryTeller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScreenTest {
    @TempDir
    private Path folder;

    @Test
    void showsAnAlertAndNotTheOneThatItQuotes() throws IOException {
        Path log = folder.resolve("monitor.log");
        Files.writeString(
                log,
                "2026-01-02T03:04:05.208Z ERROR LogAlerts alert=instance.0 subject=\"instance 0 (demo): dead, being"
                        + " restarted\" text=\"its process ended. | 2026-01-02T03:04:04.000Z ERROR LogAlerts"
                        + " alert=stop.unfilled subject=\"demo: stop did not fill\" text=\"\"\"\n"
                        + "2026-01-02T03:04:06.208Z INFO  InstanceWatch instance=0 phase=WAITING\n"
                        + "2026-01-02T03:04:13.721Z WARN  LogAlerts recovered=instance.0 subject=\"recovered\" text=\"\"\n");
        List<String> shown = new ArrayList<>();
        new Screen(folder.resolve("story.out"), log, shown::add).look();
        assertThat(shown)
                .containsExactly(
                        StoryTeller.INDENT + "watchdog: instance 0 (demo): dead, being restarted",
                        StoryTeller.INDENT + "watchdog: recovered");
    }
}
