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
}
