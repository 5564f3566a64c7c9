package dev.barkeeper.execution;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** Ids of the executions seen lately, so that each is booked once. Used by one thread. */
final class SeenExecutions {
    private static final int KEPT = 10_000;

    private final Set<String> ids = new LinkedHashSet<>();

    /** False when it was seen before. */
    boolean add(String execId) {
        if (!ids.add(execId)) {
            return false;
        }
        if (ids.size() > KEPT) {
            Iterator<String> oldest = ids.iterator();
            oldest.next();
            oldest.remove();
        }
        return true;
    }
}
