package dev.barkeeper.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.barkeeper.TestPatience;
import dev.barkeeper.alert.Alert;
import dev.barkeeper.machine.ProcessId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, scripted time. */
class InstanceWatchTest {
    private static final long MINUTE = 60_000;
    private static final long VENUE_START = 1_583_150_400_000L;

    @TempDir
    private Path folder;

    private final List<Alert> alerts = new CopyOnWriteArrayList<>();
    private final List<Process> started = new ArrayList<>();
    private final AtomicLong now = new AtomicLong();
    private String barsUrl = "";
    private List<String> troubles = List.of();
    private long number;

    @AfterEach
    void endAll() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void aCrashLoopEndsInOneAlertAndOneLastWord() throws Exception {
        InstanceWatch watch = watch(id -> run("exit 3"));
        beat(deadProcess(), Beat.State.TRADING, 100, false);

        for (int second = 0; second < 300; second++) {
            tick(watch, 1_000);
            for (Process process : started) {
                process.waitFor(TestPatience.LIMIT.toSeconds(), TimeUnit.SECONDS);
                beat(ProcessId.of(process.toHandle()), Beat.State.FAILED, 0, true);
            }
        }

        assertThat(started).hasSize(5);
        assertThat(subjects()).containsExactly("bot: dead, being restarted", "bot: gave up after 5 tries, needs you");
        assertThat(watch.memory().phase()).isEqualTo(InstanceWatch.Phase.GAVE_UP);
        assertThat(alerts.get(1).text())
                .as("what is at risk, whatever the tries told, and what to do")
                .contains("position 100")
                .contains("NOT protected")
                .contains("close it by hand")
                .contains("scripts/barkeeper check --instance ")
                .contains("scripts/barkeeper start ");
    }

    @Test
    void whatSomebodyElseStartsIsKnownByItsBeatAndGivenUpAfterFiveAskings() throws Exception {
        AtomicLong asked = new AtomicLong();
        InstanceWatch watch = launchedBy(id -> {
            asked.incrementAndGet();
            return Optional.empty();
        });
        beat(deadProcess(), Beat.State.TRADING, 0, true);
        tick(watch, 1_000);
        tick(watch, 2_000);
        assertThat(asked).hasValue(1);
        ProcessId other = ProcessId.of(run("sleep 60").toHandle());
        beat(other, Beat.State.STARTING, 0, false);
        tick(watch, 1_000);
        beat(other, Beat.State.TRADING, 0, true);
        tick(watch, 1_000);
        assertThat(subjects()).containsExactly("bot: dead, being restarted", "bot: recovered, trading");
        assertThat(watch.followedPid()).isEqualTo(other.pid());

        beat(deadProcess(), Beat.State.TRADING, 0, true);
        started.get(0).destroyForcibly().waitFor();
        for (int second = 0; second < 200; second++) {
            tick(watch, 1_000);
        }
        assertThat(asked).hasValue(5);
        assertThat(subjects().get(3)).isEqualTo("bot: gave up after 5 tries, needs you");
    }

    @Test
    void whatAPersonStoppedIsLeftAlone() throws Exception {
        InstanceWatch watch = watch(id -> run("sleep 60"));
        beat(deadProcess(), Beat.State.TRADING, 0, true);
        Files.writeString(folder.resolve("stopped"), "");

        tick(watch, 1_000);

        assertThat(started).isEmpty();
        assertThat(alerts).isEmpty();
    }

    @Test
    void whatAPersonEndsWhileItStartsIsLeftAlone() throws Exception {
        InstanceWatch watch = watch(id -> run("sleep 60"));
        beat(deadProcess(), Beat.State.TRADING, 0, true);
        tick(watch, 1_000);
        Process bot = started.get(0);
        beat(ProcessId.of(bot.toHandle()), Beat.State.STARTING, 0, false);
        tick(watch, 1_000);
        // TERM, as by kill or systemctl stop: its last word is that it was asked to end
        beat(ProcessId.of(bot.toHandle()), Beat.State.STOPPED, 0, false);
        bot.destroyForcibly().waitFor();
        for (int second = 0; second < 30; second++) {
            tick(watch, 1_000);
        }

        assertThat(started).hasSize(1);
        assertThat(watch.memory().phase()).isEqualTo(InstanceWatch.Phase.IDLE);
    }

