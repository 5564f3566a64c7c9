package dev.barkeeper.app.benchmark;

import dev.barkeeper.app.CommandContext;
import dev.barkeeper.app.LogFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures every claim about speed and size in one run and prints each figure beside its target. */
@Command(
        description = "measure reaction, cost per bar, start and memory beside what they are compared with; takes some"
                + " minutes and about 1 GB of disk for a while")
public final class BenchmarkCommand implements Callable<Integer> {
    @Option(names = "--quick", description = "only to see that it works: too few repetitions for figures")
    private boolean quick;

    private final CommandContext context;

    public BenchmarkCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        Effort effort = quick ? Effort.QUICK : Effort.FULL;
        Path folder = context.root()
                .resolve("data")
                .resolve("benchmark-" + context.clock().millis());
        Files.createDirectories(folder);
        Scoreboard board = new Scoreboard();
        try {
            introduce(effort);
            context.print("reaction to a bar:");
            new Reaction(context, effort, folder).measure(board);
        } finally {
            LogFiles.configure(context.root().resolve("logs").resolve("benchmark.log"), false);
            remove(folder);
        }
        context.print("");
        board.print(context::print);
        return 0;
    }

    private void introduce(Effort effort) {
        Instant now = context.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        context.print("Barkeeper benchmark, " + now + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ", Java " + System.getProperty("java.version") + "; medians of "
                + effort.runs() + " runs" + (quick ? "; --quick: the figures say nothing" : ""));
    }

    private static void remove(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(folder)) {
            files = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
