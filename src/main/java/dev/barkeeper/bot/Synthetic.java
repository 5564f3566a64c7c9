package dev.barkeeper.bot;

import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.Position;
import java.util.ArrayList;
import java.util.List;

/** The two rows for a position that something outside the bot has moved: a pure function. */
final class Synthetic {
    private Synthetic() {}

    /** The side the venue's position is on with its size and average entry, the other side with 0. */
    static List<Decision> rows(String symbol, long barMillis, long expected, Position venue, BotMemory memory) {
        String cause = "expected " + expected + ", venue holds " + venue.contracts() + ": "
                + (memory.foreignFills.isEmpty()
                        ? "no fill of ours explains it"
                        : String.join("; ", memory.foreignFills));
        List<Decision> rows = new ArrayList<>();
        for (Direction direction : Direction.values()) {
            boolean on = Long.signum(venue.contracts()) == direction.sign();
            rows.add(new Decision(
                    barMillis,
                    symbol,
                    direction,
                    on ? Math.abs(venue.contracts()) : 0,
                    on ? venue.averageE8() : 0,
                    true,
                    memory.marketE8 == 0 ? venue.markE8() : memory.marketE8,
                    false,
                    cause));
        }
        return rows;
    }
}
