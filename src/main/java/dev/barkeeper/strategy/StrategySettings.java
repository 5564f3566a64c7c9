package dev.barkeeper.strategy;

import java.util.Map;

/**
 * The parameters of every strategy, checked by whoever read them.
 *
 * @param longSize contracts
 * @param shortSize contracts
 * @param longStopDelta price units, or a fraction when not absolute
 * @param stopPad price units
 * @param momentumPeriod bars, above 0
 * @param movementRelative whether the movement changes are fractions instead of price units
 * @param all the instance's ini keys and values, for a user's own strategy; without secrets
 */
public record StrategySettings(
        long longSize,
        long shortSize,
        double longThreshold,
        double longMa20Multiplier,
        double shortThreshold,
        double longStopDelta,
        boolean longStopAbsolute,
        double shortStopDelta,
        boolean shortStopAbsolute,
        double stopPad,
        int momentumPeriod,
        int movementStartMinutes,
        double movementStartChange,
        boolean movementRelative,
        long movementSize,
        int movementEndMinutes,
        double movementEndChange,
        Map<String, String> all) {}
