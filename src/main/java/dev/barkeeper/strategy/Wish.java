package dev.barkeeper.strategy;

/**
 * What is wanted for one side.
 *
 * @param contracts for {@link Action#ENTER}, above 0; else 0
 * @param active whether the strategy is waiting to enter
 * @param reason in few words, for the decision row
 */
public record Wish(Action action, long contracts, boolean active, String reason) {
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
        return new Wish(Action.ENTER, contracts, false, reason);
    }

    public static Wish hold(String reason) {
        return new Wish(Action.HOLD, 0, false, reason);
    }

    /** Not entering yet. */
    public static Wish waiting(String reason) {
        return new Wish(Action.HOLD, 0, true, reason);
    }

    public static Wish leave(String reason) {
        return new Wish(Action.LEAVE, 0, false, reason);
    }
}
