package dev.barkeeper.paper;

import dev.barkeeper.model.OrderStatus;
import dev.barkeeper.model.OrderType;
import dev.barkeeper.model.Side;
import dev.barkeeper.model.TimeInForce;
import dev.barkeeper.model.TriggerPrice;
import java.util.Set;
import java.util.StringJoiner;

/**
 * An order of an account as the venue holds it at one moment. Immutable.
 *
 * @param clOrdId empty when the client gave none
 * @param contracts total; 0 for a {@code Close} stop without quantity until it is triggered
 * @param limitE8 0 when it has none
 * @param triggerE8 0 when it has none
 * @param displayContracts −1 when not given
 * @param leavesContracts 0 in every terminal state
 * @param averageE8 0 when nothing was filled
 * @param triggered whether a stop has been set off
 * @param working in the book; false for an untriggered stop and in every terminal state
 * @param text the remark, with the cause of a cancellation on top, lines parted by a line feed
 * @param createdMillis venue time of its arrival
 * @param atMillis venue time of this state
 */
public record PaperOrder(
        String orderId,
        String clOrdId,
        long account,
        String symbol,
        Side side,
        OrderType type,
        OrderStatus status,
        long contracts,
        long limitE8,
        long triggerE8,
        TriggerPrice triggerPrice,
        TimeInForce timeInForce,
        Set<ExecInst> execInst,
        long displayContracts,
        long leavesContracts,
        long filledContracts,
        long averageE8,
        boolean triggered,
        boolean working,
        String text,
        long createdMillis,
        long atMillis) {

    /** Live: may still fill or be set off. */
    public boolean isOpen() {
        return !status.isTerminal();
    }

    /** Whether it may only reduce a position. */
    public boolean isReducing() {
        return execInst.contains(ExecInst.REDUCE_ONLY) || execInst.contains(ExecInst.CLOSE);
    }

    /** The dialect's {@code execInst}: a comma list with the trigger price of a stop in it; empty when there is none. */
    public String execInstText() {
        StringJoiner joiner = new StringJoiner(",");
        for (ExecInst inst : ExecInst.values()) {
            if (execInst.contains(inst)) {
                joiner.add(inst.text());
            }
        }
        if (type.isTriggered()) {
            joiner.add(triggerPrice.text());
        }
        return joiner.toString();
    }
}
