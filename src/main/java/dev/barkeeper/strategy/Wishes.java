package dev.barkeeper.strategy;

import dev.barkeeper.model.Direction;

/** One wish per side; at most one of them enters. */
public record Wishes(Wish longSide, Wish shortSide) {
    public Wishes {
        if (longSide.action() == Wish.Action.ENTER && shortSide.action() == Wish.Action.ENTER) {
            throw new IllegalArgumentException("a strategy may not enter both sides of one bar");
        }
    }

    public Wish of(Direction direction) {
        return direction == Direction.LONG ? longSide : shortSide;
    }
}
