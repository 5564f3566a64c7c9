package dev.barkeeper.app.backtest;

import dev.barkeeper.app.CommandContext;
import dev.barkeeper.backtest.sweep.Sweep;
import dev.barkeeper.backtest.sweep.SweepRow;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.api.java.function.Function;
import picocli.CommandLine;

/**
 * A run on an executor. What is sent is the command line; each process reads ini and prices by itself, once, from the
 * same places as the driver, and takes what the ini wants of its environment from its own.
 */
final class SparkRuns implements Function<Sweep.Task, SweepRow> {
    private static final long serialVersionUID = 1;

    /** What a process has read: Spark makes this object anew for each task, and reading takes long. */
    private record Prepared(List<String> arguments, String root, SweepCommand.Work work) {}

    private static final AtomicReference<Prepared> PREPARED = new AtomicReference<>();

    private final List<String> arguments;
    private final String root;
    private final String userDir;

    SparkRuns(List<String> arguments, String root, String userDir) {
        this.arguments = arguments;
        this.root = root;
        this.userDir = userDir;
    }

    @Override
    public SweepRow call(Sweep.Task task) {
        SweepRunner runner = work().runner();
        return SweepRow.of(task.parameters(), task.span().name(), runner.run(task.parameters(), task.span()));
    }

    private SweepCommand.Work work() {
        synchronized (PREPARED) {
            Prepared known = PREPARED.get();
            if (known == null || !known.arguments().equals(arguments) || !known.root().equals(root)) {
                known = new Prepared(arguments, root, read());
                PREPARED.set(known);
            }
            return known.work();
        }
    }

    private SweepCommand.Work read() {
        CommandContext context = new CommandContext(
                Path.of(root),
                Path.of(userDir),
                Path.of("none"),
                System.getenv(),
                System.out,
                System.err,
                Clock.systemUTC());
        SweepCommand command = new SweepCommand(context);
        new CommandLine(command).parseArgs(arguments.toArray(String[]::new));
        return command.work();
    }
}
