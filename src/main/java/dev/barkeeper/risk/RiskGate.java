package dev.barkeeper.risk;

import dev.barkeeper.model.BotMode;
import java.util.Optional;

/** Looks at an entry when it is decided. Immutable. */
public final class RiskGate {
    private final RiskLimits limits;

    public RiskGate(RiskLimits limits) {
        this.limits = limits;
    }

    /** Why nothing of that size may be entered now; empty when it may. */
    public Optional<String> refuse(long contracts, BotMode mode, boolean storeAvailable, boolean venueConnected) {
        if (mode != BotMode.TRADING) {
            return Optional.of(mode == BotMode.PAUSED ? "paused by operator" : "flattened by operator");
        }
        if (!storeAvailable) {
            return Optional.of("database does not answer");
        }
        if (!venueConnected) {
            return Optional.of("private stream is down");
        }
        if (contracts > limits.orderMaxContracts()) {
            return Optional.of("size " + contracts + " above order.max " + limits.orderMaxContracts());
        }
        if (contracts > limits.positionMaxContracts()) {
            return Optional.of("size " + contracts + " above position.max " + limits.positionMaxContracts());
        }
        return Optional.empty();
    }
}
