package dev.barkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.barkeeper.machine.ProcessId;
import dev.barkeeper.machine.WholeFile;
import dev.barkeeper.watchdog.Beat;
import dev.barkeeper.watchdog.BeatFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** start, stop and status with a small script in the bot's place. */
class BackgroundCommandsTest {
    private static final String INI = "[DEFAULT]\nbitmex.api.key=KeyText\nbitmex.api.secret=SecretText\n";

    /** Says it is ready and ends on TERM; what it is to do is in the first letters of the instance's folder. */
    private static final String BOT = """
            #!/bin/sh
            [ "$1 $2 $4" = "run --instance --background" ] || exit 9
            if [ -e fails ]; then
              echo starting
              echo "config says: no database at 127.0.0.1"
              exit 1
            fi
            mkdir -p data/instance-$3
            [ -e slow ] || cat >data/instance-$3/status.json <<END
            {"number":1,"end":1,"instance":$3,"emi":"bot$3","symbol":"XBTUSD","pid":$$,"processMark":0,
             "writtenMillis":$(date +%s)000,"state":"TRADING","detail":"","lastBarMillis":1580928840000,
             "position":-100,"averagePrice":"9653.5","stop":"Buy 100 StopLimit at 10087","further":1}
            END
            trap 'echo bye; exit 0' TERM
            [ -e deaf ] && trap '' TERM
            while [ -e config ] && [ ! -e end ]; do sleep 0.05; done
            """;

    @TempDir
    Path root;

    private Path launcher;

    @BeforeEach
    void layOut() throws IOException {
        Files.createDirectories(root.resolve("config"));
        Files.writeString(root.resolve("config/bitmex_bot_0.ini"), INI);
        launcher = root.resolve("bot.sh");
        Files.writeString(launcher, BOT);
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
    }

    @AfterEach
    void endWhatWasStarted() throws IOException {
        Files.writeString(root.resolve("end"), "");
    }

