package dev.barkeeper.strategy;

import java.util.Map;

/** The settings an instance has when its ini sets none of them. */
public final class TestSettings {
    private TestSettings() {}

    /** Every default. */
    public static StrategySettings defaults() {
        return momentum(10);
    }

    /** Every default but the momentum period. */
    public static StrategySettings momentum(int period) {
        return new StrategySettings(
                100, 100, 4, 1.5, 3, 100, true, 400, true, 10, period, 5, 20, false, 100, 5, 2, Map.of());
    }
}
