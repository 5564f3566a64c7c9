package dev.barkeeper.model;

import java.util.Optional;

/**
 * An order as the venue holds it.
 *
 * @param orderId the venue's id
 * @param clientId ours, empty for an order of somebody else
 * @param contracts total
 * @param limitE8 0 when it has none
 * @param triggerE8 0 when it has none
 * @param leavesContracts still to be filled, 0 in every terminal state
 * @param averageE8 average fill price, 0 when nothing was filled
 * @param triggered whether a stop has been set off
 * @param text the venue's remark, e.g. why it was cancelled
 * @param atMillis the venue's stamp of this state
 */
public record Order(
        String orderId,
        Optional<ClientOrderId> clientId,
        String symbol,
        Side side,
        OrderType type,
        OrderStatus status,
        long contracts,
        long limitE8,
        long triggerE8,
        long leavesContracts,
        long filledContracts,
        long averageE8,
        boolean reduceOnly,
        boolean triggered,
        String text,
        long atMillis) {

    /** Whether it is what was asked for; a venue may make smaller what only reduces, and itself sizes a close. */
    public boolean answers(OrderRequest request) {
        boolean isSized = contracts == request.contracts()
                || request.closePosition()
                || (request.reduceOnly() && contracts < request.contracts());
        return isSized && symbol.equals(request.symbol()) && side == request.side() && type == request.type();
    }

    /** Live at the venue: may still fill or be set off. */
    public boolean isOpen() {
        return !status.isTerminal();
    }
}
