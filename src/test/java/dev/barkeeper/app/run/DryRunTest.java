package dev.barkeeper.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.bot.BotView;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DryRunTest {
    @TempDir
    private Path folder;

    @Test
    void tradesOnPaperAndSendsNothingToTheVenue() {
        try (LiveRig rig = new LiveRig(folder, 10)) {
            rig.ini.put("bitmex.tradebot.dry.run", "True");
            rig.start();
            rig.walk();
            rig.awaitBars(30);
            rig.stop();
            assertThat(rig.venue.orders(LiveRig.ACCOUNT)).isEmpty();
            assertThat(rig.count("select count(*) from fills")).isGreaterThan(3);
            assertThat(rig.count("select count(*) from decisions where synthetic = 1"))
                    .isZero();
        }
    }

    @Test
    void itsPositionAndStopOutliveARestart() {
        try (LiveRig rig = new LiveRig(folder, 10)) {
            rig.ini.put("bitmex.tradebot.dry.run", "True");
            rig.start();
            rig.walk();
            rig.awaitBars(8);
            rig.stop();
            BotView before = rig.instance().view();
            assertThat(before.contracts()).isNotZero();
            int settled = rig.settledBars();
            rig.start();
            rig.awaitBars(settled + 4);
            rig.stop();
            assertThat(rig.count("select count(*) from decisions where synthetic = 1"))
                    .isZero();
            assertThat(rig.instance().view().isProtected()).isTrue();
        }
    }
}
