package dev.barkeeper.paper;

/** Sizes of trade bins. */
public enum BinSize {
    MINUTE("1m", 60_000L),
    FIVE_MINUTES("5m", 300_000L),
    HOUR("1h", 3_600_000L),
    DAY("1d", 86_400_000L);

    private final String text;
    private final long millis;

    BinSize(String text, long millis) {
        this.text = text;
        this.millis = millis;
    }

    /** As the house dialect writes it. */
    public String text() {
        return text;
    }

    public long millis() {
        return millis;
    }
}
