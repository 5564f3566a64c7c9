package dev.barkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.TestPatience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real launcher script in processes of its own, in a copy of the project with a pretended Maven. */
class LauncherTest {
    private static final String MVN = """
            #!/bin/sh
            echo "$@" >>builds
            sleep 0.3
            if [ -e broken ]; then echo "[ERROR] it does not compile"; exit 1; fi
            echo "noise of the build"
            mkdir -p target/lib
            touch target/barkeeper.jar
            """;

    private static final String JAVA = "#!/bin/sh\nfor a; do echo \"$a\"; done\npwd\n";

    @TempDir
    Path folder;

    private Path root;
    private Path tools;
    private Path jdk;

    private record Ended(int exitCode, String out, String err) {}

    @BeforeEach
    void layOut() throws IOException {
        root = Files.createDirectories(folder.resolve("pro ject")).toRealPath();
        Files.createDirectories(root.resolve("scripts"));
        Files.createDirectories(root.resolve("src/main/java"));
        Files.createDirectories(root.resolve("sql"));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Files.copy(Path.of("scripts/barkeeper"), root.resolve("scripts/barkeeper"));
        executable(root.resolve("scripts/barkeeper"), null);
        tools = Files.createDirectories(folder.resolve("tools"));
        executable(tools.resolve("mvn"), MVN);
        jdk = jdk("jdk", "21.0.1");
    }

