package dev.barkeeper.model;

import java.util.Arrays;
import java.util.Optional;

/** What an order of ours is for; part of its derived id, so a code is never reused. */
public enum Leg {
    ENTER_LONG(0),
    ENTER_SHORT(1),
    /** A reduce-only market order for what the bot holds. */
    LEAVE(2),
    /** The protective stop. */
    STOP(3),
    /** Close without quantity: everything out, not shed under load. */
    FLATTEN(4);

    private final int code;

    Leg(int code) {
        this.code = code;
    }

    /** 0 to 9. */
    public int code() {
        return code;
    }

    /** Empty for a code that no leg has. */
    public static Optional<Leg> ofCode(int code) {
        return Arrays.stream(values()).filter(leg -> leg.code == code).findFirst();
    }

    public boolean isEntry() {
        return this == ENTER_LONG || this == ENTER_SHORT;
    }

    /** Asked for by a decision or a person; a stop is none. */
    public boolean isExit() {
        return this == LEAVE || this == FLATTEN;
    }
}
