package dev.barkeeper.simulation;

import dev.barkeeper.paper.PaperOrder;
import dev.barkeeper.simulation.FaultKind.Group;
import dev.barkeeper.simulation.Findings.BareClass;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long a position was without a live, reduce-only stop of exact size, by the venue's own books and clock. Time while
 * the bot's process is not there is kept apart.
 */
final class Protection {
    /** A fault shortly before may be why. */
    private static final long BEFORE_MILLIS = 3_000;

    /** The venue's remark on a cancel over its API without words of its own. */
    private static final String CANCELLED_BY_THE_BOT = "Canceled via API";

    /** A cancel that comes sooner after the position changed was sent for the one before. */
    private static final long STANDING_MILLIS = 5_000;

    private static final int MOST_OPEN = 10;

    private static final long NO_FAULT_MILLIS = 2_000;
    private static final long ONE_LOST_MILLIS = 5_000;
    private static final long SHED_MILLIS = 5_000;
    /** Whatever is broken at once: a longer bare moment is no repair under way. */
    private static final long ANY_MILLIS = 60_000;

    private final Map<String, PaperOrder> open = new HashMap<>();
    private final Chance chance;
    private final Findings findings;
    private final Trace trace;
    private long contracts;
    private long changedMillis;
    private boolean isBare;
    private boolean isUp;
    private long startedMillis;
    private long segmentMillis;
    private long sinceMillis;
    private long upMillis;
    private long downMillis;

    Protection(Chance chance, Findings findings, Trace trace) {
        this.chance = chance;
        this.findings = findings;
        this.trace = trace;
    }

    void onOrder(PaperOrder order, long contractsAfter, long nowMillis) {
        if (order.isOpen()) {
            open.put(order.orderId(), order);
        } else {
            open.remove(order.orderId());
        }
        if (open.size() > MOST_OPEN) {
            findings.violate("stop", "more than " + MOST_OPEN + " orders open");
        }
        boolean isSame = contracts == contractsAfter && nowMillis - changedMillis > STANDING_MILLIS;
        changedMillis = contracts == contractsAfter ? changedMillis : nowMillis;
        contracts = contractsAfter;
        boolean bare = contracts != 0 && open.values().stream().noneMatch(this::isExactStop);
        if (bare && !isBare && isSame && order.text().contains(CANCELLED_BY_THE_BOT)) {
            findings.violate("stop", "the bot took the stop away from " + contracts + ": " + order.clOrdId());
        }
        turn(bare, nowMillis);
    }

    void onProcess(boolean up, long nowMillis) {
        segment(nowMillis);
        isUp = up;
        startedMillis = up ? nowMillis : startedMillis;
    }

    boolean isBare() {
        return isBare;
    }

    boolean hasTriggered() {
        return open.values().stream().anyMatch(PaperOrder::triggered);
    }

    int openOrders() {
        return open.size();
    }

    /** Looks at a bare moment that has not ended. */
    void check(long nowMillis) {
        long up = upMillis + (isUp ? nowMillis - segmentMillis : 0);
        if (isBare && up > ANY_MILLIS) {
            findings.violate(
                    "stop", "position " + contracts + " has been bare for " + up + " ms behind " + open.values());
            sinceMillis = nowMillis;
            upMillis = 0;
            segmentMillis = nowMillis;
        }
    }

    private boolean isExactStop(PaperOrder order) {
        return order.type().isTriggered()
                && !order.triggered()
                && order.isReducing()
                && order.leavesContracts() == Math.abs(contracts)
                && order.side().sign() == -Long.signum(contracts);
    }

    private void turn(boolean bare, long nowMillis) {
        if (bare == isBare) {
            return;
        }
        if (bare) {
            sinceMillis = nowMillis;
            segmentMillis = nowMillis;
            upMillis = 0;
            downMillis = 0;
        } else {
            segment(nowMillis);
            conclude(nowMillis);
        }
        isBare = bare;
    }

    private void segment(long nowMillis) {
        if (isBare) {
            upMillis += isUp ? nowMillis - segmentMillis : 0;
            downMillis += isUp ? 0 : nowMillis - segmentMillis;
            segmentMillis = nowMillis;
        }
    }

    private void conclude(long nowMillis) {
        if (downMillis > 0) {
            findings.bare(BareClass.DOWN, downMillis);
        }
        if (upMillis == 0) {
            return;
        }
        List<FaultKind> faults = chance.atWork(sinceMillis - BEFORE_MILLIS, nowMillis);
        boolean justStarted = startedMillis >= sinceMillis - BEFORE_MILLIS;
        BareClass why = downMillis > 0 || justStarted ? afterRestart(faults) : classOf(faults);
        findings.bare(why, upMillis);
        long bound = switch (why) {
            case NO_FAULT, AFTER_RESTART -> NO_FAULT_MILLIS;
            case ONE_LOST, ONE_LOST_AFTER_RESTART -> ONE_LOST_MILLIS;
            case SHED -> SHED_MILLIS;
            default -> ANY_MILLIS;
        };
        trace.say(nowMillis, "audit", () -> "bare for " + upMillis + " ms, " + why + " " + faults);
        if (upMillis > bound) {
            findings.violate("stop", "bare for " + upMillis + " ms, allowed " + bound + " with " + why + " " + faults);
        }
    }

    /** One end of a process is what the class is about; what else was at work decides how long it may take. */
    private static BareClass afterRestart(List<FaultKind> faults) {
        List<FaultKind> others =
                faults.stream().filter(kind -> kind.group() != Group.PROCESS).toList();
        if (faults.size() > others.size() + 1) {
            return BareClass.SEVERAL_AFTER_RESTART;
        }
        return switch (classOf(others)) {
            case NO_FAULT -> BareClass.AFTER_RESTART;
            case ONE_LOST -> BareClass.ONE_LOST_AFTER_RESTART;
            default -> BareClass.SEVERAL_AFTER_RESTART;
        };
    }

    private static BareClass classOf(List<FaultKind> faults) {
        if (faults.isEmpty()) {
            return BareClass.NO_FAULT;
        }
        Group first = faults.get(0).group();
        if (faults.stream().anyMatch(kind -> kind.group() != first)) {
            return BareClass.SEVERAL;
        }
        return switch (first) {
            case LOST -> faults.size() == 1 ? BareClass.ONE_LOST : BareClass.SEVERAL_LOST;
            case SHED -> BareClass.SHED;
            case STOP -> BareClass.STOP;
            case OUTSIDE -> BareClass.OUTSIDE;
            case STORE -> BareClass.STORE;
            case PROCESS -> BareClass.SEVERAL_AFTER_RESTART;
            case BARS, CLOCK, OPERATOR -> BareClass.SEVERAL;
        };
    }
}
