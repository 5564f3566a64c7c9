package dev.barkeeper.app.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.watchdog.Beat;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real bots and a real watchdog: what it finds, how fast, and how often it says so. */
@Timeout(120)
class WatchdogProcessesTest {
    @TempDir
    private Path root;

    @Test
    void bringsAKilledAndAFrozenBotBackWithOneAlertAndOneRecoveredEach() throws Exception {
        try (ProcessRig rig = new ProcessRig(root, 60)) {
            rig.monitor.put("monitor.heartbeat.seconds", "3");
            rig.writeInis();
            Beat first = rig.startBot(0);
            rig.startWatchdog();

            long killed = System.currentTimeMillis();
            ProcessRig.signal("KILL", first.pid());
            long told = rig.awaitMail("dead, being restarted").atMillis();
            Beat second = rig.awaitReplaced(first);
            rig.awaitMail("recovered");
            ProcessRig.signal("STOP", second.pid());
            rig.awaitMail("hung, being restarted");
            Beat third = rig.awaitReplaced(second);
            ProcessRig.await(
                    "both recovered",
                    () -> java.util.Optional.of(rig.subjects("recovered")).filter(all -> all.size() == 2));

            assertThat(told - killed).as("ms until the mail").isLessThan(6_000);
            assertThat(ProcessHandle.of(second.pid()).filter(ProcessHandle::isAlive))
                    .isEmpty();
            assertThat(third.lastBarMillis()).isGreaterThanOrEqualTo(first.lastBarMillis());
            assertThat(rig.subjects("being restarted")).hasSize(2);
            assertThat(rig.subjects("recovered")).hasSize(2);
        }
    }

    @Test
    void refusesASecondWatchdogAndTheBotTellsOfADeadOne() throws Exception {
        try (ProcessRig rig = new ProcessRig(root, 60)) {
            rig.writeInis();
            Beat bot = rig.startBot(0);
            Process watchdog = rig.startWatchdog();
            Process second = rig.launch("second", "watchdog", "--background", "--root", root.toString());
            assertThat(second.waitFor()).isEqualTo(1);
            assertThat(java.nio.file.Files.readString(root.resolve("second.out")))
                    .contains("another watchdog runs already, pid " + watchdog.pid());

            watchdog.destroyForcibly().waitFor();
            rig.awaitMail("watchdog dead");
            ProcessRig.signal("KILL", bot.pid());
            rig.startWatchdog();
            rig.awaitReplaced(bot);
            rig.awaitMail("recovered");

            assertThat(rig.subjects("being restarted")).hasSize(1);
            assertThat(rig.subjects("watchdog dead")).hasSize(1);
        }
    }
}
