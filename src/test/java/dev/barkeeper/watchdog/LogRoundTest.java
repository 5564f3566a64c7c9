package dev.barkeeper.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.barkeeper.alert.Alert;
import dev.barkeeper.alert.Alerts;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogRoundTest {
    @TempDir
    private Path folder;

    private final List<Alert> alerts = new ArrayList<>();
    private Path log;
    private LogRound round;
    private boolean mailsItself;

    @BeforeEach
    void beginAtTheEndOfWhatIsThere() throws IOException {
        log = folder.resolve("bot.log");
        write("2026-11-20T10:00:00.000Z ERROR Old error of yesterday\n");
        round = open(LogRound.Memory.NONE);
        round.count(0);
        assertThat(alerts).isEmpty();
    }

    @Test
    void countsATraceAsOneAndAnyCase() throws IOException {
        write("2026-11-20T10:00:01.000Z ERROR BotLoop loop=ended\n"
                + "java.lang.IllegalStateException: broken\n\tat dev.barkeeper.ErrorMaker.run(ErrorMaker.java:1)\n"
                + "Caused by: java.io.IOException: gone\n\t... 3 more\n"
                + "2026-11-20T10:00:02.000Z INFO Bot all well\n"
                + "2026-11-20T10:00:03.000Z WARN Bot an eXception it survived\n");

        round.count(0);

        assertThat(alerts).hasSize(1);
        assertThat(alerts.get(0).subject()).isEqualTo("instance 0: logs: 2 findings");
        assertThat(alerts.get(0).text())
                .contains("loop=ended", "eXception it survived")
                .doesNotContain("Caused by");
    }

    @Test
    void anAlertThatTheBotMailsItselfIsNotCountedAgain() throws IOException {
        String alert = "2026-11-20T10:00:01.000Z ERROR LogAlerts alert=position.external subject=\"moved\" text=\"\"\n";
        write(alert);
        round.count(0);
        mailsItself = true;
        round = open(round.memory());
        write(alert);
        round.count(0);

        assertThat(alerts).hasSize(1);
        assertThat(round.errorsToday(0)).isEqualTo(1);
    }

    @Test
    void readsOnOverARotationAndARestartOfTheWatchdogNothingTwice() throws IOException {
        write("2026-11-20T10:00:01.000Z ERROR Bot first 1\n");
        round.count(0);
        write("2026-11-20T10:00:02.000Z ERROR Bot late in the old file\n");
        Files.move(log, folder.resolve("bot.log.1"));
        write("2026-11-20T10:00:03.000Z ERROR Bot first 2\n2026-11-20T10:00:04.000Z ERROR half");
        round = open(round.memory());

        round.count(0);
        round.count(0);
        write(" is whole now\n");
        round.count(0);

        assertThat(alerts)
                .extracting(Alert::subject)
                .containsExactly(
                        "instance 0: logs: 1 finding", "instance 0: logs: 2 findings", "instance 0: logs: 1 finding");
        assertThat(alerts.get(1).text())
                .contains("late in the old file", "again, once now, 2 in all: ERROR Bot first #");
        assertThat(alerts.get(2).text()).contains("half is whole now");
        assertThat(round.errorsToday(0)).isEqualTo(4);
    }

    @Test
    void aMissingLogIsAFindingOnceAndItsReturnToo() throws IOException {
        Files.delete(log);
        round.count(0);
        round.count(0);
        write("2026-11-20T10:00:05.000Z ERROR Bot after it was made again\n");
        round.count(0);

        assertThat(alerts)
                .extracting(Alert::subject)
                .containsExactly("instance 0: logs: 1 in trouble", "instance 0: logs: 1 finding");
        assertThat(alerts.get(0).text()).contains(log + ": it is missing");
        assertThat(alerts.get(1).text()).contains("made again", "is there and readable again");
    }

    @Test
    void anUnreadableLogIsAFindingAndNoCrash() throws IOException {
        Files.delete(log);
        Files.createDirectory(log);

        round.count(0);

        assertThat(alerts.get(0).subject()).isEqualTo("instance 0: logs: 1 in trouble");
    }

    /** What is kept of half a round would, after a kill, leave out what nobody was told of. */
    @Test
    void nothingIsKeptOfARoundBeforeItIsOver() throws Exception {
        List<Throwable> meanwhile = new ArrayList<>();
        LogRound[] slow = new LogRound[1];
        slow[0] = open(round.memory(), alert -> {
            CompletableFuture<LogRound.Memory> kept = CompletableFuture.supplyAsync(() -> slow[0].memory());
            meanwhile.add(catchThrowable(() -> kept.get(200, TimeUnit.MILLISECONDS)));
        });
        write("2026-11-20T10:00:01.000Z ERROR Bot broken\n");

        slow[0].count(0);

        assertThat(meanwhile).hasSize(1).first().isInstanceOf(TimeoutException.class);
    }

    /** The watchdog's heap is small, and one that it does not survive comes again with its next start. */
    @Test
    void aFloodOfErrorsFitsIntoTheHeapOfAWatchdog() throws Exception {
        String line = "2026-11-20T10:00:01.000Z WARN Socket request=failed cause=java.io.IOException number=";
        for (Path file : List.of(log, folder.resolve("bot.log.1"))) {
            try (BufferedWriter out = Files.newBufferedWriter(file)) {
                for (int i = 0; i < 200_000; i++) {
                    out.write(line + i + "\n");
                }
            }
        }

        Process counting = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FloodedLog.class.getName(),
                        log.toString())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(counting.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("instance 0: logs: 400000 findings", "399999 times now");
    }

    private LogRound open(LogRound.Memory memory) {
        return open(memory, alerts::add);
    }

    private LogRound open(LogRound.Memory memory, Alerts out) {
        InstanceFiles files = new InstanceFiles(0, "instance 0", log, log, log, log, List.of(log), mailsItself, "");
        return new LogRound(List.of(files), out, memory);
    }

    private void write(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
