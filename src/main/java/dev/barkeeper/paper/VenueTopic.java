package dev.barkeeper.paper;

/** What a {@link VenueListener} wants to hear; what nobody wants is not computed. */
public enum VenueTopic {
    TRADE,
    QUOTE,
    BOOK,
    BAR,
    INSTRUMENT,
    FUNDING,
    /** Orders, positions, margins, wallets of the accounts. */
    PRIVATE
}