    @Test
    void runsTheRealProgramAndPassesItsExitCodeOn() throws Exception {
        Map<String, String> environment = Map.of(
                "BARKEEPER_CLASSPATH", System.getProperty("java.class.path"),
                "JAVA_HOME", System.getProperty("java.home"));
        Ended help = run(Path.of("").toAbsolutePath(), environment, "scripts/barkeeper", "status", "--help");
        Ended bad = run(
                folder,
                environment,
                Path.of("scripts/barkeeper").toAbsolutePath().toString(),
                "nonsense");
        Ended failed = run(
                folder,
                environment,
                Path.of("scripts/barkeeper").toAbsolutePath().toString(),
                "status",
                "--config",
                "none");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).startsWith("Usage: barkeeper status");
        assertThat(bad.exitCode()).isEqualTo(2);
        assertThat(bad.err().lines()).hasSize(1);
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.err())
                .isEqualTo("barkeeper status: there is no bitmex_bot_N.ini in " + folder.resolve("none") + "\n");
    }

    @Test
    void buildsWhenTheJarIsMissingOrOlderThanASourceAndNotElse() throws Exception {
        Ended first = launch("check");
        Ended second = launch("check");
        changeASource();
        Ended third = launch("check");

        assertThat(first.exitCode()).isZero();
        assertThat(first.err()).isEqualTo("barkeeper: building, this takes a moment ...\n");
        assertThat(first.out()).doesNotContain("noise");
        assertThat(second.err()).isEmpty();
        assertThat(third.err()).contains("building");
        assertThat(builds()).hasSize(2).allMatch(line -> line.endsWith("package"));
    }

    @Test
    void whoWantsOutOrToLookIsNotHeldUpByABuild() throws Exception {
        launch("status");
        changeASource();
        for (String command : List.of("stop", "flatten", "pause", "resume", "status")) {
            Ended ended = launch(command, "--instance", "0");
            assertThat(ended.exitCode()).isZero();
            assertThat(ended.err()).isEmpty();
        }
        assertThat(builds()).hasSize(1);
    }

    @Test
    void whatAnotherCommandStartsIsWhatWasBuilt() throws Exception {
        launch("status");
        changeASource();
        Ended ended = run(root, Map.of("BARKEEPER_AS_BUILT", "yes"), launcher(), "run", "--instance", "0");

        assertThat(ended.out()).contains("dev.barkeeper.app.Main");
        assertThat(ended.err()).isEmpty();
        assertThat(builds()).hasSize(1);
    }

    @Test
    void aBotIsBroughtBackWithWhatWasBuiltBeforeWhenABuildFails() throws Exception {
        launch("status");
        changeASource();
        Files.writeString(root.resolve("broken"), "");

        for (String command : List.of("run", "watchdog")) {
            Ended ended = launch(command);
            assertThat(ended.exitCode()).isZero();
            assertThat(ended.out()).contains("dev.barkeeper.app.Main");
            assertThat(ended.err())
                    .contains("[ERROR] it does not compile", "warning: the build failed", "going on with the jar");
        }
        assertThat(launch("start", "0").exitCode()).isEqualTo(1);
        assertThat(root.resolve("target/.build.lock")).doesNotExist();
    }

    @Test
    void twoAtOnceBuildOnce() throws Exception {
        Process one = process(root, Map.of(), launcher(), "status").start();
        Process two = process(folder, Map.of(), launcher(), "status").start();

        assertThat(ended(one).exitCode()).isZero();
        assertThat(ended(two).exitCode()).isZero();
        assertThat(builds()).hasSize(1);
        assertThat(root.resolve("target/.build.lock")).doesNotExist();
    }

    @Test
    void aBuildThatFailsShowsItsOutputAndLetsTheNextOneTry() throws Exception {
        Files.writeString(root.resolve("broken"), "");
        Ended broken = launch("status");
        Files.delete(root.resolve("broken"));
        // as a build that was killed leaves it: the number is of no living process
        Files.createDirectories(root.resolve("target/.build.lock"));
        Files.writeString(root.resolve("target/.build.lock/pid"), "999999999\n");
        Ended mended = launch("status");

        assertThat(broken.exitCode()).isEqualTo(1);
        assertThat(broken.err()).contains("[ERROR] it does not compile", "barkeeper: the build failed");
        assertThat(mended.exitCode()).isZero();
    }

    @Test
    void worksFromAnywhereTellsWhereTheUserStoodAndChangesToTheProject() throws Exception {
        Files.createSymbolicLink(folder.resolve("bk"), root.resolve("scripts/barkeeper"));
        Ended ended = run(folder, Map.of(), folder.resolve("bk").toString(), "query", "select 1; --x", "*");

        List<String> words = ended.out().lines().toList();
        assertThat(words)
                .contains("-Dbarkeeper.cwd=" + folder.toRealPath(), "-Duser.timezone=UTC", "-XX:+UseSerialGC")
                .endsWith("dev.barkeeper.app.Main", "query", "select 1; --x", "*", root.toString());
    }

    @Test
    void findsAJavaThatIsNewEnoughOrSaysSo() throws Exception {
        Path old = jdk("old", "11.0.2");
        Ended skipped = run(root, Map.of("JAVA_HOME", old.toString()), launcher(), "status");

        assertThat(skipped.exitCode()).isZero();
        assertThat(skipped.out()).contains("dev.barkeeper.app.Main");
    }

    /** Cron and systemd set none, and Java then finds nothing under a folder such as {@code größe}. */
    @Test
    void speaksUtf8WhereNoLocaleDoes() throws Exception {
        executable(jdk.resolve("bin/java"), "#!/bin/sh\necho \"${LC_ALL:-none}\"\n");
        launch("status");
        List<Map<String, String>> plain = List.of(
                Map.of("LC_ALL", "", "LC_CTYPE", "", "LANG", ""),
                Map.of("LC_ALL", "", "LC_CTYPE", "", "LANG", "POSIX"),
                Map.of("LC_ALL", "C", "LC_CTYPE", "", "LANG", "de_DE.UTF-8"));

        for (Map<String, String> environment : plain) {
            assertThat(run(root, environment, launcher(), "status").out()).isEqualTo("C.UTF-8\n");
        }
        Map<String, String> own = Map.of("LC_ALL", "", "LC_CTYPE", "", "LANG", "de_DE.utf8");
        assertThat(run(root, own, launcher(), "status").out()).isEqualTo("none\n");
    }

    private void changeASource() throws IOException {
        Path source = Files.writeString(root.resolve("src/main/java/New.java"), "class New {}");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        executable(home.resolve("bin/java"), version.startsWith("11") ? "#!/bin/sh\necho too old\nexit 3\n" : JAVA);
        return home;
    }

    private static void executable(Path file, String text) throws IOException {
        if (text != null) {
            Files.writeString(file, text);
        }
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(root.resolve("builds"));
    }

    private String launcher() {
        return root.resolve("scripts/barkeeper").toString();
    }

    private Ended launch(String... args) throws Exception {
        String[] command = new String[args.length + 1];
        command[0] = launcher();
        System.arraycopy(args, 0, command, 1, args.length);
        return run(root, Map.of(), command);
    }

    private Ended run(Path directory, Map<String, String> environment, String... command) throws Exception {
        return ended(process(directory, environment, command).start());
    }

    private ProcessBuilder process(Path directory, Map<String, String> environment, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().remove("JAVA_HOME");
        builder.environment().remove("BARKEEPER_CLASSPATH");
        builder.environment().put("PATH", tools + ":" + jdk.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().putAll(environment);
        return builder;
    }

    private static Ended ended(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(TestPatience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        return new Ended(process.exitValue(), out, err);
    }
}
