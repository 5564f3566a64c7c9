package dev.barkeeper.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * What others traded on the account and no synthetic row has taken over yet. A row speaks of one moment: trades after it
 * stay open until the next.
 */
final class ForeignTrades {
    private static final int KEPT = 64;

    /** After one fill of anybody. */
    private record Step(long foreignContracts, long positionContracts) {}

    private final Deque<Step> steps = new ArrayDeque<>();

    ForeignTrades() {
        steps.add(new Step(0, 0));
    }

    /**
     * @param foreignContracts signed, 0 for a fill of the bot's own
     * @param positionContracts the venue's, after it
     */
    void onFill(long foreignContracts, long positionContracts) {
        steps.addLast(new Step(foreignContracts, positionContracts));
        if (steps.size() > KEPT) {
            Step oldest = steps.removeFirst();
            Step next = steps.removeFirst();
            steps.addFirst(new Step(oldest.foreignContracts + next.foreignContracts, next.positionContracts));
        }
    }

    /** Whether others traded since the newest moment that a row spoke of. */
    boolean isUnexplained() {
        return steps.stream().anyMatch(step -> step.foreignContracts != 0);
    }

    /** Signed sum of what others traded since then. */
    long contracts() {
        return steps.stream().mapToLong(Step::foreignContracts).sum();
    }

    /** A row takes that position over, as of the newest moment the venue held it; false when it held it at none. */
    boolean take(long positionContracts) {
        Deque<Step> later = new ArrayDeque<>();
        for (Iterator<Step> newest = steps.descendingIterator(); newest.hasNext(); ) {
            Step step = newest.next();
            if (step.positionContracts == positionContracts) {
                steps.clear();
                steps.add(new Step(0, positionContracts));
                steps.addAll(later);
                return true;
            }
            later.addFirst(step);
        }
        return false;
    }

    @Override
    public String toString() {
        return steps.stream().map(Step::positionContracts).toList().toString();
    }
}
