package dev.barkeeper.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.TestPatience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Barkeeper in a JVM of its own, which may be killed. */
final class BotChild implements AutoCloseable {
    /** All but a few hundred bytes of what a pipe takes, then the program in the place of the shell. */
    private static final List<String> FILL_PIPE = List.of("sh", "-c", "head -c 65000 /dev/zero; exec \"$0\" \"$@\"");

    private final Process process;
    private final Path out;
    private final Path err;

    /** How it ended and what it printed for a person. */
    record Ended(int exitCode, String out, String err) {}

    private BotChild(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** {@code barkeeper run --instance 0} on the folder's {@code config}. */
    static BotChild run(Path folder) {
        return of(folder, "run", "--instance", "0", "--root", folder.toString(), "--config", config(folder));
    }

    /** The same with one more word, behind a pipe that nobody reads and that is full, as a terminal held by Ctrl-S. */
    static BotChild unread(Path folder, String word) {
        return of(
                folder,
                ProcessBuilder.Redirect.PIPE,
                "run",
                "--instance",
                "0",
                "--root",
                folder.toString(),
                "--config",
                config(folder),
                word);
    }

    static BotChild of(Path folder, String... args) {
        return of(folder, ProcessBuilder.Redirect.INHERIT, args);
    }

    private static BotChild of(Path folder, ProcessBuilder.Redirect output, String... args) {
        List<String> command = new ArrayList<>(output == ProcessBuilder.Redirect.PIPE ? FILL_PIPE : List.of());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.barkeeper.app.Main"));
        command.addAll(List.of(args));
        try {
            Path out = Files.createTempFile(folder, "child", ".out");
            Path err = Files.createTempFile(folder, "child", ".err");
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(
                            output == ProcessBuilder.Redirect.PIPE ? output : ProcessBuilder.Redirect.to(out.toFile()))
                    .redirectError(err.toFile())
                    .start();
            return new BotChild(process, out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String config(Path folder) {
        return folder.resolve("config").toAbsolutePath().toString();
    }

    /** As a power cut would. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** TERM; comes back at once. */
    void term() {
        process.destroy();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Waits until it has printed something. */
    void awaitPrinted(String text) {
        Awaitility.await("printed: " + text)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> printed().contains(text) || !process.isAlive());
        assertThat(printed()).as("stderr: %s", read(err)).contains(text);
    }

    String printed() {
        return read(out);
    }

    Ended awaitEnd() {
        return awaitEnd(TestPatience.LIMIT);
    }

    Ended awaitEnd(Duration atMost) {
        try {
            assertThat(process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS))
                    .as("ended within %s, printed: %s", atMost, printed())
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Ended(process.exitValue(), read(out), read(err));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
