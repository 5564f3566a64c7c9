package dev.barkeeper.backtest.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepFileTest {
    private static final SweepRow FIRST = row("1");
    private static final SweepRow SECOND = row("2");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameIt() {
        file = folder.resolve("results/sweep.csv");
    }

    @Test
    void goesOnWhereverItWasCutOff() throws IOException {
        try (SweepFile results = open()) {
            results.add(FIRST);
            results.add(SECOND);
        }
        byte[] all = Files.readAllBytes(file);
        for (int length = 0; length <= all.length; length++) {
            Files.write(file, Arrays.copyOf(all, length));
            try (SweepFile results = open()) {
                List.of(FIRST, SECOND).subList(results.rows().size(), 2).forEach(results::add);
                assertThat(results.rows()).containsExactly(FIRST, SECOND);
            }
            assertThat(Files.readAllBytes(file)).isEqualTo(all);
        }
    }

    @Test
    void isOfOneSweepAtATime() throws IOException {
        try (SweepFile results = open()) {
            results.add(FIRST);
            assertThatThrownBy(this::open)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("another sweep is writing to " + file + "; wait for its end or choose another --out");
        }
        assertThatThrownBy(() -> SweepFile.open(file, "other prices", List.of("a")))
                .hasMessageContaining("another sweep's results");
        try (SweepFile results = open()) {
            assertThat(results.rows()).containsExactly(FIRST);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,all,net,1.0,0.1,2.0,3,abc",
                "1,all,5,1.0,0.1",
                "1,all,5,1.0,0.1,2.0,3,abc,more",
                "1,all,5,much,0.1,2.0,3,abc",
                "\0\0\0\0"
            })
    void namesALineThatIsDamaged(String line) throws IOException {
        open().close();
        Files.writeString(file, Files.readString(file) + line + "\n");
        assertThatThrownBy(this::open)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + " has the broken line \"" + line + "\"; remove it");
    }

    private SweepFile open() throws IOException {
        return SweepFile.open(file, "prices and strategy", List.of("a"));
    }

    private static SweepRow row(String value) {
        return new SweepRow(Map.of("a", value), "all", -5, Double.NaN, 0.1, 1.5, 3, "abc");
    }
}
