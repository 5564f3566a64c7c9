package dev.barkeeper.model;

/**
 * What a bot wants for one side after one bar.
 *
 * @param barMillis the bar's end
 * @param contracts wanted after this bar, unsigned; 0 is flat
 * @param priceE8 the close at entry, carried while held, 0 when flat; a synthetic row: the venue's average entry
 * @param synthetic written because something outside the bot moved the position
 * @param marketE8 mid of the last quote before the bar, or the close when there is none
 * @param active whether the strategy is waiting to enter
 * @param why in few words
 */
public record Decision(
        long barMillis,
        String symbol,
        Direction direction,
        long contracts,
        long priceE8,
        boolean synthetic,
        long marketE8,
        boolean active,
        Reason why) {

    /** With words that are there already. */
    public Decision(
            long barMillis,
            String symbol,
            Direction direction,
            long contracts,
            long priceE8,
            boolean synthetic,
            long marketE8,
            boolean active,
            String reason) {
        this(barMillis, symbol, direction, contracts, priceE8, synthetic, marketE8, active, Reason.of(reason));
    }

    /** {@link #why} in words, made at each call. */
    public String reason() {
        return why.text();
    }
}
