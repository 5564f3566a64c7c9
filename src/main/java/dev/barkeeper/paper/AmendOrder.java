package dev.barkeeper.paper;

import java.util.OptionalLong;

/**
 * A change of an open order; what is empty stays.
 *
 * @param orderId the venue's id, or empty
 * @param origClOrdId the client's id, or empty; one of the two is needed
 * @param newClOrdId a new client id, only together with {@code origClOrdId}; or empty
 * @param contracts new total; not together with {@code leavesContracts}
 * @param leavesContracts new rest
 * @param limitE8 new limit price
 * @param triggerE8 new stopPx
 * @param text new remark, or empty
 */
public record AmendOrder(
        String orderId,
        String origClOrdId,
        String newClOrdId,
        OptionalLong contracts,
        OptionalLong leavesContracts,
        OptionalLong limitE8,
        OptionalLong triggerE8,
        String text) {

    /** Nothing changed yet, by the venue's id. */
    public static AmendOrder of(String orderId) {
        return new AmendOrder(
                orderId,
                "",
                "",
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                "");
    }

    public AmendOrder toContracts(long total) {
        return new AmendOrder(
                orderId, origClOrdId, newClOrdId, OptionalLong.of(total), leavesContracts, limitE8, triggerE8, text);
    }

    public AmendOrder toLimit(long newLimitE8) {
        return new AmendOrder(
                orderId,
                origClOrdId,
                newClOrdId,
                contracts,
                leavesContracts,
                OptionalLong.of(newLimitE8),
                triggerE8,
                text);
    }

    public AmendOrder toTrigger(long newTriggerE8) {
        return new AmendOrder(
                orderId,
                origClOrdId,
                newClOrdId,
                contracts,
                leavesContracts,
                limitE8,
                OptionalLong.of(newTriggerE8),
                text);
    }
}
