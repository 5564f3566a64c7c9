package dev.barkeeper.model;

import java.util.Optional;

/**
 * One execution of an order of this account: trades only, liquidations included.
 *
 * @param execId the venue's id, unique
 * @param clientId ours, empty when somebody else traded on the account
 * @param orderContracts the order's total
 * @param limitE8 the order's limit price, 0 when it has none
 * @param triggerE8 the order's trigger price, 0 when it has none
 * @param lastE8 price of this execution
 * @param lastContracts quantity of this execution
 * @param leavesContracts the order's rest after it
 * @param filledContracts the order's sum after it
 * @param averageE8 the order's average after it, rounded by the venue
 * @param costMinor signed as the venue does (see {@link Instrument#signedCostMinor})
 * @param feeMinor positive paid, negative received
 * @param atMillis the venue's transaction time
 */
public record Fill(
        String execId,
        String orderId,
        Optional<ClientOrderId> clientId,
        String symbol,
        Side side,
        OrderType orderType,
        OrderStatus orderStatus,
        long orderContracts,
        long limitE8,
        long triggerE8,
        long lastE8,
        long lastContracts,
        long leavesContracts,
        long filledContracts,
        long averageE8,
        long costMinor,
        long feeMinor,
        long atMillis) {

    public Fill {
        if (lastContracts <= 0 || lastE8 <= 0) {
            throw new IllegalArgumentException("fill " + execId + ": " + lastContracts + " at " + lastE8);
        }
    }

    /** +quantity for a buy, −quantity for a sell. */
    public long signedContracts() {
        return side.sign() * lastContracts;
    }
}
