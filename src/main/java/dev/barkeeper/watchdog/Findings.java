package dev.barkeeper.watchdog;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** The findings of one look at a log, alike ones together: bounded, however many there are. One thread at a time. */
final class Findings {
    private static final int MOST_KINDS = 200;

    private final Predicate<String> isTold;
    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private int total;

    /** Lines that differ in times and numbers only: the first of them, and how many there are. */
    record Kind(String first, int times) {}

    /** @param isTold what a person hears of anyway, which does not count */
    Findings(Predicate<String> isTold) {
        this.isTold = isTold;
    }

    void add(String line) {
        if (isTold.test(line)) {
            return;
        }
        total++;
        String kind = LogRule.kindOf(line);
        if (kinds.containsKey(kind) || kinds.size() < MOST_KINDS) {
            kinds.merge(kind, new Kind(line, 1), (known, more) -> new Kind(known.first(), known.times() + 1));
        }
    }

    /** All of them, also those whose kind was one too many. */
    int total() {
        return total;
    }

    /** By kind, in the order in which they came. */
    Map<String, Kind> kinds() {
        return kinds;
    }
}
