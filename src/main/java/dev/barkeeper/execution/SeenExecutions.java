package dev.barkeeper.execution;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Ids of the executions seen lately, so that each is booked once. Used by one thread. */
final class SeenExecutions {
    private static final int KEPT = 10_000;

    /** Transaction time by id. */
    private final Map<String, Long> seen = new LinkedHashMap<>();

    private long forgottenToMillis = -1;

    /** False when it was seen before. */
    boolean add(String execId, long atMillis) {
        if (seen.putIfAbsent(execId, atMillis) != null) {
            return false;
        }
        if (seen.size() > KEPT) {
            Iterator<Long> oldest = seen.values().iterator();
            onForgotten(oldest.next());
            oldest.remove();
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
