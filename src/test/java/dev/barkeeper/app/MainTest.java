package dev.barkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @TempDir
    Path root;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "run",
                "watchdog",
                "start",
                "stop",
                "status",
                "pause",
                "resume",
                "flatten",
                "exchange",
                "check",
                "query",
                "dump",
                "bars",
                "explain",
                "rehearse"
            })
    void everyCommandHelps(String command) {
        CommandRun run = CommandRun.in(root, command, "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Usage: barkeeper " + command).contains("--debug", "--help");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void saysWhatADayIs() {
        CommandRun run = CommandRun.in(root, "replay", "--instance", "0", "--day", "yesterday");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("barkeeper replay: Invalid value for option '--day': 'yesterday' is no day; allowed is"
                        + " 2026-11-20, in UTC; see barkeeper replay --help\n");
    }

    @Test
    void listsItsCommandsWhenCalledWithNone() {
        CommandRun run = CommandRun.in(root);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Usage: barkeeper", "Commands:", "status", "Exit codes: 0 done, 1 failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--instance=x", "--instance=-1", "--instance=10000", "--nonsense", ""})
    void badArgumentsAreOneLineAndExitCodeTwo(String argument) {
        CommandRun run = argument.isEmpty() ? CommandRun.in(root, "pause") : CommandRun.in(root, "pause", argument);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith("barkeeper pause: ");
    }

    @Test
    void everyFaultOfTheConfigurationIsALineAndExitCodeTwo() throws IOException {
        write("bitmex_bot_0.ini", "[DEFAULT]\nbitmex.api.key = k\ncolour = red\nhttp.port = -1\n");

        CommandRun run = CommandRun.in(root, "start", "0");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines().map(line -> line.replaceAll("(?<=\\d: ).*", "")))
                .containsExactly(
                        "config/bitmex_bot_0.ini:3: ",
                        "config/bitmex_bot_0.ini:4: ",
                        "config/bitmex_bot_0.ini: key bitmex.api.secret is missing; it is required: its secret");
        assertThat(root.resolve("logs")).doesNotExist();
    }

    @Test
    void aFailureIsOneLineAndTracesOnlyOnDemand() {
        CommandRun plain = CommandRun.in(root, "pause", "--instance", "3");
        CommandRun debug = CommandRun.in(root, "pause", "--instance", "3", "--debug");

        assertThat(plain.exitCode()).isEqualTo(2);
        assertThat(plain.err().lines())
                .containsExactly(
                        "barkeeper pause: config/bitmex_bot_3.ini does not exist, so there is no such instance");
        assertThat(debug.exitCode()).isEqualTo(2);
        assertThat(debug.err())
                .contains("at dev.barkeeper.app.OperatorCommand", plain.err().strip());
    }

    @Test
    void anUnexpectedFailureSaysSoWithoutATrace() throws IOException {
        write("bitmex_bot_0.ini", "[DEFAULT]\n");
        Files.createDirectories(root.resolve("data/instance-0"));
        Files.createDirectory(root.resolve("data/instance-0/status.json"));

        CommandRun run = CommandRun.in(root, "status");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err())
                .startsWith("barkeeper status: failed unexpectedly: ")
                .contains("status.json", "--debug");
    }

    @Test
    void aPricesFileThatIsNotThereIsNoUnexpectedFailure() {
        CommandRun run = CommandRun.in(root, "rehearse", "--bars", "nowhere.csv");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("barkeeper rehearse: prices file ").contains("nowhere.csv does not exist");
    }

    /** Whoever keeps the output in a file on a full disk must not believe that it is there; head is content. */
    @Test
    void outputThatIsNotWrittenIsAFailureUnlessNobodyReadsOn() throws Exception {
        assertThat(exitCodeOf("--help >/dev/full 2>err")).isEqualTo(1);
        assertThat(root.resolve("err"))
                .hasContent("barkeeper: not all of the output was written: No space left on device");
        assertThat(exitCodeOf("--help 2>err | true")).isZero();
        assertThat(root.resolve("err")).isEmptyFile();
    }

    private int exitCodeOf(String line) throws IOException, InterruptedException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        ProcessBuilder shell = new ProcessBuilder(
                "bash", "-o", "pipefail", "-c", "\"$JAVA\" -XX:TieredStopAtLevel=1 dev.barkeeper.app.Main " + line);
        shell.environment().put("JAVA", java);
        shell.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return shell.directory(root.toFile()).inheritIO().start().waitFor();
    }

    @Test
    void takesConfigurationFoldersFromWhereTheUserStands() throws IOException {
        write("bitmex_bot_0.ini", "[DEFAULT]\n");

        CommandRun run = CommandRun.in(root, "status", "--config", "elsewhere");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("barkeeper status: there is no bitmex_bot_N.ini in " + root.resolve("elsewhere")
                        + System.lineSeparator());
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(root.resolve("config"));
        Files.writeString(root.resolve("config").resolve(name), text);
    }
}
