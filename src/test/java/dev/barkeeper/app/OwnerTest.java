package dev.barkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.TestPatience;
import dev.barkeeper.machine.ProcessId;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerTest {
    @TempDir
    private Path folder;

    /** The owner is a stranger to the process: neither its parent nor its child. */
    @Test
    void aProcessEndsWithItsOwnerAndNotBefore() throws Exception {
        Process owner = new ProcessBuilder("sleep", "60").start();
        Process exchange = exchange(owner);
        try {
            assertThat(exchange.getInputStream().read()).as("its first word").isPositive();
            assertThat(exchange.waitFor(1_500, TimeUnit.MILLISECONDS)).isFalse();
            owner.destroyForcibly().waitFor();
            assertThat(exchange.waitFor(TestPatience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } finally {
            exchange.destroyForcibly();
            owner.destroyForcibly();
        }
    }

    private Process exchange(Process owner) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.barkeeper.app.Main",
                "exchange",
                "--fresh",
                "--port",
                "0"));
        builder.directory(folder.toFile());
        ProcessId id = ProcessId.of(owner.toHandle());
        builder.environment().put(Owner.VARIABLE, id.pid() + ":" + id.mark());
        builder.redirectError(new File("/dev/null"));
        return builder.start();
    }

    @Test
    void whatIsNoProcessIsNoOwner() {
        assertThat(Owner.isRunning(Owner.self())).contains(true);
        assertThat(Owner.isRunning("1:x")).isEmpty();
        assertThat(Owner.isRunning("999999999:5")).contains(false);
    }
}
