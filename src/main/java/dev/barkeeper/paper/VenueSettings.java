package dev.barkeeper.paper;

/**
 * How a venue behaves.
 *
 * @param seed everything random is drawn from it
 * @param ladderLevels price levels of anonymous liquidity on each side, 1 to 200
 * @param barDelayMillis how long after its end a bin is published, venue time
 * @param idSalt sets the ids of this run apart from those of another run of the same seed: a client that has stored
 *     executions of both must not take one for the other
 */
public record VenueSettings(long seed, int ladderLevels, long barDelayMillis, long idSalt, Extremes extremes) {
    public static final VenueSettings DEFAULT = new VenueSettings(1, 25, 0, 0, Extremes.BY_DIRECTION);

    public VenueSettings {
        if (ladderLevels < 1 || ladderLevels > 200 || barDelayMillis < 0) {
            throw new IllegalArgumentException("venue settings: ladder levels " + ladderLevels
                    + " must be 1 to 200, bar delay " + barDelayMillis + " not negative");
        }
    }

    public VenueSettings withSeed(long newSeed) {
        return new VenueSettings(newSeed, ladderLevels, barDelayMillis, idSalt, extremes);
    }

    public VenueSettings withIdSalt(long salt) {
        return new VenueSettings(seed, ladderLevels, barDelayMillis, salt, extremes);
    }

    public VenueSettings withExtremes(Extremes first) {
        return new VenueSettings(seed, ladderLevels, barDelayMillis, idSalt, first);
    }
}
