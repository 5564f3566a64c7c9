package dev.barkeeper.strategy;

import dev.barkeeper.model.Direction;
import dev.barkeeper.model.Reason;

/** One wish per side; at most one of them enters. */
public record Wishes(Wish longSide, Wish shortSide) {
    private static final Wish NOTHING = Wish.hold(Reason.NONE);

    public Wishes {
        if (longSide.action() == Wish.Action.ENTER && shortSide.action() == Wish.Action.ENTER) {
            throw new IllegalArgumentException("a strategy may not enter both sides of one bar");
        }
    }

    /** Both sides stay as they are. */
    public static Wishes hold(String reason) {
        return hold(Reason.of(reason));
    }

    /** Both sides stay as they are. */
    public static Wishes hold(Reason why) {
        Wish hold = Wish.hold(why);
        return new Wishes(hold, hold);
    }

    /** A wish for one side; the other stays as it is. */
    public static Wishes of(Direction direction, Wish wish) {
        return pair(direction, wish, NOTHING);
    }

    /** Enters one side, and leaves the other when that is held. */
    public static Wishes enter(Direction direction, long contracts, Moment moment, String reason) {
        return enter(direction, contracts, moment, Reason.of(reason));
    }

    /** The same. */
    public static Wishes enter(Direction direction, long contracts, Moment moment, Reason why) {
        Wish other = moment.holds(direction.opposite()) ? Wish.leave(why) : Wish.hold(why);
        return pair(direction, Wish.enter(contracts, why), other);
    }

    public Wish of(Direction direction) {
        return direction == Direction.LONG ? longSide : shortSide;
    }

    private static Wishes pair(Direction direction, Wish wish, Wish other) {
        return direction == Direction.LONG ? new Wishes(wish, other) : new Wishes(other, wish);
    }
}
