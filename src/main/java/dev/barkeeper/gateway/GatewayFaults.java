package dev.barkeeper.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The faults armed at a gateway, struck in the order they were armed. Switched by code or by {@code /control/fault}.
 * Thread-safe.
 */
public final class GatewayFaults {
    private static final int MAX_ARMED = 1_000;

    private final Predicate<Fault> strikesAtOnce;
    private final List<Armed> armed = new ArrayList<>();
    private volatile boolean idle = true;
    private int struck;

    /** @param strikesAtOnce performs a fault that waits for no occasion and says whether it was one */
    GatewayFaults(Predicate<Fault> strikesAtOnce) {
        this.strikesAtOnce = strikesAtOnce;
    }

    /** One armed fault and what is left of it. */
    private static final class Armed {
        private final Fault fault;
        private int skip;
        private int left;

        Armed(Fault fault) {
            this.fault = fault;
            this.skip = fault.skip();
            this.left = fault.count();
        }
    }

    /**
     * Arms a fault; one that needs no occasion (a bar's, a trade from outside, cutting all sockets) strikes at once.
     *
     * @throws IllegalStateException when too many are armed
     * @throws IllegalArgumentException when the venue refuses it
     */
    public void arm(Fault fault) {
        // outside the lock: the venue may send frames, and frames ask for faults
        boolean struckAtOnce = strikesAtOnce.test(fault);
        synchronized (this) {
            if (struckAtOnce) {
                struck++;
                return;
            }
            if (armed.size() >= MAX_ARMED) {
                throw new IllegalStateException("more than " + MAX_ARMED + " faults are armed: clear them first");
            }
            armed.add(new Armed(fault));
            idle = false;
        }
    }

    /** Disarms all. */
    public synchronized void clear() {
        armed.clear();
        idle = true;
    }

    /** How many have struck since the start. */
    public synchronized int struck() {
        return struck;
    }

    /** What is still armed, with what is left of each. */
    public synchronized List<Fault> armed() {
        return armed.stream().map(one -> one.fault.times(one.left)).toList();
    }

    /** The first armed fault of that site that fits the occasion, used up by one; overload is asked for by its kind. */
    Optional<Fault> take(FaultKind.Site site, Function<String, Optional<String>> occasion) {
        return take(one -> one.kind().site() == site && one.kind() != FaultKind.OVERLOADED, occasion);
    }

    Optional<Fault> take(FaultKind kind, Function<String, Optional<String>> occasion) {
        return take(one -> one.kind() == kind, occasion);
    }

    private Optional<Fault> take(Predicate<Fault> kind, Function<String, Optional<String>> occasion) {
        return idle ? Optional.empty() : takeArmed(kind, occasion);
    }

    private synchronized Optional<Fault> takeArmed(Predicate<Fault> kind, Function<String, Optional<String>> occasion) {
        for (Armed one : armed) {
            if (!kind.test(one.fault) || !one.fault.matches(occasion)) {
                continue;
            }
            if (one.skip > 0) {
                one.skip--;
                continue;
            }
            one.left--;
            struck++;
            if (one.left == 0) {
                armed.remove(one);
                idle = armed.isEmpty();
            }
            return Optional.of(one.fault);
        }
        return Optional.empty();
    }
}