    @Test
    void anotherWatchdogGoesOnWithARecoveryAndSaysNothingTwice() throws Exception {
        InstanceWatch first = watch(id -> run("sleep 60"));
        beat(deadProcess(), Beat.State.TRADING, 0, true);
        tick(first, 1_000);
        InstanceWatch second = watch(id -> run("sleep 60"));
        second.restore(first.memory(), false);
        tick(second, 1_000);
        beat(ProcessId.of(started.get(0).toHandle()), Beat.State.TRADING, 0, false);
        tick(second, 1_000);
        assertThat(subjects()).containsExactly("bot: dead, being restarted");
        beat(ProcessId.of(started.get(0).toHandle()), Beat.State.TRADING, 0, true);
        tick(second, 1_000);

        assertThat(started).hasSize(1);
        assertThat(subjects()).containsExactly("bot: dead, being restarted", "bot: recovered, trading");
    }

    @Test
    void aRestartOfAllInOrderIsNoFindingButABotThatDiedMeanwhileIs() throws Exception {
        for (boolean inOrder : new boolean[] {true, false}) {
            alerts.clear();
            InstanceWatch first = watch(id -> run("sleep 60"));
            Process bot = run("sleep 60");
            beat(ProcessId.of(bot.toHandle()), Beat.State.TRADING, 0, true);
            tick(first, 1_000);
            InstanceWatch.Memory kept = first.memory();
            bot.destroyForcibly().waitFor();
            beat(ProcessId.of(run("sleep 60").toHandle()), Beat.State.TRADING, 0, true);
            InstanceWatch second = watch(id -> run("sleep 60"));
            second.restore(kept, inOrder);
            tick(second, 1_000);
            // found dead, and the other one found well
            assertThat(subjects()).hasSize(inOrder ? 0 : 2);
        }
        alerts.clear();
        InstanceWatch first = watch(id -> run("sleep 60"));
        beat(ProcessId.of(run("sleep 60").toHandle()), Beat.State.TRADING, 0, true);
        tick(first, 1_000);
        InstanceWatch.Memory kept = first.memory();
        started.get(started.size() - 1).destroyForcibly().waitFor();
        InstanceWatch second = watch(id -> run("sleep 60"));
        second.restore(kept, true);
        tick(second, 1_000);
        assertThat(subjects()).containsExactly("bot: dead, being restarted");
    }

    @Test
    void aFrozenWatchdogDoesNotBlameTheBot() throws Exception {
        InstanceWatch watch = watch(id -> run("sleep 60"));
        Process bot = run("sleep 60");
        beat(ProcessId.of(bot.toHandle()), Beat.State.TRADING, 0, true);
        tick(watch, 1_000);

        tick(watch, 10 * MINUTE);

        assertThat(alerts).isEmpty();
        assertThat(bot.isAlive()).isTrue();
    }

