package dev.barkeeper.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.watchdog.Beat;
import dev.barkeeper.watchdog.BeatFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopBeatTest {
    private static final long DAY = 1_583_107_200_000L;

    @TempDir
    private Path root;

    /** As when its database does not answer, and somebody starts it again meanwhile. */
    @Test
    void theDaysProfitOutlivesAStartThatCameToNothing() throws Exception {
        Files.createDirectories(root.resolve("config"));
        Files.writeString(
                root.resolve("config/bitmex_bot_0.ini"), "[DEFAULT]\nbitmex.api.key=K\nbitmex.api.secret=S\n");
        InstancePaths paths = new InstancePaths(root, Path.of("config"), 0);
        BotSettings settings = BotSettings.load(paths, Map.of());
        try (BeatFile before = new BeatFile(paths.statusFile())) {
            before.write(new Beat(
                    1,
                    0,
                    "bot0",
                    "XBTUSD",
                    1,
                    1,
                    0,
                    Beat.State.TRADING,
                    "",
                    0,
                    DAY,
                    0,
                    "",
                    "",
                    true,
                    0,
                    500,
                    DAY,
                    List.of(),
                    1));
        }

        try (LoopBeat beat = new LoopBeat(settings, paths, Clock.systemUTC())) {
            beat.tell(Beat.State.STARTING, "waiting for the database");
        }

        assertThat(BeatFile.read(paths.statusFile()))
                .hasValueSatisfying(now ->
                        assertThat(List.of(now.dayMillis(), now.profitToday())).containsExactly(DAY, 500L));
    }
}
