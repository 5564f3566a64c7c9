package dev.barkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.TestPatience;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer types, through the launcher, standing in another folder: exchange, bot, demonstration, mistakes. */
@Tag("patient")
class NewcomerTest {
    private static final Pattern ADDRESS = Pattern.compile("(http://127\\.0\\.0\\.1:(\\d+)/api/v1) and (ws://\\S+)");
    private static final Pattern SUMMARY =
            Pattern.compile("3\\d bars decided, \\d+ fills, (\\d+) round trips, (\\d+) of them ended by the stop");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private Path root;
    private Process exchange;

    private record Ended(int exitCode, String out, String err) {}

    @BeforeEach
    void layOut() throws IOException {
        root = Files.createDirectories(folder.resolve("project"));
        Files.createDirectories(root.resolve("scripts"));
        Files.createDirectories(root.resolve("config"));
        Path launcher = root.resolve("scripts/barkeeper");
        Files.copy(Path.of("scripts/barkeeper"), launcher);
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
    }

    @AfterEach
    void endExchange() {
        if (exchange != null) {
            exchange.destroyForcibly().onExit().join();
        }
    }

    @Test
    void theDemonstrationTradesIsStoppedOutAndSurvivesAKill() throws Exception {
        Ended demo = barkeeper("demo", "--bars", "30", "--speed", "60", "--kill");

        assertThat(demo.exitCode()).as(demo.toString()).isZero();
        assertThat(demo.err()).isEmpty();
        Matcher summary = SUMMARY.matcher(demo.out());
        assertThat(summary.find()).as(demo.out()).isTrue();
        assertThat(Integer.parseInt(summary.group(1))).isGreaterThanOrEqualTo(2);
        assertThat(Integer.parseInt(summary.group(2))).isPositive();
        assertThat(demo.out())
                .containsSubsequence(
                        "kill -9 of the bot, pid ",
                        "watchdog: instance 0 (demo): dead, being restarted",
                        "the bot is back, pid ",
                        "the bot's books hold each fill of the exchange once");
        assertThat(demo.out()).containsOnlyOnce("watchdog: instance 0 (demo): recovered, trading");
    }

