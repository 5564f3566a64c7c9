package dev.barkeeper.strategy;

import dev.barkeeper.model.Direction;

/**
 * What the bot holds.
 *
 * @param contracts above 0
 * @param decisionE8 close of the bar that entered; for a position that came from outside, its average entry
 * @param entryE8 average fill price
 * @param sinceMillis end of the bar that entered
 */
public record Holding(Direction direction, long contracts, long decisionE8, long entryE8, long sinceMillis) {}
