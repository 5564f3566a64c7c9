package dev.barkeeper.app.backtest;

import dev.barkeeper.app.CommandContext;
import dev.barkeeper.app.CommandFailure;
import dev.barkeeper.app.config.ConfigurationException;
import dev.barkeeper.backtest.sweep.Sweep;
import dev.barkeeper.backtest.sweep.SweepFile;
import dev.barkeeper.backtest.sweep.SweepRow;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine;

/**
 * {@code sweep} with its runs on Apache Spark: the same options, results, checks and files. Results are collected by the
 * driver, some runs for each core at a time, so a sweep that was stopped goes on where it was.
 */
public final class SparkSweep {
    private static final int RUNS_A_CORE = 4;

    private SparkSweep() {}

    /** For {@code spark-submit}; without a master given, on all cores of this machine. */
    public static void main(String[] arguments) {
        SparkConf conf = new SparkConf().setAppName("barkeeper sweep").setIfMissing("spark.master", "local[*]");
        int exitCode;
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            exitCode = run(spark, CommandContext.ofProcess(), arguments);
        }
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /** One sweep; the exit code is that of the command. */
    static int run(JavaSparkContext spark, CommandContext context, String... arguments) {
        SparkRuns runs = new SparkRuns(
                List.of(arguments),
                context.root().toAbsolutePath().toString(),
                context.userDir().toAbsolutePath().toString());
        SweepCommand command = new SweepCommand(context, (tasks, file, done) -> collect(spark, runs, tasks, file, done));
        return new CommandLine(command)
                .setExecutionExceptionHandler((e, line, result) -> fail(context, e))
                .execute(arguments);
    }

    private static void collect(
            JavaSparkContext spark, SparkRuns runs, List<Sweep.Task> tasks, SweepFile file, LongConsumer done) {
        int batch = spark.defaultParallelism() * RUNS_A_CORE;
        for (int from = 0; from < tasks.size(); from += batch) {
            // a copy: a part of a list cannot be sent
            List<Sweep.Task> some = List.copyOf(tasks.subList(from, Math.min(from + batch, tasks.size())));
            for (SweepRow row : spark.parallelize(some, some.size()).map(runs).collect()) {
                file.add(row);
            }
            done.accept(from + some.size());
        }
    }

    private static int fail(CommandContext context, Exception e) {
        if (e instanceof ConfigurationException configuration) {
            configuration.problems().forEach(context.err()::println);
            return 2;
        }
        context.err().println("barkeeper sweep: " + e.getMessage());
        return e instanceof CommandFailure failure ? failure.exitCode() : 1;
    }
}
