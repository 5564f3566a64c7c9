package dev.barkeeper.paper;

/** Instructions beside the trigger price (which is {@link NewOrder#triggerPrice}). */
public enum ExecInst {
    /** Post-only: an order that would take is cancelled on arrival. */
    PARTICIPATE_DO_NOT_INITIATE("ParticipateDoNotInitiate"),
    REDUCE_ONLY("ReduceOnly"),
    /** Implies reduce-only; without quantity the whole position. */
    CLOSE("Close"),
    /** A stop on the last price triggers only while last is within 5 % of mark. */
    LAST_WITHIN_MARK("LastWithinMark");

    private final String text;

    ExecInst(String text) {
        this.text = text;
    }

    /** As the house dialect writes it. */
    public String text() {
        return text;
    }
}
