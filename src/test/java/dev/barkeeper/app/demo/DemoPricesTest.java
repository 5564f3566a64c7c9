package dev.barkeeper.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.model.E8;
import dev.barkeeper.paper.GeneratedPrices;
import dev.barkeeper.paper.PriceBar;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Thirty bars of the demonstration show a stop at work on any machine: however many venue minutes pass before the bot is
 * ready, and however many while it is dead. The trades are worked out here from the bars alone.
 */
class DemoPricesTest {
    private static final int BARS = 30;
    private static final int SLOWEST_START = 100;
    private static final int LONGEST_DEATH = 48;
    private static final double STOP = DemoIni.STOP_DELTA;

    private final List<PriceBar> prices = prices();

    private record Outcome(int roundTrips, int stops) {}

    @Test
    void anyThirtyBarsHoldStopsAndTurns() {
        for (int start = DemoIni.MOMENTUM_PERIOD; start <= SLOWEST_START; start++) {
            assertShowsEnough(start, BARS, 0);
        }
    }

    @Test
    void soTheyDoWithAKillInBetween() {
        for (int start = DemoIni.MOMENTUM_PERIOD; start <= SLOWEST_START; start++) {
            for (int killedAfter = 15; killedAfter < BARS; killedAfter++) {
                for (int dead = 1; dead <= LONGEST_DEATH; dead++) {
                    assertShowsEnough(start, killedAfter, dead);
                }
            }
        }
    }

    private void assertShowsEnough(int start, int killedAfter, int dead) {
        Outcome outcome = trade(start, killedAfter, dead);
        assertThat(outcome)
                .as("ready at minute %d, killed after %d bars for %d minutes", start, killedAfter, dead)
                .matches(it -> it.roundTrips >= 2 && it.stops >= 1);
    }

    /** Enters at the close; the stop is hit where a later bar goes so far; a dead bot's stop stays at the venue. */
    private Outcome trade(int start, int killedAfter, int dead) {
        int position = 0;
        double entry = 0;
        int roundTrips = 0;
        int stops = 0;
        int decided = 0;
        for (int minute = start; decided < BARS; minute++) {
            PriceBar bar = prices.get(minute);
            double adverse = E8.toDouble(position > 0 ? bar.lowE8() : bar.highE8());
            if (position != 0 && position * (entry - adverse) >= STOP) {
                position = 0;
                roundTrips++;
                stops++;
            }
            if (decided == killedAfter && dead-- > 0) {
                continue;
            }
            boolean isAbove =
                    bar.closeE8() > prices.get(minute - DemoIni.MOMENTUM_PERIOD).closeE8();
            int wanted = isAbove ? 1 : -1;
            roundTrips += position == -wanted ? 1 : 0;
            entry = position == wanted ? entry : E8.toDouble(bar.closeE8());
            position = wanted;
            decided++;
        }
        return new Outcome(roundTrips, stops);
    }

    private static List<PriceBar> prices() {
        GeneratedPrices source = Demo.prices(Long.parseLong(DemoIni.SEED));
        return Stream.generate(source::next)
                .limit(SLOWEST_START + LONGEST_DEATH + 2 * BARS)
                .toList();
    }
}
