package dev.barkeeper.paper;

import dev.barkeeper.model.Side;

/**
 * A public trade.
 *
 * @param side the taker's
 * @param tick {@code PlusTick}, {@code MinusTick}, {@code ZeroPlusTick}, {@code ZeroMinusTick}
 * @param matchId UUID shaped
 * @param valueMinor settlement minor units, unsigned
 */
public record PaperTrade(
        String symbol,
        long atMillis,
        Side side,
        long contracts,
        long priceE8,
        String tick,
        String matchId,
        long valueMinor,
        long homeNotionalE8,
        long foreignNotionalE8) {}
