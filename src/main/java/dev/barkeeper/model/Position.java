package dev.barkeeper.model;

/**
 * The venue's position of the account in one symbol.
 *
 * @param contracts signed: long above 0, short below
 * @param averageE8 average entry price, 0 when flat; display data, rounded by the venue
 * @param unrealisedPnlMinor settlement minor units
 * @param markE8 0 when unknown
 */
public record Position(
        String symbol, long contracts, long averageE8, long unrealisedPnlMinor, long markE8, long atMillis) {

    public static Position flat(String symbol, long atMillis) {
        return new Position(symbol, 0, 0, 0, 0, atMillis);
    }
}