    /** A bot that gets TERM says that it was asked to end, and the next watchdog would leave it alone. */
    @Test
    void isKeptAsEndingBeforeTheBotGetsTerm() throws Exception {
        InstanceWatch watch = watch(id -> run("sleep 60"));
        Process hung = run("sleep 60");
        ProcessId bot = ProcessId.of(hung.toHandle());
        beat(bot, Beat.State.TRADING, 0, true);
        while (watch.memory().phase() != InstanceWatch.Phase.ENDING) {
            tick(watch, 1_000);
        }
        assertThat(watch.isAboutToEnd()).isTrue();
        assertThat(hung.waitFor(300, TimeUnit.MILLISECONDS)).isFalse();
        InstanceWatch.Memory kept = watch.memory();
        tick(watch, 200);

        assertThat(hung.waitFor(TestPatience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        beat(bot, Beat.State.STOPPED, 0, true);

        InstanceWatch next = watch(id -> run("sleep 60"));
        next.restore(kept, false);
        tick(next, 1_000);
        tick(next, 1_000);
        assertThat(started).as("the hung one and its successor").hasSize(2);
    }

    @Test
    void aHungBotThatIgnoresTermIsKilledAndOneThatIsReplacedIsSaidToBeWell() throws Exception {
        InstanceWatch watch = watch(id -> run("sleep 60"));
        Process deaf = run("trap '' TERM; echo deaf; while :; do sleep 0.1; done");
        deaf.getInputStream().read();
        beat(ProcessId.of(deaf.toHandle()), Beat.State.TRADING, 0, true);
        for (int second = 0; second < 12; second++) {
            tick(watch, 1_000);
        }
        assertThat(subjects()).containsExactly("bot: hung, being restarted");
        assertThat(deaf.isAlive()).isTrue();
        for (int second = 0; second < 5; second++) {
            tick(watch, 1_000);
        }

        assertThat(deaf.waitFor(TestPatience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    /** Of another user, or stuck in the kernel: nothing more is tried, as the mail says, until it lives again. */
    @Test
    void oneThatCannotBeEndedIsGivenUpOnce() throws Exception {
        Limits usual = Limits.of(Duration.ofSeconds(10), Duration.ofSeconds(150));
        Limits withoutKill = new Limits(
                usual.hungAfter(),
                usual.stalledAfter(),
                usual.startingSilence(),
                usual.unwellAfter(),
                Duration.ofSeconds(4),
                Duration.ofSeconds(-2),
                usual.backoff(),
                usual.othersStart(),
                usual.healthyAfter());
        InstanceWatch watch =
                watch(withoutKill, id -> Optional.of(run("sleep 60").toHandle()));
        Process deaf = run("trap '' TERM; echo deaf; while :; do sleep 0.1; done");
        deaf.getInputStream().read();
        ProcessId bot = ProcessId.of(deaf.toHandle());
        beat(bot, Beat.State.TRADING, 0, true);
        for (int second = 0; second < 300; second++) {
            tick(watch, 1_000);
        }
        assertThat(subjects()).containsExactly("bot: hung, being restarted", "bot: gave up after 0 tries, needs you");
        assertThat(started).hasSize(1);

        InstanceWatch next =
                watch(withoutKill, id -> Optional.of(run("sleep 60").toHandle()));
        next.restore(watch.memory(), true);
        for (int second = 0; second < 30; second++) {
            tick(next, 1_000);
        }
        assertThat(subjects()).as("its last beat is one of before").hasSize(2);

        beat(bot, Beat.State.TRADING, 0, true);
        tick(next, 1_000);
        assertThat(subjects()).hasSize(3).last().isEqualTo("bot: recovered, trading");
    }

    /** Written by another user, or on a disk with errors: that says nothing about the bot's loop. */
    @Test
    void aBeatThatCannotBeReadIsMailedAndNoReasonToEndABot() throws Exception {
        InstanceWatch watch = watch(id -> run("sleep 60"));
        Process bot = run("sleep 60");
        beat(ProcessId.of(bot.toHandle()), Beat.State.TRADING, 0, true);
        tick(watch, 1_000);
        Files.delete(folder.resolve("beat"));
        Files.createDirectory(folder.resolve("beat"));
        for (int second = 0; second < 60; second++) {
            tick(watch, 1_000);
        }
        Files.delete(folder.resolve("beat"));
        beat(ProcessId.of(bot.toHandle()), Beat.State.TRADING, 0, true);
        tick(watch, 1_000);

        assertThat(bot.isAlive()).isTrue();
        assertThat(subjects()).hasSize(2).last().isEqualTo("bot: well again");
        assertThat(subjects()).first().asString().startsWith("bot: unwell: its beat cannot be read: ");
    }

    @Test
    void aBeatThatCouldNeverBeReadIsMailedToo() throws Exception {
        InstanceWatch watch = watch(id -> run("sleep 60"));
        Files.createDirectory(folder.resolve("beat"));
        for (int second = 0; second < 60; second++) {
            tick(watch, 1_000);
        }

        assertThat(subjects()).hasSize(1).first().asString().startsWith("bot: unwell: its beat cannot be read: ");
    }

    @Test
    void aTroubleThatLastsIsMailedOnceAndItsEndToo() throws Exception {
        InstanceWatch watch = watch(id -> run("sleep 60"));
        ProcessId bot = ProcessId.of(run("sleep 60").toHandle());
        for (int second = 0; second < 60; second++) {
            beat(bot, Beat.State.TRADING, 100, false);
            tick(watch, 1_000);
        }
        beat(bot, Beat.State.TRADING, 100, true);
        tick(watch, 1_000);

        assertThat(subjects())
                .containsExactly("bot: unwell: position 100 is not protected by a verified stop", "bot: well again");
        assertThat(alerts.get(0).text())
                .contains("position 100 is not protected", "Last told: position 100", "What to do: ");
    }

    @Test
    void aBotThatBeatsButDecidesNothingIsRestartedOnlyIfTheVenueHasBars() throws Exception {
        AtomicLong newest = new AtomicLong(VENUE_START);
        HttpServer venue = venueWithBarsUpTo(newest);
        try {
            InstanceWatch watch = watch(id -> run("sleep 60"));
            ProcessId bot = ProcessId.of(run("sleep 60").toHandle());
            beatUndecided(watch, bot, 0, 200, 1_000L);
            assertThat(subjects())
                    .containsExactly(
                            "bot: unwell: the venue has no new bars; the last decided is 2020-03-02T12:00:00Z");
            assertThat(bot.isRunning()).isTrue();

            newest.set(VENUE_START + 3 * MINUTE);
            troubles = List.of("private stream is down");
            beatUndecided(watch, bot, 200, 215, 1_000L);
            assertThat(bot.isRunning()).as("what it knows of it mends itself").isTrue();
            troubles = List.of();
            beatUndecided(watch, bot, 215, 230, 1_000L);
        } finally {
            venue.stop(0);
        }

        assertThat(subjects()).hasSize(3).last().isEqualTo("bot: stalled, being restarted");
        assertThat(alerts.get(2).text())
                .contains(
                        "the last bar it decided is 2020-03-02T12:00:00Z, the venue has bars up to 2020-03-02T12:03:00Z");
    }

    /** At sixty times real time three minutes of the venue are three seconds of a busy machine. */
    @Test
    void aPauseOfSecondsIsNoStallHoweverFastTheVenuesClockRuns() throws Exception {
        HttpServer venue = venueWithBarsUpTo(new AtomicLong(VENUE_START + 60 * MINUTE));
        try {
            InstanceWatch watch = watch(id -> run("sleep 60"));
            ProcessId bot = ProcessId.of(run("sleep 60").toHandle());
            beatUndecided(watch, bot, 0, 10, MINUTE);
            assertThat(subjects()).isEmpty();
            beatUndecided(watch, bot, 10, 25, MINUTE);
        } finally {
            venue.stop(0);
        }

        assertThat(subjects()).first().isEqualTo("bot: stalled, being restarted");
    }

    @Test
    void aBotThatSaysItFailedIsTakenForDeadBeforeItsProcessEnds() throws Exception {
        InstanceWatch watch = watch(id -> run("sleep 60"));
        Process closing = run("sleep 60");
        beat(ProcessId.of(closing.toHandle()), Beat.State.TRADING, 0, true);
        tick(watch, 1_000);
        beat(ProcessId.of(closing.toHandle()), Beat.State.FAILED, 0, true);
        tick(watch, 500);

        assertThat(subjects()).containsExactly("bot: dead, being restarted");
        assertThat(closing.waitFor(TestPatience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void anotherWatchdogSaysTheEndOfATroubleThatTheFirstOneTold() throws Exception {
        InstanceWatch first = watch(id -> run("sleep 60"));
        ProcessId bot = ProcessId.of(run("sleep 60").toHandle());
        for (int second = 0; second < 40; second++) {
            beat(bot, Beat.State.TRADING, 100, false);
            tick(first, 1_000);
        }
        InstanceWatch second = watch(id -> run("sleep 60"));
        second.restore(first.memory(), false);
        beat(bot, Beat.State.TRADING, 100, true);
        tick(second, 1_000);

        assertThat(subjects())
                .containsExactly("bot: unwell: position 100 is not protected by a verified stop", "bot: well again");
    }

    private List<String> subjects() {
        return alerts.stream().map(Alert::subject).toList();
    }

    /** Serves its newest bar at {@link #barsUrl} until it is stopped. */
    private HttpServer venueWithBarsUpTo(AtomicLong newest) throws IOException {
        HttpServer venue = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        venue.createContext("/", exchange -> {
            byte[] bar = ("[{\"timestamp\":\"" + Instant.ofEpochMilli(newest.get()) + "\"}]").getBytes();
            exchange.sendResponseHeaders(200, bar.length);
            exchange.getResponseBody().write(bar);
            exchange.close();
        });
        venue.start();
        barsUrl = "http://127.0.0.1:" + venue.getAddress().getPort() + "/bars";
        return venue;
    }

    /** Beats once a second without a bar beyond the first, while so much of the venue's time passes in each. */
    private void beatUndecided(InstanceWatch watch, ProcessId bot, int from, int until, long venueMillisEach)
            throws Exception {
        for (int second = from; second < until; second++) {
            beat(bot, VENUE_START, VENUE_START + second * venueMillisEach);
            tick(watch, 1_000);
        }
    }

    private void tick(InstanceWatch watch, long millis) {
        now.addAndGet(millis);
        watch.look();
    }

    private interface Start {
        Process start(int instance) throws IOException;
    }

    private InstanceWatch watch(Start start) {
        return launchedBy(instance -> Optional.of(start.start(instance).toHandle()));
    }

    private InstanceWatch launchedBy(Launcher launcher) {
        return watch(Limits.of(Duration.ofSeconds(10), Duration.ofSeconds(150)), launcher);
    }

    private InstanceWatch watch(Limits limits, Launcher launcher) {
        InstanceFiles files = new InstanceFiles(
                0,
                "bot",
                folder.resolve("beat"),
                folder.resolve("pid"),
                folder.resolve("stopped"),
                folder.resolve("out"),
                List.of(),
                false,
                barsUrl);
        return new InstanceWatch(files, limits, launcher, alerts::add, now::get);
    }

    private Process run(String script) throws IOException {
        Process process = new ProcessBuilder("sh", "-c", script).start();
        started.add(process);
        return process;
    }

    private ProcessId deadProcess() throws Exception {
        Process process = new ProcessBuilder("sh", "-c", "exit 0").start();
        ProcessId id = new ProcessId(process.pid(), 1);
        process.waitFor();
        return id;
    }

    private void beat(ProcessId process, long lastBarMillis, long venueMillis) throws IOException {
        beat(process, Beat.State.TRADING, 0, true, lastBarMillis, venueMillis);
    }

    private void beat(ProcessId process, Beat.State state, long position, boolean isProtected) throws IOException {
        beat(process, state, position, isProtected, 0, 0);
    }

    private void beat(
            ProcessId process,
            Beat.State state,
            long position,
            boolean isProtected,
            long lastBarMillis,
            long venueMillis)
            throws IOException {
        number++;
        try (BeatFile file = new BeatFile(folder.resolve("beat"))) {
            file.write(new Beat(
                    number,
                    0,
                    "bot",
                    "XBTUSD",
                    process.pid(),
                    process.mark(),
                    0,
                    state,
                    "",
                    lastBarMillis,
                    venueMillis,
                    position,
                    "",
                    "",
                    isProtected,
                    0,
                    0,
                    0,
                    troubles,
                    number));
        }
    }
}
