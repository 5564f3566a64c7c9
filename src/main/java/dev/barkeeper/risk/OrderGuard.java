package dev.barkeeper.risk;

import dev.barkeeper.model.OrderRequest;
import java.util.Optional;

/**
 * Looks at every order again just before the wire, knowing nothing of how it came about. Orders that only reduce are
 * bounded by the venue's reduce-only rule and pass whatever their size: refusing a leave or a stop is the worse harm.
 */
public final class OrderGuard {
    private final RiskLimits limits;

    public OrderGuard(RiskLimits limits) {
        this.limits = limits;
    }

    /**
     * Why it may not be sent; empty when it may.
     *
     * @param positionContracts signed, as known now
     */
    public Optional<String> refuse(OrderRequest request, long positionContracts) {
        if (request.reduceOnly()) {
            return Optional.empty();
        }
        if (request.contracts() > limits.orderMaxContracts()) {
            return Optional.of("order of " + request.contracts() + " above order.max " + limits.orderMaxContracts());
        }
        long after = Math.abs(positionContracts + request.side().sign() * request.contracts());
        if (after > limits.positionMaxContracts()) {
            return Optional.of("position would be " + after + ", above position.max " + limits.positionMaxContracts());
        }
        return Optional.empty();
    }
}
