package dev.barkeeper.paper;

/** What an execution row tells. */
public enum ExecType {
    NEW("New"),
    TRADE("Trade"),
    CANCELED("Canceled"),
    /** Amended by the owner. */
    REPLACED("Replaced"),
    /** Amended by the venue: a reduce-only order cut down with its position. */
    RESTATED("Restated"),
    TRIGGERED("TriggeredOrActivatedBySystem"),
    FUNDING("Funding"),
    SETTLEMENT("Settlement"),
    LIQUIDATION("Liquidation");

    private final String text;

    ExecType(String text) {
        this.text = text;
    }

    /** As the house dialect writes it. */
    public String text() {
        return text;
    }

    /** Whether it moves money: what {@code /execution/tradeHistory} keeps. */
    public boolean isBalanceAffecting() {
        return this == TRADE || this == FUNDING || this == SETTLEMENT || this == LIQUIDATION;
    }

    /** Whether it moves the position. */
    public boolean isFill() {
        return this == TRADE || this == LIQUIDATION;
    }
}
