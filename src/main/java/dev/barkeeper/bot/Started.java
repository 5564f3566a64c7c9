package dev.barkeeper.bot;

import dev.barkeeper.journal.SavedState;
import dev.barkeeper.strategy.StrategySettings;

/**
 * The first journal line of a process: what it started on. With it a replay needs neither ini, venue nor the tables.
 *
 * @param strategy name or class as in the ini
 */
public record Started(SavedState saved, BotRules rules, String strategy, StrategySettings settings) {}