    @Test
    void theDemonstrationLeavesNoProcessBehindWhenItIsInterrupted() throws Exception {
        Path out = folder.resolve("demo.out");
        ProcessBuilder builder = process("demo", "--kill");
        // tests that a shell runs in its background would hand down that INT is ignored
        builder.command().addAll(0, List.of("env", "--default-signal=INT"));
        Process demo =
                builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
        try {
            Awaitility.await().until(() -> Files.readString(out).contains("dead, being restarted") || !demo.isAlive());
            new ProcessBuilder("kill", "-INT", String.valueOf(demo.pid()))
                    .start()
                    .waitFor();

            assertThat(demo.waitFor(TestPatience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as(Files.readString(out))
                    .isTrue();
            assertThat(demo.exitValue()).as(Files.readString(out)).isZero();
            assertThat(processesOfTheDemonstration().map(ProcessHandle::pid)).isEmpty();
        } finally {
            demo.destroyForcibly().waitFor();
            processesOfTheDemonstration().forEach(ProcessHandle::destroyForcibly);
        }
    }

    private Stream<ProcessHandle> processesOfTheDemonstration() {
        String folderOfIts = root.resolve("demo").toString();
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(folderOfIts));
    }

    @Test
    void aBotInTheBackgroundObeysAndEndsWell() throws Exception {
        Matcher address = startExchange();
        Files.writeString(
                root.resolve("config/bitmex_bot_0.ini"),
                Files.readString(Path.of("config/bitmex_bot_0.ini"))
                        .replace("http://127.0.0.1:8790/api/v1", address.group(1))
                        .replace("ws://127.0.0.1:8790/realtime", address.group(3))
                        .replace("venue.clock.speed = 1", "venue.clock.speed = 300"));
        try {
            assertSays(barkeeper("start", "0"), "instance 0: ready, pid ");
            assertSays(barkeeper("start", "0"), "instance 0: runs already, pid ");
            assertSays(barkeeper("status"), "instance 0: trading, pid ");
            assertSays(barkeeper("pause", "--instance", "0"), "done: pause");
            assertSays(barkeeper("flatten", "--instance", "0"), "done: flatten");
            assertSays(barkeeper("resume", "--instance", "0"), "done: resume");
            Ended inUse = barkeeper("exchange", "--fresh", "--port", address.group(2));
            assertThat(inUse.exitCode()).isEqualTo(1);
            assertThat(inUse.err().lines()).hasSize(1).allMatch(line -> line.contains("port is in use"));
        } finally {
            assertSays(barkeeper("stop", "0"), "instance 0: stopped, pid ", "position and stop are left at the venue");
        }
        assertSays(barkeeper("status"), "instance 0: stopped");
        exchange.destroy();
        assertThat(exchange.waitFor(TestPatience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(exchange.exitValue()).isZero();
        assertThat(Files.readString(folder.resolve("exchange.out"))).contains("exchange stopped");
    }

    @Test
    void mistakesGetOneLine() throws Exception {
        Files.writeString(folder.resolve("bars.csv"), "timestamp,open,high,low,close,volume\nyesterday,1,2,3,4,5\n");
        Files.createDirectories(root.resolve("config/bitmex_bot_3.ini"));

        assertOneLine(barkeeper("exchange", "--fresh", "--port", "0", "--bars", "none.csv"), 1, "none.csv");
        assertOneLine(barkeeper("exchange", "--fresh", "--port", "0", "--bars", "bars.csv"), 1, "bars.csv");
        assertOneLine(barkeeper("run", "--instance", "0", "--config", "nowhere"), 2, "nowhere");
        assertOneLine(barkeeper("run", "--instance", "3"), 2, "bitmex_bot_3.ini");
    }

    /** The class of the documentation, compiled by the launcher; one that does not compile holds nobody up who wants out. */
    @Test
    void aStrategyOfOnesOwnIsAFileInAFolder() throws Exception {
        Path strategies = Files.createDirectories(root.resolve("strategies"));
        String documented = Files.readString(Path.of("docs/strategies.md"));
        int code = documented.indexOf("```java\n") + "```java\n".length();
        Files.writeString(
                strategies.resolve("Crossing.java"), documented.substring(code, documented.indexOf("```", code)));
        Files.copy(Path.of("config/bitmex_bot_0.ini"), root.resolve("config/bitmex_bot_0.ini"));
        StringBuilder bars = new StringBuilder("timestamp,open,high,low,close,volume\n");
        for (int minute = 0; minute < 120; minute++) {
            int price = 9_000 + minute % 30;
            bars.append(1_600_000_020 + 60 * minute)
                    .append(",%d,%d,%d,%d,500\n".formatted(price, price + 1, price - 1, price));
        }
        Path file = Files.writeString(folder.resolve("bars.csv"), bars);
        String[] backtest = {
            "backtest",
            "--instance",
            "0",
            "--bars",
            file.toString(),
            "--no-files",
            "--set",
            "bitmex.tradebot.strategy=Crossing",
            "--set",
            "strategy.period=20"
        };

        assertSays(
                barkeeper(backtest),
                "Backtest of bot0: Crossing on XBTUSD",
                "strategy.period=20",
                "warm-up            20 bars");
        Path compiled = root.resolve("target/strategies.jar");
        try (InputStream asABotHasIt = Files.newInputStream(compiled)) {
            Object before =
                    Files.readAttributes(compiled, BasicFileAttributes.class).fileKey();
            Files.writeString(strategies.resolve("Other.java"), "class Other {}");
            assertSays(barkeeper(backtest), "Crossing on XBTUSD");
            assertThat(Files.readAttributes(compiled, BasicFileAttributes.class).fileKey())
                    .as("a bot that runs goes on with the file it has open")
                    .isNotEqualTo(before);
            assertThat(asABotHasIt.read()).isEqualTo('P');
        }
        Files.writeString(strategies.resolve("Half.java"), "public class Half {");
        Ended refused = barkeeper(backtest);
        assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(1);
        assertThat(refused.err()).contains("Half.java:1: error", "barkeeper: strategies/ does not compile");
        assertSays(barkeeper("status"), "instance 0: stopped");
    }

    private static void assertOneLine(Ended ended, int exitCode, String named) {
        assertThat(ended.err().lines()).as(ended.toString()).hasSize(1);
        assertThat(ended.err()).contains(named);
        assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(exitCode);
    }

    private static void assertSays(Ended ended, String... words) {
        assertThat(ended.exitCode()).as(ended.toString()).isZero();
        assertThat(ended.out()).contains(words);
        assertThat(ended.err()).isEmpty();
    }

    private Matcher startExchange() throws IOException {
        Path out = folder.resolve("exchange.out");
        exchange = process("exchange", "--fresh", "--port", "0", "--speed", "300")
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        Awaitility.await().until(() -> Files.readString(out).contains("Ctrl-C ends it") || !exchange.isAlive());
        Matcher address = ADDRESS.matcher(Files.readString(out));
        assertThat(address.find()).as(Files.readString(out)).isTrue();
        return address;
    }

    private ProcessBuilder process(String... args) {
        String[] command = new String[args.length + 1];
        command[0] = root.resolve("scripts/barkeeper").toString();
        System.arraycopy(args, 0, command, 1, args.length);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("BARKEEPER_CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    private Ended barkeeper(String... args) throws Exception {
        Path out = Files.createTempFile(folder, "said", ".out");
        Path err = Files.createTempFile(folder, "said", ".err");
        Process process = process(args)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(TestPatience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as(String.join(" ", args))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ended(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
