package dev.barkeeper.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The process is ended at every point where it talks to its surroundings, in every phase, and started again. */
class CrashPointsTest {
    private static final int SEEDS = 60;
    private static final int BARS = 70;
    private static final int KILLS_PER_PLACE = 1;
    /** The loop does not call it: it belongs to whoever assembles the process. */
    private static final Set<String> NOT_CALLED_BY_THE_CORE = Set.of("Exchange.close");
    /** Only asked for by the process around the loop, or when history cannot be read from memory. */
    private static final Set<String> OF_THE_PROCESS = Set.of(
            "BotStore.commit[StopRequested]",
            "Inbox.put[StopRequested]",
            "Inbox.put[StoreChanged]",
            "Timers.schedule[HISTORY]");
    /** Change nothing that has to last, so they alone lead to no commit; ended at the inbox instead. */
    private static final Set<String> WITHOUT_A_COMMIT = Set.of(
            "BotStore.commit[AccountFetchFailed]",
            "BotStore.commit[CancelFailed]",
            "BotStore.commit[Connected]",
            "BotStore.commit[Disconnected]",
            "BotStore.commit[FillsFetchFailed]",
            "BotStore.commit[LookUpFailed]",
            "BotStore.commit[PositionReported]");
    /**
     * Take a request that waits a second for its retry and is not wanted any more when that rings, a leave or a stop that the
     * venue sees nothing to reduce for: one run in thousands.
     */
    private static final Set<String> TOO_RARE =
            Set.of("BotStore.commit[AlarmRang]", "Timers.schedule[LEAVE]", "Timers.schedule[STOP]");

    private record Place(String point, BotPhase phase) {}

    private record Kill(long seed, int pass) {}

    @Test
    void everyPointInEveryPhaseIsSurvived() {
        Map<Place, List<Kill>> places = new HashMap<>();
        LongStream.rangeClosed(1, SEEDS)
                .parallel()
                .mapToObj(CrashPointsTest::passes)
                .forEachOrdered(each -> each.forEach((place, kill) -> {
                    List<Kill> kills = places.computeIfAbsent(place, at -> new ArrayList<>());
                    if (kills.size() < KILLS_PER_PLACE) {
                        kills.add(kill);
                    }
                }));
        assertThat(uncovered(places)).as("points no run came to: cover them").isEmpty();
        assertThat(phases(places)).containsExactlyInAnyOrder(BotPhase.values());
        List<String> found = places.entrySet().parallelStream()
                .flatMap(place -> place.getValue().stream().flatMap(kill -> killed(place.getKey(), kill)))
                .toList();
        assertThat(found).isEmpty();
        assertThat(places).hasSizeGreaterThan(400);
    }

    private static Stream<String> killed(Place place, Kill kill) {
        CrashGate gate = CrashGate.killingAt(kill.pass());
        Simulation.Result result = Simulation.run(setup(kill.seed(), gate));
        assertThat(gate.hasKilled()).as("%s of seed %s", place, kill).isTrue();
        return result.findings().violations().stream().map(what -> place + " " + kill + ": " + what);
    }

    /** Where a run comes to, each place once. */
    private static Map<Place, Kill> passes(long seed) {
        CrashGate gate = CrashGate.counting();
        Simulation.run(setup(seed, gate));
        Map<Place, Kill> first = new LinkedHashMap<>();
        for (CrashGate.Pass pass : gate.passes()) {
            first.putIfAbsent(new Place(pass.point(), pass.phase()), new Kill(seed, pass.number()));
        }
        return first;
    }

    private static Simulation.Setup setup(long seed, CrashGate gate) {
        Simulation.Setup all = Simulation.Setup.of(seed, BARS);
        return new Simulation.Setup(seed, BARS, all.faults(), gate.changes(), Trace.NONE, gate);
    }

    private static Set<String> uncovered(Map<Place, List<Kill>> places) {
        Set<String> uncovered = new TreeSet<>(CrashPoints.all());
        places.keySet().forEach(place -> uncovered.remove(place.point()));
        uncovered.removeIf(point -> NOT_CALLED_BY_THE_CORE.contains(point.split(" ")[0])
                || OF_THE_PROCESS.contains(point.split(" ")[0])
                || WITHOUT_A_COMMIT.contains(point.split(" ")[0])
                || TOO_RARE.contains(point.split(" ")[0]));
        return uncovered;
    }

    private static Set<BotPhase> phases(Map<Place, List<Kill>> places) {
        Map<BotPhase, Integer> counts = new EnumMap<>(BotPhase.class);
        places.keySet().forEach(place -> counts.merge(place.phase(), 1, Integer::sum));
        return counts.isEmpty() ? EnumSet.noneOf(BotPhase.class) : counts.keySet();
    }
}
