package dev.barkeeper.app.simulation;

import dev.barkeeper.app.CommandContext;
import dev.barkeeper.app.CommandFailure;
import dev.barkeeper.simulation.Simulation;
import dev.barkeeper.simulation.SimulationReport;
import dev.barkeeper.simulation.Trace;
import java.util.Locale;
import java.util.concurrent.Callable;
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

    private final CommandContext context;

    public SimulateCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (seeds < 1 || bars < 1 || (trace && seed == null)) {
            throw CommandFailure.badArguments(
                    trace && seed == null ? "--trace needs --seed" : "--seeds and --bars must be above 0");
        }
        SimulationReport report = new SimulationReport();
        long from = seed == null ? first : seed;
        int runs = seed == null ? seeds : 1;
        long began = System.nanoTime();
        try (SimulationStores stores = SimulationStores.of(store)) {
            for (long each = from; each < from + runs; each++) {
                report.add(stores.run(setup(each)));
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        report.lines().forEach(context::print);
        context.print(String.format(Locale.ROOT, "%.1f s, %.0f bars per second", seconds, report.bars() / seconds));
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

    private Simulation.Setup setup(long each) {
        Simulation.Setup setup = Simulation.Setup.of(each, bars);
        return trace
                ? new Simulation.Setup(each, bars, setup.faults(), setup.changes(), Trace.to(context::print))
                : setup;
    }
}
