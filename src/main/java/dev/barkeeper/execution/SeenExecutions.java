package dev.barkeeper.execution;

import java.util.HashSet;
import java.util.Set;

/**
 * Ids of the executions seen lately, at least the newest {@value #KEPT}, so that each is booked once. They are forgotten by
 * the {@value #KEPT}: to look for the oldest one with each new one costs more than all the rest. Used by one thread.
 */
final class SeenExecutions {
    private static final int KEPT = 10_000;

    private Set<String> newer = new HashSet<>();
    private Set<String> older = Set.of();
    /** Newest transaction time in each. */
    private long newerMillis = -1;

    private long olderMillis = -1;
    private long forgottenToMillis = -1;

    /** False when it was seen before. */
    boolean add(String execId, long atMillis) {
        if (older.contains(execId) || !newer.add(execId)) {
            return false;
        }
        newerMillis = Math.max(newerMillis, atMillis);
        if (newer.size() == KEPT) {
            onForgotten(olderMillis);
            older = newer;
            olderMillis = newerMillis;
            newer = new HashSet<>();
            newerMillis = -1;
        }
        return true;
    }

    /** One of that time was seen, and its id is not known. */
    void onForgotten(long atMillis) {
        forgottenToMillis = Math.max(forgottenToMillis, atMillis);
    }

    /** From here on every execution that was seen is known by its id. */
    long knownFromMillis() {
        return forgottenToMillis + 1;
    }
}
