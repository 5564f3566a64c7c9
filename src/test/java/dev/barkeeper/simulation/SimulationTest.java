package dev.barkeeper.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The real bot in virtual time while everything around it breaks. */
class SimulationTest {
    private static final int SEEDS = 200;
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
        SimulationReport report = new SimulationReport();
        for (long seed = 1; seed <= SEEDS; seed++) {
            report.add(Simulation.run(Simulation.Setup.of(seed, BARS)));
        }
        assertThat(report.failed().stream()
                        .map(run -> "seed " + run.seed() + " " + run.findings().violations()))
                .isEmpty();
        assertThat(report.injected().keySet()).as("every kind was tried").containsExactlyInAnyOrder(FaultKind.values());
    }

    private static List<String> traced(long seed) {
        List<String> lines = new ArrayList<>();
        Simulation.Setup setup = Simulation.Setup.of(seed, 60);
        Simulation.run(new Simulation.Setup(seed, 60, setup.faults(), setup.changes(), Trace.to(lines::add)));
        return lines;
    }
}
