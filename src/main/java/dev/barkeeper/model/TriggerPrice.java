package dev.barkeeper.model;

/** Which price sets off a stop. */
public enum TriggerPrice {
    LAST("LastPrice"),
    MARK("MarkPrice"),
    INDEX("IndexPrice");

    private final String text;

    TriggerPrice(String text) {
        this.text = text;
    }

    /** As ini files and the house dialect write it. */
    public String text() {
        return text;
    }
}
