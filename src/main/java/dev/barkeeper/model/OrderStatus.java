package dev.barkeeper.model;

/** What the venue says of an order. */
public enum OrderStatus {
    PENDING("PendingNew"),
    NEW("New"),
    PARTIALLY_FILLED("PartiallyFilled"),
    FILLED("Filled"),
    CANCELED("Canceled"),
    REJECTED("Rejected"),
    EXPIRED("Expired");

    private final String text;

    OrderStatus(String text) {
        this.text = text;
    }

    /** As the tables and the house dialect write it. */
    public String text() {
        return text;
    }

    /** Whether nothing more can happen to the order. */
    public boolean isTerminal() {
        return this == FILLED || this == CANCELED || this == REJECTED || this == EXPIRED;
    }
}