    @Test
    void startsWaitsUntilReadyTellsAndStops() throws IOException {
        CommandRun start = run("start", "0");
        CommandRun again = run("start", "0");
        CommandRun status = run("status");
        JsonNode json = new ObjectMapper().readTree(run("status", "0", "--json").out());
        CommandRun stop = run("stop", "0");
        CommandRun after = run("status", "0");

        assertThat(start.err()).isEmpty();
        assertThat(start.exitCode()).isZero();
        assertThat(start.out()).matches("instance 0: ready, pid \\d+\n");
        long pid = Long.parseLong(start.out().strip().replaceAll(".* pid ", ""));
        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).isEqualTo("instance 0: runs already, pid " + pid + "\n");
        assertThat(status.out())
                .matches("instance 0: trading, pid " + pid + ", up \\d+ s, bot bot0 XBTUSD, last bar"
                        + " 2020-02-05T18:54:00Z, position -100 at 9653.5, stop Buy 100 StopLimit at 10087, open orders 0,"
                        + " profit today 0\n");
        assertThat(json.get(0).get("state").asText()).isEqualTo("trading");
        assertThat(json.get(0).get("pid").asLong()).isEqualTo(pid);
        assertThat(stop.out())
                .isEqualTo("instance 0: stopped, pid " + pid + "; position and stop are left at the venue\n");
        assertThat(root.resolve("logs/barkeeper-0.pid")).doesNotExist();
        assertThat(after.out()).startsWith("instance 0: died, bot bot0");
    }

    @Test
    void saysWhyABotEndedAtItsStart() throws IOException {
        Files.writeString(root.resolve("fails"), "");

        CommandRun start = run("start", "0");

        assertThat(start.exitCode()).isEqualTo(1);
        assertThat(start.err())
                .startsWith("instance 0: ended with exit code 1: starting | config says: no database at 127.0.0.1 (");
        assertThat(run("status").out()).isEqualTo("instance 0: stopped\n");
    }

    @Test
    void leavesABotThatIsNotReadyInTimeRunningAndSaysSo() throws IOException {
        Files.writeString(root.resolve("slow"), "");

        CommandRun start = run("start", "0", "--wait", "0");

        assertThat(start.exitCode()).isEqualTo(1);
        assertThat(start.err()).contains("but is not ready after 0 s; it is left running");
        assertThat(run("status").out()).startsWith("instance 0: starting, pid ");
        assertThat(run("stop", "all").exitCode()).isZero();
    }

    @Test
    void saysThatABotDidNotEndInTime() throws IOException {
        Files.writeString(root.resolve("deaf"), "");
        assertThat(run("start").exitCode()).isZero();

        CommandRun stop = run("stop", "--wait", "0");

        assertThat(stop.exitCode()).isEqualTo(1);
        assertThat(stop.err()).contains("has not ended after 0 s of TERM", "kill -9");
        assertThat(run("status").out()).startsWith("instance 0: trading");
    }

    /** Else it would trade where neither status nor stop finds it. */
    @Test
    void aBotWhoseNumberCannotBeKeptDoesNotRunOn() throws IOException {
        Files.createDirectories(root.resolve("logs/barkeeper-0.pid/in-the-way"));

        CommandRun start = run("start", "0");

        assertThat(start.exitCode()).isEqualTo(1);
        assertThat(start.err()).contains("barkeeper-0.pid");
        Awaitility.await()
                .until(() -> ProcessHandle.current()
                        .children()
                        .filter(ProcessHandle::isAlive)
                        .noneMatch(
                                child -> child.info().commandLine().orElse("").contains(launcher.toString())));
    }

    /** As on a disk that is read-only since its last error, or full. */
    @Test
    void aBotIsStoppedAlsoWhereNothingCanBeWritten() throws IOException {
        assertThat(run("start", "0").exitCode()).isZero();
        Files.createDirectories(root.resolve("data/instance-0/stopped/in-the-way"));

        CommandRun stop = run("stop", "0");

        assertThat(stop.out()).startsWith("instance 0: stopped, pid ");
        assertThat(stop.err())
                .startsWith("instance 0: data/instance-0/stopped cannot be written")
                .endsWith("; a watchdog that runs may bring the bot back, so stop it too\n");
        assertThat(stop.exitCode()).isZero();
    }

    /** In a container whose first process collects nobody, the number of one that has ended stays taken. */
    @Test
    void oneThatHasEndedAndIsNotCollectedHasEnded() throws Exception {
        Process negligent = new ProcessBuilder(
                        "sh", "-c", "\"$0\" run --instance 0 --background & exec sleep 60", launcher.toString())
                .directory(root.toFile())
                .start();
        try {
            Awaitility.await().until(() -> run("status", "0").out().startsWith("instance 0: trading"));

            CommandRun stop = run("stop", "0", "--wait", "3");

            assertThat(stop.err()).isEmpty();
            assertThat(stop.out()).startsWith("instance 0: stopped, pid ");
        } finally {
            negligent.destroyForcibly().waitFor();
        }
    }

    @Test
    void aWatchdogThatNoLongerTellsAnythingIsSilent() throws IOException {
        Files.writeString(root.resolve("config/bitmex_monitor_bot.ini"), "[DEFAULT]\nbitmex.restart.ini=0\n");
        ProcessId self = ProcessId.self();
        WholeFile.write(
                root.resolve("data/watchdog/status.json"),
                "{\"number\":7,\"process\":{\"pid\":" + self.pid() + ",\"mark\":" + self.mark()
                        + "},\"writtenMillis\":0,\"isStopped\":false,\"instances\":[],\"end\":7}");

        assertThat(run("status", "watchdog").out()).startsWith("watchdog: silent, pid " + self.pid());
    }

    /** Whoever edits a file believes that it counts; the next process alone reads it. */
    @Test
    void tellsThatAnIniWasChangedAfterTheStart() throws IOException {
        Path monitor = root.resolve("config/bitmex_monitor_bot.ini");
        Files.writeString(monitor, "[DEFAULT]\nbitmex.restart.ini=0\n");
        ProcessId self = ProcessId.self();
        WholeFile.write(
                root.resolve("data/watchdog/status.json"),
                "{\"number\":7,\"process\":{\"pid\":" + self.pid() + ",\"mark\":" + self.mark()
                        + "},\"writtenMillis\":0,\"isStopped\":false,\"instances\":[],\"end\":7}");
        run("start", "0");
        monitor.toFile().setLastModified(System.currentTimeMillis() - 3_600_000);
        assertThat(run("status").out()).doesNotContain("changed since this start");

        long later = System.currentTimeMillis() + 10_000;
        monitor.toFile().setLastModified(later);
        root.resolve("config/bitmex_bot_0.ini").toFile().setLastModified(later);

        assertThat(run("status").out().lines())
                .hasSize(2)
                .allMatch(
                        line -> line.contains("; changed since this start, and not read: " + root + "/config/bitmex_"));
    }

    /** After a reboot a slip in one file must not keep the others from their positions. */
    @Test
    void startsAllInstancesButTheOnesWhoseFileIsWrong() throws IOException {
        Files.writeString(root.resolve("config/bitmex_bot_12.ini"), INI);
        CommandRun all = run("start", "all");
        CommandRun stopped = run("stop", "all");
        Files.move(root.resolve("config/bitmex_bot_0.ini"), root.resolve("config/bitmex_bot_40.ini"));
        Files.writeString(root.resolve("config/bitmex_bot_12.ini"), INI + "colour=red\n");
        CommandRun most = run("start", "all");
        CommandRun refused = run("start", "12");

        assertThat(all.out()).contains("instance 0: ready", "instance 12: ready");
        assertThat(stopped.out()).contains("instance 0: stopped", "instance 12: stopped");
        assertThat(most.exitCode()).isEqualTo(2);
        assertThat(most.err())
                .startsWith("config/bitmex_bot_12.ini:4: unknown key colour")
                .endsWith("instance 12: not started; its ini file is wrong\n");
        assertThat(most.out()).contains("instance 40: ready");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).startsWith("config/bitmex_bot_12.ini:4: unknown key colour");
        assertThat(run("status", "12").out()).startsWith("instance 12: died");
    }

    /** It trades on, and whoever stopped all believes that nothing runs. */
    @Test
    void aBotWhoseIniIsGoneIsNotOverlooked() throws IOException {
        Files.writeString(root.resolve("config/bitmex_bot_12.ini"), INI);
        assertThat(run("start", "12").exitCode()).isZero();
        Files.delete(root.resolve("config/bitmex_bot_12.ini"));

        CommandRun status = run("status");
        CommandRun stop = run("stop", "all");

        assertThat(status.out()).contains("instance 12: trading, pid ");
        assertThat(stop.err())
                .startsWith("instance 12: runs on, pid ")
                .endsWith("; it has no ini file in config: scripts/barkeeper stop 12\n");
        assertThat(run("stop", "12").out()).startsWith("instance 12: stopped, pid ");
        assertThat(run("status").out()).doesNotContain("instance 12");
    }

    /** As pause, resume and flatten say; a number mistyped must not leave a folder behind. */
    @Test
    void stopRefusesAnInstanceThatNeverWas() throws IOException {
        CommandRun stop = run("stop", "9");

        assertThat(stop.exitCode()).isEqualTo(2);
        assertThat(stop.err())
                .isEqualTo("barkeeper stop: config/bitmex_bot_9.ini does not exist, so there is no such instance\n");
        assertThat(root.resolve("data/instance-9")).doesNotExist();
    }

    @Test
    void aReusedProcessNumberIsNotTheBot() throws IOException {
        ProcessHandle self = ProcessHandle.current();
        WholeFile.write(root.resolve("logs/barkeeper-0.pid"), self.pid() + " 12345\n");

        assertThat(run("status", "0").out()).isEqualTo("instance 0: stopped\n");
        assertThat(run("stop", "0").out()).isEqualTo("instance 0: does not run\n");
        assertThat(ProcessId.of(self).running()).isEqualTo(Optional.of(self));
    }

    @Test
    void aBotThatNoLongerWritesIsSilent() throws IOException {
        ProcessHandle self = ProcessHandle.current();
        try (BeatFile file = new BeatFile(root.resolve("data/instance-0/status.json"))) {
            file.write(beat(self, Beat.State.TRADING, 0));
        }

        assertThat(run("status", "0").out()).startsWith("instance 0: silent, pid " + self.pid());
    }

    private static Beat beat(ProcessHandle process, Beat.State state, long written) {
        ProcessId id = ProcessId.of(process);
        return new Beat(
                1, 0, "bot0", "XBTUSD", id.pid(), id.mark(), written, state, "", 0, 0, 0, "", "", true, 0, 0, 0,
                List.of(), 1);
    }

    private CommandRun run(String... args) {
        return CommandRun.in(root, launcher, Map.of(), args);
    }
}
