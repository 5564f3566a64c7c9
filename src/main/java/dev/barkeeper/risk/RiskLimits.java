package dev.barkeeper.risk;

/** Hard limits, contracts, both above 0. */
public record RiskLimits(long orderMaxContracts, long positionMaxContracts) {
    public RiskLimits {
        if (orderMaxContracts <= 0 || positionMaxContracts <= 0) {
            throw new IllegalArgumentException(
                    "limits must be above 0: order " + orderMaxContracts + ", position " + positionMaxContracts);
        }
    }
}
