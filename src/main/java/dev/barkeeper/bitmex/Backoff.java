package dev.barkeeper.bitmex;

import java.util.random.RandomGenerator;

/** How long to wait before connecting again: at once, then 1 s doubling to 60 s of the venue, each ±20 %. */
final class Backoff {
    /** What a loss says about the next attempt. */
    enum Loss {
        /** Anything. */
        CONNECTION,
        /** The venue is being maintained or asks for patience. */
        BUSY,
        /** Key or subscription refused: only a person can mend it, but clocks and rights do change. */
        REFUSED
    }

    private static final long AT_ONCE_MILLIS = 100;
    private static final long FIRST_MILLIS = 1_000;
    private static final long BUSY_MILLIS = 5_000;
    private static final long LONGEST_MILLIS = 60_000;
    private static final int MAX_DOUBLINGS = 6;
    /** Also at a venue in quick motion a computer needs a moment. */
    private static final long SHORTEST_MILLIS = 20;

    private final BitmexSettings settings;
    private final RandomGenerator random;
    private int attempt;

    Backoff(BitmexSettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
    }

    /** The connection held: the next loss is a first one. */
    void steady() {
        attempt = 0;
    }

    /** Milliseconds of the wall clock until the next attempt. */
    long nextMillis(Loss loss) {
        long doubled = attempt == 0 ? AT_ONCE_MILLIS : FIRST_MILLIS << Math.min(attempt - 1, MAX_DOUBLINGS);
        attempt++;
        long venueMillis = switch (loss) {
            case CONNECTION -> Math.min(doubled, LONGEST_MILLIS);
            case BUSY -> Math.min(Math.max(doubled, BUSY_MILLIS), LONGEST_MILLIS);
            case REFUSED -> LONGEST_MILLIS;
        };
        double jitter = 0.8 + 0.4 * random.nextDouble();
        return Math.max(SHORTEST_MILLIS, Math.round(settings.wallMillis(venueMillis) * jitter));
    }
}
