package dev.barkeeper.app.benchmark;

import dev.barkeeper.app.CommandContext;
import dev.barkeeper.app.CommandFailure;
import dev.barkeeper.app.LogFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures every claim about speed and size in one run and prints each figure beside its target. */
@Command(
        description = "measure reaction, cost per bar, start and memory beside what they are compared with; takes some"
                + " minutes and about 1 GB of disk for a while")
public final class BenchmarkCommand implements Callable<Integer> {
    @Option(names = "--quick", description = "only to see that it works: too few repetitions for figures")
    private boolean quick;

    @Option(
            names = "--section",
            paramLabel = "1-6",
            description = "only this one (repeatable): 1 reaction, 2 cost per bar, 3 start, 4 memory, 5 the watchdog's"
                    + " footprint; 6 backtest, which needs the sources and Maven and is run only when named")
    private List<Integer> sections = List.of(1, 2, 3, 4, 5);

    private final CommandContext context;

    public BenchmarkCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        if (!Set.of(1, 2, 3, 4, 5, 6).containsAll(sections)) {
            throw CommandFailure.badArguments("--section is 1, 2, 3, 4, 5 or 6, not " + sections);
        }
        Effort effort = quick ? Effort.QUICK : Effort.FULL;
        ScratchFolder scratch = ScratchFolder.make(
                context.root().resolve("data"), context.clock().millis());
        Path folder = scratch.folder();
        Scoreboard board = new Scoreboard();
        try {
            introduce(effort);
            measure(effort, folder, board);
            // before the folder is removed, which may fail: half an hour's figures would be lost
            context.print("");
            board.print(context::print);
        } finally {
            LogFiles.configure(context.root().resolve("logs").resolve("benchmark.log"), false);
            scratch.close();
        }
        return 0;
    }

    private void measure(Effort effort, Path folder, Scoreboard board) throws Exception {
        Processes processes = new Processes(context, effort, folder);
        if (sections.contains(1)) {
            context.print("1. reaction to a bar:");
            new Reaction(context, effort, folder).measure(board);
        }
        if (sections.contains(2)) {
            context.print("2. cost of a bar:");
            new BarCost(context, effort, folder).measure(board);
        }
        if (sections.contains(3)) {
            context.print("3. start of the process:");
            processes.measureStart(board);
        }
        if (sections.contains(4)) {
            context.print("4. memory of the process:");
            processes.measureMemory(board);
        }
        if (sections.contains(5)) {
            context.print("5. footprint of the watchdog:");
            new WatchdogFootprint(context, effort, folder).measure(board);
        }
        if (sections.contains(6)) {
            context.print("6. history on the whole path, beside ta4j and a bare loop:");
            new HistorySpeed(context, effort).measure();
        }
    }

    private void introduce(Effort effort) {
        Instant now = context.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        context.print("Barkeeper benchmark, " + now + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ", Java " + System.getProperty("java.version") + "; medians of "
                + effort.runs() + " runs" + (quick ? "; --quick: the figures say nothing" : ""));
    }
}
