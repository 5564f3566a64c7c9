package dev.barkeeper.app.run;

import dev.barkeeper.bitmex.WireWatch;

/**
 * How an instance is looked at by a benchmark.
 *
 * @param wire sees its frames and requests
 * @param inMemory whether bars and commits stay in memory, so that the cost of keeping them can be told apart; such an
 *     instance takes no lease and forgets everything
 */
public record Measured(WireWatch wire, boolean inMemory) {
    /** As everybody runs it. */
    public static final Measured NOT = new Measured(WireWatch.NONE, false);
}
