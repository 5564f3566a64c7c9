package dev.barkeeper.model;

/** Best bid and ask at a moment; a price of 0 means that side is empty. */
public record Quote(String symbol, long atMillis, long bidE8, long bidContracts, long askE8, long askContracts) {

    /** The middle, 1e-8, rounded down; 0 when a side is empty. */
    public long midE8() {
        return bidE8 == 0 || askE8 == 0 ? 0 : (bidE8 + askE8) / 2;
    }
}
