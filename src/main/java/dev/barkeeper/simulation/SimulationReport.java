package dev.barkeeper.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Many runs taken together, in whatever order they end. Thread-safe. */
public final class SimulationReport {
    private static final int MOST_FAILED_KEPT = 20;

    /** The longest bare moment of a class and the run it was in. */
    private record Worst(long millis, long seed) {
        Worst or(Worst other) {
            boolean mine = millis > other.millis || (millis == other.millis && seed < other.seed);
            return mine ? this : other;
        }
    }

    private final Map<FaultKind, Long> injected = new EnumMap<>(FaultKind.class);
    private final Map<Findings.BareClass, Worst> worstBare = new EnumMap<>(Findings.BareClass.class);
    private final List<Simulation.Result> failed = new ArrayList<>();
    private long runs;
    private long bars;
    private long fills;
    private long restarts;
    private long violations;
    private long cpuNanos;

    public synchronized void add(Simulation.Result result) {
        runs++;
        bars += result.bars();
        fills += result.fills();
        restarts += result.restarts();
        violations += result.findings().violations().size();
        result.injected().forEach((kind, times) -> injected.merge(kind, (long) times, Long::sum));
        result.findings()
                .worstBareMillis()
                .forEach((why, millis) -> worstBare.merge(why, new Worst(millis, result.seed()), Worst::or));
        if (!result.findings().violations().isEmpty() && failed.size() < MOST_FAILED_KEPT) {
            failed.add(result);
        }
    }

    synchronized void addCpu(long nanos) {
        cpuNanos += nanos;
    }

    /** What one core does in a second: by the time the runs' threads were on a core, whatever else the machine did. */
    public synchronized double barsPerCpuSecond() {
        return cpuNanos == 0 ? 0 : bars * 1e9 / cpuNanos;
    }

    public synchronized long bars() {
        return bars;
    }

    public synchronized long violations() {
        return violations;
    }

    public synchronized Map<FaultKind, Long> injected() {
        return Map.copyOf(injected);
    }

    /** The first runs that ended with a finding, by seed. */
    public synchronized List<Simulation.Result> failed() {
        return failed.stream()
                .sorted(Comparator.comparingLong(Simulation.Result::seed))
                .toList();
    }

    /** For people. */
    public synchronized List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("runs " + runs + ", bars " + bars + ", fills " + fills + ", restarts " + restarts + ", violations "
                + violations);
        lines.add("faults injected:");
        injected.forEach((kind, times) -> lines.add(String.format(Locale.ROOT, "  %-26s %10d", kind.words(), times)));
        lines.add("worst time without a stop of exact size, milliseconds of venue time, by what was at work:");
        worstBare.forEach((why, worst) -> lines.add(String.format(
                "  %-26s %10d   seed %d", why.name().toLowerCase(Locale.ROOT), worst.millis, worst.seed)));
        return lines;
    }
}
