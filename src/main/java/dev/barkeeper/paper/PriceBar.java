package dev.barkeeper.paper;

/**
 * One minute of prices to walk through.
 *
 * @param openMillis start of the minute, a whole minute
 * @param openE8 first price of the minute (a gap to the close before is honoured)
 * @param volume contracts, 0 or more
 */
public record PriceBar(long openMillis, long openE8, long highE8, long lowE8, long closeE8, long volume) {

    public PriceBar {
        if (openMillis % 60_000 != 0 || lowE8 <= 0 || volume < 0) {
            throw new IllegalArgumentException("price bar at " + openMillis + ": low " + lowE8 + " volume " + volume);
        }
        if (lowE8 > Math.min(openE8, closeE8) || highE8 < Math.max(openE8, closeE8)) {
            throw new IllegalArgumentException("price bar at " + openMillis + ": open " + openE8 + " and close "
                    + closeE8 + " must lie between low " + lowE8 + " and high " + highE8);
        }
    }
}
