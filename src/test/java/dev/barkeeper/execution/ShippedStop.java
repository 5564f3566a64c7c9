package dev.barkeeper.execution;

import dev.barkeeper.model.E8;
import dev.barkeeper.model.TriggerPrice;

/** The stop of the shipped ini, which most tests trade behind. */
public final class ShippedStop {
    public static final StopRule RULE = new StopRule(
            E8.parse("100"), true, E8.parse("400"), true, E8.parse("10"), E8.parse("10"), 0, true, TriggerPrice.LAST);

    private ShippedStop() {}
}
