package dev.barkeeper.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The real bot in virtual time while everything around it breaks. */
class SimulationTest {
    private static final int THREADS = 2;
    private static final int SEEDS = 2_000;
    private static final int H2_SEEDS = 20;
    private static final int BARS = 200;

    @Test
    void oneSeedIsOneRunBitForBit() {
        assertThat(traced(4)).hasSizeGreaterThan(200).isEqualTo(traced(4)).isNotEqualTo(traced(5));
    }

    /** The order of a {@code Set.of} differs from process to process. */
    @Test
    void theKindsThatStrikeDoNotDependOnTheOrderTheyAreGivenIn() {
        List<FaultKind> backwards = new ArrayList<>(List.of(FaultKind.values()));
        Collections.reverse(backwards);
        for (long seed = 1; seed <= 40; seed++) {
            assertThat(new Chance(seed, new LinkedHashSet<>(backwards)).allowed())
                    .isEqualTo(new Chance(seed, EnumSet.allOf(FaultKind.class)).allowed());
        }
    }

    @Test
    void tradesWithoutFaultsAndFindsNothing() {
        Simulation.Result result = Simulation.run(new Simulation.Setup(1, 200, Set.of(), Changes.NONE, Trace.NONE));
        assertThat(result.findings().violations()).isEmpty();
        assertThat(result.injected()).isEmpty();
        assertThat(result.fills()).isGreaterThan(20);
        assertThat(result.syntheticRows()).isZero();
        assertThat(result.decidedBars()).isGreaterThanOrEqualTo(200);
    }

    @Test
    void booksAndStopsAreRightWhateverBreaks() {
        SimulationReport report = runs(RunStores::memory, 1, SEEDS, BARS);
        assertThat(report.injected().keySet()).as("every kind was tried").containsExactlyInAnyOrder(FaultKind.values());
        assertThat(report.bars()).isEqualTo((long) SEEDS * BARS);
    }

    @Test
    void theSameHoldsOnTheStoresOfARealBot() {
        runs(RunStores::h2, 1, H2_SEEDS, BARS);
    }

    /** Where the rows are kept changes nothing of what the bot does. */
    @Test
    void aSeedIsTheSameRunOnMemoryAndOnH2() {
        Simulation.Setup setup = Simulation.Setup.of(8, 60);
        try (RunStores memory = RunStores.memory();
                RunStores h2 = RunStores.h2()) {
            assertThat(h2.run(setup)).usingRecursiveComparison().isEqualTo(memory.run(setup));
        }
    }

    private static SimulationReport runs(Supplier<RunStores> stores, long first, int seeds, int bars) {
        SimulationReport report = new Campaign(
                        stores, Math.min(THREADS, Runtime.getRuntime().availableProcessors()))
                .run(first, seeds, seed -> Simulation.Setup.of(seed, bars));
        assertThat(report.failed().stream()
                        .map(run -> "seed " + run.seed() + " " + run.findings().violations()))
                .isEmpty();
        return report;
    }

    private static List<String> traced(long seed) {
        List<String> lines = new ArrayList<>();
        Simulation.Setup setup = Simulation.Setup.of(seed, 60);
        Simulation.run(new Simulation.Setup(seed, 60, setup.faults(), setup.changes(), Trace.to(lines::add)));
        return lines;
    }
}
