package dev.barkeeper.journal;

/**
 * One line of the journal.
 *
 * @param sequence 1, 2, 3, … per bot, without holes
 * @param atMillis venue time the core was told with it
 * @param direction {@code IN} for events, {@code OUT} for what the core asked for
 * @param payload a record of the model or of a port's messages; stored by its type's name and its components
 */
public record JournalEntry(long sequence, long atMillis, Direction direction, Record payload) {
    /** Which way it went. */
    public enum Direction {
        IN,
        OUT
    }
}
