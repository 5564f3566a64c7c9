package dev.barkeeper.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.bot.BotView;
import dev.barkeeper.model.BotMode;
import dev.barkeeper.watchdog.Beat;
import dev.barkeeper.watchdog.BeatFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopBeatTest {
    private static final long DAY = 1_583_107_200_000L;

    @TempDir
    private Path root;

    /** As when its database does not answer, and somebody starts it again meanwhile. */
    @Test
    void theDaysProfitOutlivesAStartThatCameToNothing() throws Exception {
        InstancePaths paths = pathsAfterADayOf500();
        try (LoopBeat beat = new LoopBeat(BotSettings.load(paths, Map.of()), paths, Clock.systemUTC())) {
            beat.tell(Beat.State.STARTING, "waiting for the database");
        }
        assertToday(paths, DAY, 500);
    }

    /** The loop turns before the venue's first stamp comes. */
    @Test
    void theDaysProfitOutlivesAStartWhoseFirstLookKnowsNoDay() throws Exception {
        InstancePaths paths = pathsAfterADayOf500();
        try (LoopBeat beat = new LoopBeat(BotSettings.load(paths, Map.of()), paths, Clock.systemUTC())) {
            beat.beat(realised(9_000), false, 0);
            assertToday(paths, DAY, 500);
        }
        try (LoopBeat beat = new LoopBeat(BotSettings.load(paths, Map.of()), paths, Clock.systemUTC())) {
            beat.beat(realised(9_000), true, DAY + 60_000);
            assertToday(paths, DAY, 500);
        }
    }

    private static BotView realised(long minor) {
        return new BotView(BotMode.TRADING, 0, 0, 0, Optional.empty(), 0, true, true, true, minor, 0, List.of());
    }

    private static void assertToday(InstancePaths paths, long dayMillis, long profit) {
        assertThat(BeatFile.read(paths.statusFile()))
                .hasValueSatisfying(now ->
                        assertThat(List.of(now.dayMillis(), now.profitToday())).containsExactly(dayMillis, profit));
    }

    private InstancePaths pathsAfterADayOf500() throws IOException {
        Files.createDirectories(root.resolve("config"));
        Files.writeString(
                root.resolve("config/bitmex_bot_0.ini"), "[DEFAULT]\nbitmex.api.key=K\nbitmex.api.secret=S\n");
        InstancePaths paths = new InstancePaths(root, Path.of("config"), 0);
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
        return paths;
    }
}
