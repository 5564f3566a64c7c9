package dev.barkeeper.bot;

import dev.barkeeper.model.BotMode;
import dev.barkeeper.model.Order;
import java.util.List;
import java.util.Optional;

/**
 * One immutable look at the bot, published after each event for status files and pages.
 *
 * @param contracts signed
 * @param stop the live stop, empty when there is none
 * @param openOrders what may rest at the venue now, the stop among them
 * @param isProtected flat, or behind an exact stop that was read back
 * @param isSettled nothing under way: the last bar is decided, acted on, read back and recorded
 * @param troubles what is wrong now, empty when all is well
 */
public record BotView(
        BotMode mode,
        long lastDecidedMillis,
        long contracts,
        long entryE8,
        Optional<Order> stop,
        int openOrders,
        boolean isProtected,
        boolean isSettled,
        boolean isConnected,
        long realisedMinor,
        long feesMinor,
        List<String> troubles) {
    /** Before the first event. */
    public static final BotView NONE =
            new BotView(BotMode.TRADING, 0, 0, 0, Optional.empty(), 0, true, false, false, 0, 0, List.of());
}
