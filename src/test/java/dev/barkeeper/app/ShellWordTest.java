package dev.barkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordTest {
    @ParameterizedTest
    @ValueSource(strings = {"/plain/run-1", "/with a space", "/o'clock $HOME `x` \\", "/größe"})
    void aShellTakesItAsThatPath(String path) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "printf %s " + ShellWord.of(Path.of(path))).start();

        assertThat(new String(shell.getInputStream().readAllBytes())).isEqualTo(path);
        assertThat(shell.waitFor()).isZero();
    }

    @Test
    void aRelativePathIsTheSameFromEverywhere() {
        assertThat(ShellWord.of(Path.of("backtest-0"))).endsWith("/backtest-0").containsPattern("^'?/");
    }
}
