package dev.barkeeper.model;

/** How long an order may rest. */
public enum TimeInForce {
    GOOD_TILL_CANCEL("GoodTillCancel"),
    IMMEDIATE_OR_CANCEL("ImmediateOrCancel"),
    FILL_OR_KILL("FillOrKill"),
    DAY("Day");

    private final String text;

    TimeInForce(String text) {
        this.text = text;
    }

    /** As the house dialect writes it. */
    public String text() {
        return text;
    }
}
