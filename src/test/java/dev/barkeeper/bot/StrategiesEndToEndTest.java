package dev.barkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.Fill;
import dev.barkeeper.paper.PriceBar;
import dev.barkeeper.paper.ScriptedPrices;
import dev.barkeeper.strategy.Strategies;
import dev.barkeeper.strategy.StrategySettings;
import dev.barkeeper.strategy.Stretches;
import dev.barkeeper.strategy.TestSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each strategy over a scripted stretch through the bot, its stops and the matching engine, with every kind of exit. */
class StrategiesEndToEndTest {
    private static final long START = 1_580_515_260_000L;

    /** Why positions ended: a reason's first words, or {@code stopped out}. */
    private record Run(int trips, Map<String, Integer> exits) {
        int exits(String beginning) {
            return exits.entrySet().stream()
                    .filter(exit -> exit.getKey().startsWith(beginning))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
        }
    }

    @Test
    void momentumTurnsBothWaysAndIsStopped() {
        StrategySettings settings = TestSettings.defaults();
        Run run = run("momentum", Stretches.momentum(START, settings.momentumPeriod()), 0);
        assertThat(run.trips()).isGreaterThanOrEqualTo(30);
        assertThat(run.exits("stopped out")).isGreaterThanOrEqualTo(5);
        assertThat(run.exits("long: close")).as("turns out of long").isGreaterThanOrEqualTo(10);
        assertThat(run.exits("short: close")).as("turns out of short").isGreaterThanOrEqualTo(10);
    }

    @Test
    void movementEndsReturnsTurnsAndIsStopped() {
        Run run = run("movement", Stretches.movement(START), 0);
        assertThat(run.trips()).isGreaterThanOrEqualTo(30);
        assertThat(run.exits("stopped out")).isGreaterThanOrEqualTo(5);
        assertThat(run.exits("long: movement ended") + run.exits("short: movement ended"))
                .isPositive();
        assertThat(run.exits("long: returned through") + run.exits("short: returned through"))
                .isPositive();
        assertThat(run.exits("long: moved") + run.exits("short: moved")).isPositive();
    }

    @Test
    void volatilityBreakoutLeavesByFallAndByStop() {
        Run run = run("volatility-breakout", Stretches.volatilityBreakout(START), 0);
        assertThat(run.trips()).isGreaterThanOrEqualTo(30);
        assertThat(run.exits("stopped out")).isGreaterThanOrEqualTo(5);
        assertThat(run.exits("long: chg5")).isGreaterThanOrEqualTo(5);
    }

    @Test
    void maCompositeIsHeldThreeHoursOrStoppedOnBothSides() {
        Run run = run("ma-composite", Stretches.maComposite(START), Stretches.COMPOSITE_WARM_UP);
        assertThat(run.trips()).isGreaterThanOrEqualTo(30);
        assertThat(run.exits("stopped out")).isGreaterThanOrEqualTo(5);
        assertThat(run.exits("long: held for")).isPositive();
        assertThat(run.exits("short: held for")).isPositive();
    }

    private static Run run(String strategy, List<Bar> bars, int history) {
        StrategySettings settings = TestSettings.defaults();
        List<PriceBar> prices = bars.subList(history, bars.size()).stream()
                .map(bar -> new PriceBar(
                        bar.openMillis(), bar.openE8(), bar.highE8(), bar.lowE8(), bar.closeE8(), bar.volume()))
                .toList();
        Rig rig = new Rig(
                new ScriptedPrices(prices),
                () -> Strategies.create(strategy, settings),
                Rig.rule("100", "400", "10"),
                bars.subList(0, history),
                1,
                0);
        int minutes = 0;
        while (minutes < prices.size()) {
            rig.minute();
            rig.check();
            minutes++;
        }
        assertThat(rig.decided()).as("two rows per bar").hasSize(2 * prices.size());
        assertThat(rig.store.decisions()).as("no synthetic row").noneMatch(Decision::synthetic);
        return reckon(rig);
    }

    private static Run reckon(Rig rig) {
        Map<Long, List<Decision>> byBar = new HashMap<>();
        rig.decided()
                .forEach(d -> byBar.computeIfAbsent(d.barMillis(), b -> new ArrayList<>())
                        .add(d));
        Map<String, Integer> exits = new HashMap<>();
        long position = 0;
        int trips = 0;
        for (Fill fill : rig.store.fills()) {
            long before = position;
            position += fill.signedContracts();
            if (before != 0 && position == 0) {
                trips++;
                exits.merge(why(fill, before, byBar), 1, Integer::sum);
            }
        }
        return new Run(trips, exits);
    }

    private static String why(Fill fill, long before, Map<Long, List<Decision>> byBar) {
        if (fill.orderType().isTriggered()) {
            return "stopped out";
        }
        long barMillis = fill.atMillis() - Math.floorMod(fill.atMillis(), Bar.MINUTE_MILLIS);
        Direction left = before > 0 ? Direction.LONG : Direction.SHORT;
        List<Decision> rows = byBar.getOrDefault(barMillis, List.of());
        String own = rows.stream()
                .filter(d -> d.direction() == left)
                .map(Decision::reason)
                .findFirst()
                .orElse("no decision");
        return left.text() + ": " + own;
    }
}
