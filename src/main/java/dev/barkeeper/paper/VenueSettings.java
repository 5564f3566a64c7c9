package dev.barkeeper.paper;

/**
 * How a venue behaves.
 *
 * @param seed everything random is drawn from it
 * @param ladderLevels price levels of anonymous liquidity on each side, 1 to 200
 * @param barDelayMillis how long after its end a bin is published, venue time
 * @param idSalt sets the ids of this run apart from those of another run of the same seed: a client that has stored
 *     executions of both must not take one for the other
 * @param executionsKept the newest of an account, 1,000 to 100,000, and a tenth as many ended orders and wallet rows
 */
public record VenueSettings(
        long seed, int ladderLevels, long barDelayMillis, long idSalt, Extremes extremes, int executionsKept) {
    private static final int FEWEST_KEPT = 1_000;
    private static final int MOST_KEPT = 100_000;
    public static final VenueSettings DEFAULT = new VenueSettings(1, 25, 0, 0, Extremes.BY_DIRECTION, MOST_KEPT);

    public VenueSettings {
        boolean isFit = ladderLevels >= 1
                && ladderLevels <= 200
                && barDelayMillis >= 0
                && executionsKept >= FEWEST_KEPT
                && executionsKept <= MOST_KEPT;
        if (!isFit) {
            throw new IllegalArgumentException("venue settings: ladder levels " + ladderLevels
                    + " must be 1 to 200, bar delay " + barDelayMillis + " not negative, executions kept "
                    + executionsKept + " " + FEWEST_KEPT + " to " + MOST_KEPT);
        }
    }

    public VenueSettings withSeed(long newSeed) {
        return new VenueSettings(newSeed, ladderLevels, barDelayMillis, idSalt, extremes, executionsKept);
    }

    public VenueSettings withIdSalt(long salt) {
        return new VenueSettings(seed, ladderLevels, barDelayMillis, salt, extremes, executionsKept);
    }

    public VenueSettings withExtremes(Extremes first) {
        return new VenueSettings(seed, ladderLevels, barDelayMillis, idSalt, first, executionsKept);
    }

    public VenueSettings withExecutionsKept(int executions) {
        return new VenueSettings(seed, ladderLevels, barDelayMillis, idSalt, extremes, executions);
    }
}
