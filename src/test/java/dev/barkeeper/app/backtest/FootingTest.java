package dev.barkeeper.app.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.strategy.Momentum;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
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
    void aJarOfTheSameClassesIsTheSame() throws Exception {
        String inFolder = footing("a", "class Helper { int period() { return 5; } }");
        Path jar = folder.resolve("own.jar");
        run(
                "jar",
                "--create",
                "--file",
                jar.toString(),
                "-C",
                folder.resolve("a").toString(),
                ".");
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
            assertThat(Footing.ofOwn(loader.loadClass("Own"))).isEqualTo(inFolder);
        }
    }

    @Test
    void whatIsShippedIsOfTheBuild() {
        assertThat(Footing.ofOwn(Momentum.class)).isEmpty();
        assertThat(Footing.ofBuild()).matches("[0-9a-f]{12}");
    }

    private String footing(String name, String helper) throws IOException, ClassNotFoundException {
        Path classes = Files.createDirectories(folder.resolve(name));
        Path own = Files.writeString(folder.resolve("Own.java"), "public class Own { Helper helper = new Helper(); }");
        Path other = Files.writeString(folder.resolve("Helper.java"), helper);
        run("javac", "-d", classes.toString(), own.toString(), other.toString());
        try (Stream<Path> made = Files.list(classes);
                URLClassLoader loader =
                        new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            assertThat(made).hasSize(2);
            return Footing.ofOwn(loader.loadClass("Own"));
        }
    }

    private static void run(String tool, String... arguments) {
        assertThat(ToolProvider.findFirst(tool).orElseThrow().run(System.out, System.err, arguments))
                .isZero();
    }
}
