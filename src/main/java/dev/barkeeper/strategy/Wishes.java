package dev.barkeeper.strategy;

import dev.barkeeper.model.Direction;

/** One wish per side; at most one of them enters. */
public record Wishes(Wish longSide, Wish shortSide) {
    public Wishes {
        if (longSide.action() == Wish.Action.ENTER && shortSide.action() == Wish.Action.ENTER) {
            throw new IllegalArgumentException("a strategy may not enter both sides of one bar");
        }
    }

    /** Both sides stay as they are. */
    public static Wishes hold(String reason) {
        return new Wishes(Wish.hold(reason), Wish.hold(reason));
    }

    /** A wish for one side; the other stays as it is. */
    public static Wishes of(Direction direction, Wish wish) {
        return pair(direction, wish, Wish.hold(""));
    }

    /** Enters one side, and leaves the other when that is held. */
    public static Wishes enter(Direction direction, long contracts, Moment moment, String reason) {
        Wish other = moment.holds(direction.opposite()) ? Wish.leave(reason) : Wish.hold(reason);
        return pair(direction, Wish.enter(contracts, reason), other);
    }

    public Wish of(Direction direction) {
        return direction == Direction.LONG ? longSide : shortSide;
    }

    private static Wishes pair(Direction direction, Wish wish, Wish other) {
        return direction == Direction.LONG ? new Wishes(wish, other) : new Wishes(other, wish);
    }
}
