package dev.barkeeper.model;

import java.util.Locale;

/** Which side of the market a decision or a position is on. */
public enum Direction {
    LONG,
    SHORT;

    /** +1 for long, −1 for short. */
    public int sign() {
        return this == LONG ? 1 : -1;
    }

    public Direction opposite() {
        return this == LONG ? SHORT : LONG;
    }

    /** The side that enters this direction. */
    public Side entrySide() {
        return this == LONG ? Side.BUY : Side.SELL;
    }

    /** The side that leaves it. */
    public Side exitSide() {
        return entrySide().opposite();
    }

    /** As the tables write it: {@code long}, {@code short}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
