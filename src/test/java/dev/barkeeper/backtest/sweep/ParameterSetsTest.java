package dev.barkeeper.backtest.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParameterSetsTest {
    private static final List<Axis> SMALL = List.of(Axis.parse("a=1..3/1"), Axis.parse("b=x,y"));
    private static final List<Axis> LARGE =
            List.of(Axis.parse("a=1..1000/1"), Axis.parse("b=1..1000/1"), Axis.parse("c=x,y,z"));

    @Test
    void drawsFromAGridThatIsTooLargeToRun() {
        List<Map<String, String>> drawn = ParameterSets.random(LARGE, 500, 7);
        assertThat(drawn).hasSize(500).doesNotHaveDuplicates().isEqualTo(ParameterSets.random(LARGE, 500, 7));
        for (int i = 0; i < LARGE.size(); i++) {
            Axis axis = LARGE.get(i);
            assertThat(drawn).extracting(set -> set.get(axis.key())).isSubsetOf(axis.values());
        }
        assertThat(drawn).extracting(set -> set.get("c")).contains("x", "y", "z");
        assertThat(ParameterSets.random(LARGE, 500, 8)).isNotEqualTo(drawn);
    }

    @Test
    void drawsEachOfASmallGridOnce() {
        assertThat(ParameterSets.random(SMALL, 99, 1)).containsExactlyInAnyOrderElementsOf(ParameterSets.grid(SMALL));
        assertThat(ParameterSets.random(SMALL, 2, 1)).hasSize(2).isSubsetOf(ParameterSets.grid(SMALL));
    }

    @Test
    void refusesWhatNobodyCanRunOrCount() {
        assertThatThrownBy(() -> ParameterSets.grid(LARGE))
                .hasMessage("3000000 combinations are more than 1000000; try --random");
        List<Axis> endless = java.util.stream.IntStream.range(0, 8)
                .mapToObj(i -> Axis.parse("k" + i + "=1..1000/1"))
                .toList();
        assertThatThrownBy(() -> ParameterSets.random(endless, 5, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more combinations than can be counted");
    }

    @Test
    void readsRangesInWholeAndDecimalSteps() {
        assertThat(Axis.parse("a=-1..1/1").values()).containsExactly("-1", "0", "1");
        assertThat(Axis.parse("a = 0.1 .. 0.35 / 0.1").values()).containsExactly("0.1", "0.2", "0.3");
        assertThat(Axis.parse("a=7..7/1").values()).containsExactly("7");
    }

    @Test
    void refusesARangeOfWhichAPartWouldBeForgotten() {
        for (String range : List.of("1..3..5/1", "1..3/1/5", "1..3", "../1", "1..x/1")) {
            assertThatThrownBy(() -> Axis.parse("a=" + range)).hasMessage(range + " is not from..to/step in numbers");
        }
        for (String number : List.of("1e-999999999", "1e999999999", "1e-2147483647")) {
            assertThatThrownBy(() -> Axis.parse("a=0..1/" + number)).hasMessage(number + " has more than 30 digits");
        }
        assertThatThrownBy(() -> Axis.parse("a=5..1/1")).hasMessage("a=5..1/1 has no value");
        assertThatThrownBy(() -> Axis.parse("a=1..2/0")).hasMessage("the step 0 is not above 0");
        assertThatThrownBy(() -> Axis.parse("a=1..20000/1"))
                .hasMessage("from 1 to 20000 there are more than 10000 steps of 1");
    }
}
