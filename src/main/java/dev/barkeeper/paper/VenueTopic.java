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
    /** Orders and executions of the accounts as they act, are filled or pay. */
    PRIVATE,
    /** What the accounts hold after that, in the core's words. */
    STAKE,
    /** Positions, margins and wallets after that, in full. */
    FIGURES,
    /** Positions and margins at each move of the mark price besides. */
    MARK
}
