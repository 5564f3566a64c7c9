package dev.barkeeper.strategy;

import dev.barkeeper.model.Reason;

/**
 * What is wanted for one side.
 *
 * @param contracts for {@link Action#ENTER}, above 0; else 0
 * @param active whether the strategy is waiting to enter
 * @param why in few words, for the decision row
 */
public record Wish(Action action, long contracts, boolean active, Reason why) {
    /** Enter when flat on that side, keep as it is, or leave when held. */
    public enum Action {
        ENTER,
        HOLD,
        LEAVE
    }

    public Wish {
        if ((action == Action.ENTER) != (contracts > 0)) {
            throw new IllegalArgumentException(action + " with " + contracts + " contracts");
        }
    }

    public static Wish enter(long contracts, String reason) {
        return enter(contracts, Reason.of(reason));
    }

    public static Wish enter(long contracts, Reason why) {
        return new Wish(Action.ENTER, contracts, false, why);
    }

    public static Wish hold(String reason) {
        return hold(Reason.of(reason));
    }

    public static Wish hold(Reason why) {
        return new Wish(Action.HOLD, 0, false, why);
    }

    /** Not entering yet. */
    public static Wish waiting(String reason) {
        return waiting(Reason.of(reason));
    }

    /** Not entering yet. */
    public static Wish waiting(Reason why) {
        return new Wish(Action.HOLD, 0, true, why);
    }

    public static Wish leave(String reason) {
        return leave(Reason.of(reason));
    }

    public static Wish leave(Reason why) {
        return new Wish(Action.LEAVE, 0, false, why);
    }

    /** {@link #why} in words, made at each call. */
    public String reason() {
        return why.text();
    }
}
