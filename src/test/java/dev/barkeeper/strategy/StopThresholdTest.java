package dev.barkeeper.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.E8;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StopThresholdTest {
    @Test
    void absoluteDeltasComeOnTopOfThePad() {
        StopThreshold stop = new StopThreshold(TestSettings.defaults());
        assertThat(stop.longPrice(holding(Direction.LONG, 9_328.5, 9_321))).isEqualTo(9_211);
        assertThat(stop.shortPrice(holding(Direction.SHORT, 9_677, 9_653.5))).isEqualTo(10_087);
    }

    @Test
    void relativeDeltasAreTakenOfThePaddedReference() {
        StopThreshold stop = new StopThreshold(relative());
        assertThat(stop.longPrice(holding(Direction.LONG, 9_321, 9_330))).isEqualTo(9_124.78, within(1e-9));
        assertThat(stop.shortPrice(holding(Direction.SHORT, 9_301, 9_300))).isEqualTo(9_311 * 1.02, within(1e-9));
    }

    @Test
    void touchingIsNotPassing() {
        StopThreshold stop = new StopThreshold(TestSettings.defaults());
        Holding held = holding(Direction.LONG, 9_328.5, 9_321);
        assertThat(stop.isPassed(bar(9_211, 9_300), held)).isFalse();
        assertThat(stop.isPassed(bar(9_210.5, 9_300), held)).isTrue();
        Holding sold = holding(Direction.SHORT, 9_677, 9_653.5);
        assertThat(stop.isPassed(bar(9_300, 10_087), sold)).isFalse();
        assertThat(stop.isPassed(bar(9_300, 10_087.5), sold)).isTrue();
    }

    private static Bar bar(double low, double high) {
        return Bar.ofPrices("X", 0, E8.ofDouble(low), E8.ofDouble(high), E8.ofDouble(low), E8.ofDouble(low), 1);
    }

    private static Holding holding(Direction direction, double decision, double entry) {
        return new Holding(direction, 100, E8.ofDouble(decision), E8.ofDouble(entry), 0);
    }

    private static StrategySettings relative() {
        return new StrategySettings(
                100, 100, 4, 1.5, 3, 0.02, false, 0.02, false, 10, 10, 5, 20, false, 100, 5, 2, Map.of());
    }
}
