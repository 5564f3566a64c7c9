package dev.barkeeper.bot;

import dev.barkeeper.execution.StopRule;
import dev.barkeeper.model.BotKey;
import dev.barkeeper.model.Instrument;
import dev.barkeeper.risk.RiskLimits;

/**
 * What one bot is told at start.
 *
 * @param stopUnfilledMillis how long a triggered stop may stay unfilled, venue time
 * @param bareMillis how long a position may go on without its stop before a person hears of it, venue time
 */
public record BotRules(
        BotKey key,
        Instrument instrument,
        StopRule stopRule,
        RiskLimits limits,
        long stopUnfilledMillis,
        long bareMillis) {
    private static final long BARE_MILLIS = 30_000;

    /** A person hears of a bare position after half a minute; so it is where the venue's clock is everybody's. */
    public BotRules(BotKey key, Instrument instrument, StopRule stopRule, RiskLimits limits, long stopUnfilledMillis) {
        this(key, instrument, stopRule, limits, stopUnfilledMillis, BARE_MILLIS);
    }

    /** The same half minute of the wall at a venue whose clock is {@code factor} times as fast. */
    public BotRules atSpeed(double factor) {
        return new BotRules(
                key, instrument, stopRule, limits, stopUnfilledMillis, (long) (BARE_MILLIS * Math.max(1, factor)));
    }
}
