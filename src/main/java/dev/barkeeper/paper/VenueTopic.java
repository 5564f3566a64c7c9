package dev.barkeeper.paper;

/** What a {@link VenueListener} wants to hear; what nobody wants is not computed. */
public enum VenueTopic {
    TRADE,
    QUOTE,
    BOOK,
    /** Finished minutes. */
    BAR,
    /** Finished five minutes, hours and days. */
    BIN,
    INSTRUMENT,
    FUNDING,
    /** Orders, wallets, positions and margins of the accounts as they act, are filled or pay. */
    PRIVATE,
    /** Positions and margins at each move of the mark price besides. */
    MARK
}
