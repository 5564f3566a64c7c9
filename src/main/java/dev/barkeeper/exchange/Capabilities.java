package dev.barkeeper.exchange;

/** What a venue can do; the core refuses to run a bot that needs more. */
public record Capabilities(boolean reduceOnly, boolean clientIds, boolean closeWithoutQuantity, boolean stopLimit) {
    /** The house dialect: everything. */
    public static final Capabilities ALL = new Capabilities(true, true, true, true);
}
