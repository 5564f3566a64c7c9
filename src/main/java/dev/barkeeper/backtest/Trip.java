package dev.barkeeper.backtest;

import dev.barkeeper.model.Direction;

/**
 * One position from flat to flat, or to the end of the run. Money in minor units of the settlement currency.
 *
 * @param contracts the most that was held
 * @param entryE8 quantity-weighted mean of the fills that opened
 * @param stopE8 trigger of the stop that was placed behind it, 0 when there was none
 * @param exitMillis time of the last fill, or of the last bar while open
 * @param exitE8 quantity-weighted mean of the fills that closed; the mark while open
 * @param grossMinor by the venue's costs, without fees and funding
 * @param fundingMinor paid, negative received
 * @param slippageMinor what the fills lost against the market price of their bar, or a stop's against its trigger;
 *     contained in {@code grossMinor}
 */
public record Trip(
        Direction direction,
        long contracts,
        long entryMillis,
        long entryE8,
        long stopE8,
        long exitMillis,
        long exitE8,
        Ending ending,
        long grossMinor,
        long feesMinor,
        long fundingMinor,
        long slippageMinor) {

    /** How it ended. */
    public enum Ending {
        /** A market order of the bot's. */
        LEFT,
        /** Its protective stop. */
        STOPPED,
        /** The run ended first. */
        OPEN,
        /** The venue, for want of margin. Last, since the marks of kept sweeps count the endings. */
        LIQUIDATED
    }

    /** What it brought. */
    public long netMinor() {
        return grossMinor - feesMinor - fundingMinor;
    }
}
