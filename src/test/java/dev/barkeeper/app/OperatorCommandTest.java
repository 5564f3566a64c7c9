package dev.barkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.bot.Event.Operator;
import dev.barkeeper.watchdog.PidFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorCommandTest {
    @TempDir
    Path root;

    private Path folder;

    @BeforeEach
    void layOut() throws IOException {
        Files.createDirectories(root.resolve("config"));
        Files.writeString(root.resolve("config/bitmex_bot_0.ini"), "[DEFAULT]\n");
        folder = root.resolve("data/instance-0/operator");
    }

    @Test
    void keepsACommandForTheNextStartWhenNoBotRuns() {
        CommandRun run = CommandRun.in(root, "pause", "--instance", "0");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("no bot runs for instance 0: pause is kept and will be taken at its next start");
        assertThat(new OperatorFolder(folder).pending())
                .singleElement()
                .extracting(Operator::command)
                .isEqualTo(Operator.Command.PAUSE);
    }

    @Test
    void namesTheFileThatCannotBeWritten() throws IOException {
        Files.createDirectories(folder.getParent());
        Files.createFile(folder);

        CommandRun run = CommandRun.in(root, "pause", "--instance", "0");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().strip())
                .isEqualTo("barkeeper pause: " + folder
                        + " cannot be used: FileAlreadyExistsException; is its disk full or"
                        + " read-only, or does it belong to another user?");
    }

    @Test
    void printsTheAnswerOfTheRunningBot() throws Exception {
        pretendABotRuns();
        OperatorFolder bot = new OperatorFolder(folder);
        CompletableFuture<CommandRun> command =
                CompletableFuture.supplyAsync(() -> CommandRun.in(root, "flatten", "--instance", "0"));

        Awaitility.await().until(() -> bot.pending().size() == 1);
        Operator said = bot.pending().get(0);
        bot.answer(said.id(), "flat: sold 100 at 9321");

        CommandRun run = command.get(20, TimeUnit.SECONDS);
        assertThat(said.command()).isEqualTo(Operator.Command.FLATTEN);
        assertThat(run.out()).isEqualTo("flat: sold 100 at 9321" + System.lineSeparator());
        assertThat(run.exitCode()).isZero();
        assertThat(bot.pending()).isEmpty();
    }

    @Test
    void aRefusalIsAFailure() throws Exception {
        pretendABotRuns();
        OperatorFolder bot = new OperatorFolder(folder);
        CompletableFuture<CommandRun> command =
                CompletableFuture.supplyAsync(() -> CommandRun.in(root, "resume", "--instance", "0"));
        Awaitility.await().until(() -> bot.pending().size() == 1);
        bot.answer(bot.pending().get(0).id(), "refused: the kill switch is on");

        assertThat(command.get(20, TimeUnit.SECONDS).exitCode()).isEqualTo(1);
    }

    @Test
    void commandsComeInTheOrderTheyWereSaidAndOnceOnly() throws IOException {
        OperatorFolder bot = new OperatorFolder(folder);
        Clock clock = Clock.systemUTC();
        String first = bot.say(Operator.Command.PAUSE, Clock.offset(clock, java.time.Duration.ofSeconds(-2)));
        String second = bot.say(Operator.Command.RESUME, clock);

        assertThat(bot.pending())
                .containsExactly(
                        new Operator(first, Operator.Command.PAUSE), new Operator(second, Operator.Command.RESUME));
        bot.answer(first, "paused");
        // as a crash between the answer and the removal leaves it
        Files.writeString(folder.resolve(first + ".cmd"), "pause\n");
        assertThat(bot.pending()).extracting(Operator::id).isEqualTo(List.of(second));
        assertThat(folder.resolve(first + ".cmd")).doesNotExist();
    }

    @Test
    void answersWhatIsNoCommandAndForgetsOldAnswers() throws IOException {
        OperatorFolder bot = new OperatorFolder(folder);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("99999999.cmd"), "sell everything\n");
        for (int i = 0; i < 120; i++) {
            bot.answer(String.format("%08d", i), "done");
        }

        assertThat(bot.pending()).isEmpty();
        assertThat(bot.answerTo("99999999")).contains("refused: 'sell everything' is none of pause, resume, flatten");
        assertThat(bot.answerTo("00000000")).isEmpty();
        assertThat(folder.toFile().list()).hasSize(100);
    }

    @Test
    void whatCannotBeReadIsRefusedAndKeepsNobodyElseUnheard() throws IOException {
        OperatorFolder bot = new OperatorFolder(folder);
        Files.createDirectories(folder);
        Files.write(folder.resolve("20000101T000000000-0001.cmd"), "pause".getBytes(StandardCharsets.UTF_16));
        Files.createDirectories(folder.resolve("20000101T000000000-0002.cmd/not-even-a-file"));
        String flatten = bot.say(Operator.Command.FLATTEN, Clock.systemUTC());

        assertThat(bot.pending()).containsExactly(new Operator(flatten, Operator.Command.FLATTEN));
        assertThat(bot.answerTo("20000101T000000000-0001").orElse("")).startsWith("refused: ");
        assertThat(bot.pending()).containsExactly(new Operator(flatten, Operator.Command.FLATTEN));
    }

    private void pretendABotRuns() throws IOException {
        ProcessHandle self = ProcessHandle.current();
        new PidFile(root.resolve("logs/barkeeper-0.pid")).write(self);
    }
}
