package dev.barkeeper.app.simulation;

import dev.barkeeper.app.CommandContext;
import dev.barkeeper.app.CommandFailure;
import dev.barkeeper.simulation.Campaign;
import dev.barkeeper.simulation.RunStores;
import dev.barkeeper.simulation.Simulation;
import dev.barkeeper.simulation.SimulationReport;
import dev.barkeeper.simulation.Trace;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Breaks everything around the real bot, from seeds, and says what became of books and stops. */
@Command(
        description = "run the real bot in virtual time while everything around it breaks, one run per seed, and check"
                + " its books and stops after every event")
public final class SimulateCommand implements Callable<Integer> {
    @Option(names = "--seeds", paramLabel = "N", defaultValue = "100", description = "runs (default: ${DEFAULT-VALUE})")
    private int seeds;

    @Option(
            names = "--bars",
            paramLabel = "M",
            defaultValue = "200",
            description = "minutes of each run (default: ${DEFAULT-VALUE})")
    private int bars;

    @Option(names = "--first", paramLabel = "S", defaultValue = "1", description = "seed of the first run")
    private long first;

    @Option(names = "--seed", paramLabel = "S", description = "only this seed")
    private Long seed;

    @Option(names = "--trace", description = "print everything that happens; with --seed")
    private boolean trace;

    @Option(
            names = "--store",
            paramLabel = "memory|h2",
            defaultValue = "memory",
            description = "where the bot keeps its rows (default: ${DEFAULT-VALUE})")
    private String store;

    @Option(
            names = "--threads",
            paramLabel = "T",
            defaultValue = "1",
            description = "runs at a time, one for each core at most (default: ${DEFAULT-VALUE})")
    private int threads;

    private final CommandContext context;

    public SimulateCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (threads < 1 || threads > Runtime.getRuntime().availableProcessors()) {
            throw CommandFailure.badArguments("--threads " + threads + " must be 1 to the number of cores, "
                    + Runtime.getRuntime().availableProcessors());
        }
        if (seeds < 1 || bars < 1 || (trace && seed == null)) {
            throw CommandFailure.badArguments(
                    trace && seed == null ? "--trace needs --seed" : "--seeds and --bars must be above 0");
        }
        int workers = seed == null ? threads : 1;
        long began = System.nanoTime();
        SimulationReport report =
                new Campaign(stores(), workers).run(seed == null ? first : seed, seed == null ? seeds : 1, this::setup);
        double seconds = (System.nanoTime() - began) / 1e9;
        report.lines().forEach(context::print);
        context.print(String.format(
                Locale.ROOT,
                "%.1f s, %.0f bars per second on %d threads, %.0f bars per second of a core's time",
                seconds,
                report.bars() / seconds,
                workers,
                report.barsPerCpuSecond()));
        for (Simulation.Result failed : report.failed()) {
            failed.findings().violations().forEach(what -> context.print("seed " + failed.seed() + ": " + what));
            context.print("  again: scripts/barkeeper simulate --seed " + failed.seed() + " --bars " + bars
                    + " --store " + store + " --trace");
        }
        if (report.violations() > 0) {
            throw new CommandFailure(report.violations() + " violations, listed above");
        }
        return 0;
    }

    private Supplier<RunStores> stores() {
        return switch (store) {
            case "memory" -> RunStores::memory;
            case "h2" -> RunStores::h2;
            default -> throw CommandFailure.badArguments("--store " + store + " is neither memory nor h2");
        };
    }

    private Simulation.Setup setup(long each) {
        Simulation.Setup setup = Simulation.Setup.of(each, bars);
        return trace
                ? new Simulation.Setup(each, bars, setup.faults(), setup.changes(), Trace.to(context::print))
                : setup;
    }
}
