package dev.barkeeper.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the audits of one run found. */
public final class Findings {
    private static final int MOST_VIOLATIONS = 10;

    /** Longest bare moment by what was at work; {@code DOWN} is time while the process was not there. */
    public enum BareClass {
        NO_FAULT,
        ONE_LOST,
        SHED,
        SEVERAL_LOST,
        STOP,
        OUTSIDE,
        STORE,
        /** Nothing else was at work. */
        AFTER_RESTART,
        ONE_LOST_AFTER_RESTART,
        SEVERAL_AFTER_RESTART,
        SEVERAL,
        DOWN
    }

    private final List<String> violations = new ArrayList<>();
    private final Map<BareClass, Long> worstBareMillis = new EnumMap<>(BareClass.class);
    private long atMillis;

    void setTime(long millis) {
        atMillis = millis;
    }

    /** One sentence: what is wrong, with figures. */
    void violate(String rule, String what) {
        if (violations.size() < MOST_VIOLATIONS) {
            violations.add(Instant.ofEpochMilli(atMillis) + " [" + rule + "] " + what);
        }
    }

    void bare(BareClass why, long millis) {
        worstBareMillis.merge(why, millis, Math::max);
    }

    /** Oldest first, at most {@value #MOST_VIOLATIONS}. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** Milliseconds of venue time. */
    public Map<BareClass, Long> worstBareMillis() {
        return Map.copyOf(worstBareMillis);
    }
}
