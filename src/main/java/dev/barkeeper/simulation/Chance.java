package dev.barkeeper.simulation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Everything random of one run, drawn from its seed in the order of the run, and the count of what was broken. A run
 * breaks some kinds only, so that rare combinations are not drowned by the usual ones.
 */
final class Chance {
    private static final double[] RATES = {0.01, 0.03, 0.08};
    private static final int SINGLE_KIND_ONE_IN = 4;
    private static final int RECENT = 64;
    private static final FaultKind[] KINDS = FaultKind.values();

    private record Strike(FaultKind kind, long fromMillis, long untilMillis) {}

    private long state;
    private final Set<FaultKind> allowed;
    private final double rate;
    private final int[] injected = new int[KINDS.length];
    private final Strike[] recent = new Strike[RECENT];
    private int strikes;
    private boolean isQuiet;

    Chance(long seed, Set<FaultKind> choice) {
        state = seed * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L;
        rate = RATES[below(RATES.length)];
        allowed = EnumSet.noneOf(FaultKind.class);
        if (choice.isEmpty()) {
            return;
        }
        if (below(SINGLE_KIND_ONE_IN) == 0) {
            // in the kinds' own order: a set's order differs from process to process
            allowed.add(List.copyOf(EnumSet.copyOf(choice)).get(below(choice.size())));
            return;
        }
        for (FaultKind kind : KINDS) {
            if (below(2) == 0 && choice.contains(kind)) {
                allowed.add(kind);
            }
        }
    }

    Set<FaultKind> allowed() {
        return allowed;
    }

    /** From now on nothing breaks. */
    void quieten() {
        isQuiet = true;
    }

    /** Whether this kind strikes now, at the run's rate. */
    boolean strikes(FaultKind kind, long nowMillis) {
        return strikes(kind, 1, nowMillis);
    }

    /** The same at a multiple of the run's rate. */
    boolean strikes(FaultKind kind, double times, long nowMillis) {
        if (isQuiet || !allowed.contains(kind) || uniform() >= rate * times) {
            return false;
        }
        note(kind, nowMillis, nowMillis);
        return true;
    }

    /** Remembers that a fault was at work in that span. */
    void note(FaultKind kind, long fromMillis, long untilMillis) {
        injected[kind.ordinal()]++;
        recent[strikes++ % RECENT] = new Strike(kind, fromMillis, untilMillis);
    }

    /** The newest strike of that kind is at work longer than thought. */
    void extend(FaultKind kind, long untilMillis) {
        for (int index = strikes - 1; index >= Math.max(0, strikes - RECENT); index--) {
            Strike strike = recent[index % RECENT];
            if (strike.kind == kind) {
                recent[index % RECENT] = new Strike(kind, strike.fromMillis, Math.max(strike.untilMillis, untilMillis));
                return;
            }
        }
    }

    /** Whatever struck last is at work longer than thought. */
    void extendNewest(long untilMillis) {
        extend(recent[(strikes - 1) % RECENT].kind, untilMillis);
    }

    /** What was at work in a span of venue time, the newest {@value #RECENT} strikes looked at. */
    List<FaultKind> atWork(long fromMillis, long toMillis) {
        List<FaultKind> found = new ArrayList<>();
        for (Strike strike : recent) {
            if (strike != null && strike.untilMillis >= fromMillis && strike.fromMillis <= toMillis) {
                found.add(strike.kind);
            }
        }
        return found;
    }

    int injected(FaultKind kind) {
        return injected[kind.ordinal()];
    }

    double uniform() {
        state += 0x9E3779B97F4A7C15L;
        return (mix(state) >>> 11) * 0x1.0p-53;
    }

    /** 0 up to {@code bound} − 1. */
    int below(int bound) {
        return (int) (uniform() * bound);
    }

    /** Both ends inclusive. */
    long between(long low, long high) {
        return low + (long) (uniform() * (high - low + 1));
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
