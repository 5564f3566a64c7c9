package dev.barkeeper.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Many runs taken together. Not thread-safe. */
public final class SimulationReport {
    private static final int MOST_FAILED_KEPT = 20;

    private final Map<FaultKind, Long> injected = new EnumMap<>(FaultKind.class);
    private final Map<Findings.BareClass, Long> worstBare = new EnumMap<>(Findings.BareClass.class);
    private final List<Simulation.Result> failed = new ArrayList<>();
    private long runs;
    private long bars;
    private long fills;
    private long restarts;
    private long violations;

    public void add(Simulation.Result result) {
        runs++;
        bars += result.bars();
        fills += result.fills();
        restarts += result.restarts();
        violations += result.findings().violations().size();
        result.injected().forEach((kind, times) -> injected.merge(kind, (long) times, Long::sum));
        result.findings().worstBareMillis().forEach((why, millis) -> worstBare.merge(why, millis, Math::max));
        if (!result.findings().violations().isEmpty() && failed.size() < MOST_FAILED_KEPT) {
            failed.add(result);
        }
    }

    public long bars() {
        return bars;
    }

    public long violations() {
        return violations;
    }

    public Map<FaultKind, Long> injected() {
        return Map.copyOf(injected);
    }

    /** The first runs in which something was found. */
    public List<Simulation.Result> failed() {
        return List.copyOf(failed);
    }

    /** For people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("runs " + runs + ", bars " + bars + ", fills " + fills + ", restarts " + restarts + ", violations "
                + violations);
        lines.add("faults injected:");
        injected.forEach((kind, times) -> lines.add(String.format("  %-26s %10d", kind.words(), times)));
        lines.add("worst time without a stop of exact size, milliseconds of venue time:");
        worstBare.forEach((why, millis) ->
                lines.add(String.format("  %-26s %10d", why.name().toLowerCase(java.util.Locale.ROOT), millis)));
        return lines;
    }
}
