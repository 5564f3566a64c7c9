package dev.barkeeper.bot;

import dev.barkeeper.execution.StopRule;
import dev.barkeeper.model.BotKey;
import dev.barkeeper.model.Instrument;
import dev.barkeeper.risk.RiskLimits;

/**
 * What one bot is told at start.
 *
 * @param stopUnfilledMillis how long a triggered stop may stay unfilled, venue time
 */
public record BotRules(
        BotKey key, Instrument instrument, StopRule stopRule, RiskLimits limits, long stopUnfilledMillis) {}
