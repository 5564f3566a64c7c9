package dev.barkeeper.app.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.strategy.Momentum;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FootingTest {
    @TempDir
    private Path folder;

    @Test
    void codeOfOnesOwnIsTheSameUntilAnyOfItChanges() throws Exception {
        String first = footing("a", "class Helper { int period() { return 5; } }");

        assertThat(first).isNotEmpty();
        assertThat(footing("b", "class Helper { int period() { return 5; } }")).isEqualTo(first);
        assertThat(footing("c", "class Helper { int period() { return 6; } }")).isNotEqualTo(first);
    }

    @Test
    void whatIsShippedHasNone() {
        assertThat(Footing.ofOwn(Momentum.class)).isEmpty();
    }

    private String footing(String name, String helper) throws IOException, ClassNotFoundException {
        Path classes = Files.createDirectories(folder.resolve(name));
        Path own = Files.writeString(folder.resolve("Own.java"), "public class Own { Helper helper = new Helper(); }");
        Path other = Files.writeString(folder.resolve("Helper.java"), helper);
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", classes.toString(), own.toString(), other.toString()))
                .isZero();
        try (Stream<Path> made = Files.list(classes);
                URLClassLoader loader =
                        new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            assertThat(made).hasSize(2);
            return Footing.ofOwn(loader.loadClass("Own"));
        }
    }
}
