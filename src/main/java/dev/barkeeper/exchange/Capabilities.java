package dev.barkeeper.exchange;

import java.util.ArrayList;
import java.util.List;

/**
 * What a venue can do.
 *
 * @param reduceOnly orders that never open or turn a position
 * @param clientIds orders named by us, which it looks up and does not take twice
 * @param closeWithoutQuantity orders that close whatever is held
 * @param stopLimit stops that place a limit order once triggered
 */
public record Capabilities(boolean reduceOnly, boolean clientIds, boolean closeWithoutQuantity, boolean stopLimit) {
    /** The house dialect: everything. */
    public static final Capabilities ALL = new Capabilities(true, true, true, true);

    /**
     * Nothing less keeps a stop of exact size behind a position and orders nothing twice.
     *
     * @throws IllegalArgumentException naming what the venue lacks
     */
    public void requireAll() {
        List<String> missing = new ArrayList<>();
        need(reduceOnly, "reduce-only orders", missing);
        need(clientIds, "client order ids", missing);
        need(closeWithoutQuantity, "orders that close whatever is held", missing);
        need(stopLimit, "stop-limit orders", missing);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "this venue has no " + String.join(", no ", missing) + "; a bot cannot be kept safe on it");
        }
    }

    private static void need(boolean there, String name, List<String> missing) {
        if (!there) {
            missing.add(name);
        }
    }
}
