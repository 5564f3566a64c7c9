package dev.barkeeper.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.app.CommandContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    private static final double SPEED = 60;

    @TempDir
    private Path root;

    /** The launcher does not exist: a process that was begun nevertheless would be a failure. */
    @Test
    void beginsNoProcessAfterItWasAskedToStop() throws IOException, InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream screen = new PrintStream(out, true, StandardCharsets.UTF_8);
        Demo demo = new Demo(
                new CommandContext(root, root, Path.of("no-launcher"), Map.of(), screen, screen, Clock.systemUTC()),
                SPEED,
                1,
                1,
                false);
        demo.stop();

        assertThat(demo.run()).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("stopped before bot and watchdog began\n");
        assertThat(root.resolve("demo")).isDirectoryRecursivelyContaining("glob:**.ini");
        assertThat(root).isDirectoryNotContaining("glob:**.pid");
    }
}
