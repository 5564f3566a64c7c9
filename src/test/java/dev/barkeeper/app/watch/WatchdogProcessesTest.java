package dev.barkeeper.app.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.machine.UnusedPort;
import dev.barkeeper.watchdog.Beat;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real bots and a real watchdog: what it finds, how fast, and how often it says so. */
@Tag("patient")
class WatchdogProcessesTest {
    @TempDir
    private Path root;

    /** At first the mail server accepts and never answers; the mails come when another takes its place. */
    @Test
    void bringsAStalledAKilledAndAFrozenBotBackAndMailsEachOnceWhenItCan() throws Exception {
        try (ProcessRig rig = new ProcessRig(root, 60)) {
            rig.closeMail();
            ServerSocket mute = new ServerSocket(rig.mailPort(), 50, InetAddress.getByName("127.0.0.1"));
            rig.monitor.put("monitor.heartbeat.seconds", "5");
            // ten seconds: the venue's clock runs sixty times as fast
            rig.monitor.put("monitor.stall.seconds", "600");
            rig.writeInis();
            int door = startWithDoor(rig);
            rig.startWatchdog();
            assertEachBarIsDecidedInTime(rig);

            Beat first = rig.beat(0).orElseThrow();
            long deafSince = System.currentTimeMillis();
            FrozenThread.freeze(door, "scraper");
            Beat second = rig.awaitRecovered(first);
            assertThat(rig.mails()).isEmpty();
            mute.close();
            rig.reopenMail();
            ProcessRig.signal("KILL", second.pid());
            Beat third = rig.awaitRecovered(second);
            ProcessRig.signal("STOP", third.pid());
            Beat fourth = rig.awaitRecovered(third);
            ProcessRig.await(
                    "three recovered",
                    () -> Optional.of(rig.subjects("recovered")).filter(all -> all.size() >= 3));

            assertThat(first.process().isRunning()).isFalse();
            assertThat(third.process().isRunning()).isFalse();
            assertThat(fourth.lastBarMillis()).isGreaterThan(first.lastBarMillis());
            assertThat(System.currentTimeMillis() - deafSince).isGreaterThan(10_000);
            assertThat(rig.subjects("PROBLEM"))
                    .containsExactly(
                            "[barkeeper watchdog] PROBLEM: instance 0 (bot0): stalled, being restarted",
                            "[barkeeper watchdog] PROBLEM: instance 0 (bot0): dead, being restarted",
                            "[barkeeper watchdog] PROBLEM: instance 0 (bot0): hung, being restarted");
            assertThat(rig.subjects("recovered")).hasSize(3);
        }
    }

    /** A bot whose threads can be frozen; the watchdog's and those that it starts cannot. */
    private static int startWithDoor(ProcessRig rig) throws Exception {
        int port = UnusedPort.find();
        String options = rig.environment.get("BARKEEPER_JAVA_OPTS");
        rig.environment.put("BARKEEPER_JAVA_OPTS", options + " " + FrozenThread.option(port));
        rig.startBot(0);
        rig.environment.put("BARKEEPER_JAVA_OPTS", options);
        return port;
    }

    private static void assertEachBarIsDecidedInTime(ProcessRig rig) {
        for (int bar = 0; bar < 3; bar++) {
            long last = rig.venue.lastBarMillis();
            Beat decided = ProcessRig.await(
                    "the bar after " + last,
                    Duration.ofSeconds(6),
                    () -> rig.beat(0).filter(b -> b.lastBarMillis() > last));
            assertThat(decided.state()).isEqualTo(Beat.State.TRADING);
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
            rig.awaitMail("recovered: instance 0");
            rig.awaitMail("watchdog runs again");

            assertThat(rig.subjects("being restarted")).hasSize(1);
            assertThat(rig.subjects("watchdog dead")).hasSize(1);
            assertThat(rig.subjects("watchdog runs again")).hasSize(1);
        }
    }
}
