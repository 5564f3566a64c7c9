package dev.barkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.journal.JournalEntry;
import dev.barkeeper.model.Decision;
import dev.barkeeper.paper.ContractSpecs;
import dev.barkeeper.paper.GeneratedPrices;
import dev.barkeeper.strategy.Strategies;
import dev.barkeeper.strategy.StrategySettings;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole core on the real matching engine: whatever breaks, the books and the stop are right afterwards. */
class RigTest {
    private static final long START = 1_583_150_400_000L;
    private static final StrategySettings MOMENTUM =
            new StrategySettings(100, 100, 4, 1.5, 3, 6, true, 6, true, 2, 3, 5, 20, false, 100, 5, 2, Map.of());

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 25);
    }

    private static Rig rig(long seed, double faultRate) {
        return new Rig(
                new GeneratedPrices(ContractSpecs.xbtusd(), seed, START),
                () -> Strategies.create("momentum", MOMENTUM),
                "6",
                seed,
                faultRate);
    }

    @Test
    void tradesAndBooksWithoutFaults() {
        Rig rig = rig(1, 0);
        for (int minute = 0; minute < 200; minute++) {
            rig.minute();
            rig.check();
        }
        assertThat(rig.decided()).hasSize(400);
        assertThat(rig.store.fills()).hasSizeGreaterThan(20);
        assertThat(rig.store.decisions()).noneMatch(Decision::synthetic);
        assertThat(rig.store.positions()).hasSize(200);
    }

    @Test
    void whatCameInLastIsInTheJournalWhenItHasEnded() {
        Rig rig = rig(1, 0);
        rig.minute();
        rig.stop();
        assertThat(rig.store.journal().stream().map(JournalEntry::payload)).contains(new Event.StopRequested("test"));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void booksAndStopAreRightWhateverBreaks(long seed) {
        Rig rig = rig(seed, 0.08);
        for (int minute = 0; minute < 120; minute++) {
            rig.minute();
            rig.check();
        }
        assertThat(rig.decided()).as("seed %s", seed).hasSize(240);
        assertThat(rig.store.decisions()).noneMatch(Decision::synthetic);
        assertThat(rig.exchange.injected).hasSizeGreaterThan(3);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aKilledBotGoesOnWhereItWas(long seed) {
        Rig rig = rig(seed, 0.05);
        Random random = new Random(seed);
        for (int minute = 0; minute < 100; minute++) {
            rig.minute();
            if (random.nextInt(7) == 0) {
                rig.boot();
            }
            rig.check();
        }
        assertThat(rig.store.decisions()).as("seed %s", seed).noneMatch(Decision::synthetic);
    }
}
