package dev.barkeeper.model;

/** The kinds of order of the house dialect. */
public enum OrderType {
    MARKET("Market"),
    LIMIT("Limit"),
    STOP("Stop"),
    STOP_LIMIT("StopLimit"),
    MARKET_IF_TOUCHED("MarketIfTouched"),
    LIMIT_IF_TOUCHED("LimitIfTouched");

    private final String text;

    OrderType(String text) {
        this.text = text;
    }

    /** As the tables and the house dialect write it. */
    public String text() {
        return text;
    }

    /** Whether it rests outside the book until its trigger price is reached. */
    public boolean isTriggered() {
        return this != MARKET && this != LIMIT;
    }

    /** Whether it carries a limit price. */
    public boolean isLimit() {
        return this == LIMIT || this == STOP_LIMIT || this == LIMIT_IF_TOUCHED;
    }

    /**
     * The type of that text.
     *
     * @throws IllegalArgumentException naming an unknown text
     */
    public static OrderType of(String text) {
        for (OrderType type : values()) {
            if (type.text.equals(text)) {
                return type;
            }
        }
        throw new IllegalArgumentException("unknown order type: " + text);
    }
}
