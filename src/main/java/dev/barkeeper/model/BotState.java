package dev.barkeeper.model;

/**
 * What a bot must remember beside its rows, one row per bot.
 *
 * @param adoptedContracts signed position that came from outside the bot and was taken over by synthetic decisions
 * @param entryE8 average entry of what is held, 0 when flat
 * @param decisionE8 decision price of what is held, 0 when flat
 * @param heldSinceMillis venue time of the entry's bar, 0 when flat
 * @param stopWidenings how often the stop of what is held was refused and moved further away
 * @param lastDecidedMillis end of the last bar decided on, 0 before the first
 * @param fillsKnownToMillis every execution up to this transaction time was read from the venue's history; later ones
 *     may have come by the stream alone, which can lose some; 0 before the first reading
 */
public record BotState(
        BotMode mode,
        long adoptedContracts,
        long entryE8,
        long decisionE8,
        long heldSinceMillis,
        int stopWidenings,
        long lastDecidedMillis,
        long fillsKnownToMillis) {
    public static final BotState INITIAL = new BotState(BotMode.TRADING, 0, 0, 0, 0, 0, 0, 0);

    /** The same in another mode. */
    public BotState in(BotMode other) {
        return new BotState(
                other,
                adoptedContracts,
                entryE8,
                decisionE8,
                heldSinceMillis,
                stopWidenings,
                lastDecidedMillis,
                fillsKnownToMillis);
    }
}
