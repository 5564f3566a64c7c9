package dev.barkeeper.paper;

/** Ids drawn from the venue's seed: UUID shaped, the same again in the same run. Not thread-safe. */
final class VenueIds {
    private static final long ORDER = 0x4F52444552L;
    private static final long EXECUTION = 0x45584543L;
    private static final long TRANSACTION = 0x57414C4CL;
    private static final long MATCH = 0x4D41544348L;

    private final long seed;
    private long drawn;
    private long epoch;

    VenueIds(long seed) {
        this.seed = seed;
    }

    String order() {
        return uuid(ORDER, ++drawn);
    }

    String execution() {
        return uuid(EXECUTION, ++drawn);
    }

    String transaction() {
        return uuid(TRANSACTION, ++drawn);
    }

    /** Another start time: public trades of another run have other ids. */
    void startAt(long millis) {
        epoch = millis;
    }

    /** The id of a public trade, derived from its place on the tape so that nobody need store it. */
    String match(int market, long sequence) {
        return uuid(mix(MATCH, market, epoch), sequence);
    }

    /** How many were drawn; given back to {@link #skipTo} after a restart. */
    long drawn() {
        return drawn;
    }

    void skipTo(long count) {
        drawn = Math.max(drawn, count);
    }

    /** A well mixed number of seed, kind and index (the finisher of SplitMix64). */
    static long mix(long seed, long kind, long index) {
        long z = seed * 0x9E3779B97F4A7C15L + kind * 0xD1B54A32D192ED03L + index * 0x8CB92BA72F3D8DD7L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private String uuid(long kind, long index) {
        long high = (mix(seed, kind, index) & ~0xF000L) | 0x4000L;
        long low = (mix(seed, ~kind, index) >>> 2) | 0x8000000000000000L;
        return new java.util.UUID(high, low).toString();
    }
}
