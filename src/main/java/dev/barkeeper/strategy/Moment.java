package dev.barkeeper.strategy;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Decision;
import java.util.List;
import java.util.Optional;

/**
 * What a strategy decides on.
 *
 * @param marketE8 mid of the last quote before the bar, or its close
 * @param holding empty when flat
 * @param recentDecisions the bot's newest rows (synthetic ones too), oldest first, the current bar's not among them, to
 *     be read while deciding; at most {@value #RECENT}
 */
public record Moment(Bar bar, long marketE8, Optional<Holding> holding, List<Decision> recentDecisions) {
    public static final int RECENT = 64;

    /** Held on that side. */
    public boolean holds(dev.barkeeper.model.Direction direction) {
        return holding.isPresent() && holding.get().direction() == direction;
    }
}
