package dev.barkeeper.app.benchmark;

import dev.barkeeper.app.CommandContext;
import dev.barkeeper.app.CommandFailure;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How fast history is walked, beside a library that computes signals only, and in what heap five years fit. They run in
 * processes of their own with the class path of the tests, where the library is; Maven makes it.
 */
final class HistorySpeed {
    private static final String SPEED = "dev.barkeeper.backtest.SpeedBenchmark";
    private static final String SWEEP = "dev.barkeeper.backtest.SweepBenchmark";
    private static final String FIVE_YEARS = "dev.barkeeper.backtest.FiveYears";
    /** As the launcher has it for a backtest and for a sweep. */
    private static final String SERIAL = "-XX:+UseSerialGC";

    private static final String ROWS_STAY = "-XX:MaxTenuringThreshold=0";
    private static final String PARALLEL = "-XX:+UseParallelGC";
    private static final String QUICK_BARS = "5000";

    private final CommandContext context;
    private final Effort effort;

    HistorySpeed(CommandContext context, Effort effort) {
        this.context = context;
        this.effort = effort;
    }

    /** Prints what the three say; their figures stand in their own lines. */
    void measure() throws IOException, InterruptedException {
        String classPath = classPath();
        boolean quick = effort == Effort.QUICK;
        java(List.of("-Xmx1g", SERIAL, ROWS_STAY), classPath, quick ? List.of(SPEED, QUICK_BARS, "1") : List.of(SPEED));
        context.print("");
        java(List.of("-Xmx1g", PARALLEL), classPath, quick ? List.of(SWEEP, QUICK_BARS, "1") : List.of(SWEEP));
        context.print("");
        // few objects of a run live long: most of the heap is for those that do
        java(
                List.of("-Xmx300m", "-Xmn24m", SERIAL),
                classPath,
                quick ? List.of(FIVE_YEARS, QUICK_BARS) : List.of(FIVE_YEARS));
    }

    private String classPath() throws IOException, InterruptedException {
        Path list = context.root().toAbsolutePath().resolve("target/test.classpath");
        run(List.of("mvn", "-q", "-B", "test-compile", "dependency:build-classpath", "-Dmdep.outputFile=" + list));
        Path target = context.root().toAbsolutePath().resolve("target");
        return String.join(
                File.pathSeparator,
                target.resolve("test-classes").toString(),
                target.resolve("classes").toString(),
                Files.readString(list).trim());
    }

    private void java(List<String> heap, String classPath, List<String> arguments)
            throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(heap);
        command.addAll(List.of("-Duser.timezone=UTC", "-cp", classPath));
        command.addAll(arguments);
        run(command);
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(context.root().toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.isBlank()).forEach(context::print);
        }
        int exitCode = process.waitFor();
        if (exitCode != 0) {
            throw new CommandFailure(command.get(0) + " ended with " + exitCode + ", its words are above");
        }
    }
}
