package dev.barkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole benchmark, too short for its figures, on the real exchange, bot and database. */
@Tag("patient")
class BenchmarkCommandTest {
    @TempDir
    Path root;

    @Test
    void measuresEverySectionAndLeavesNothingBehind() throws Exception {
        CommandRun run = CommandRun.in(root, "benchmark", "--quick");

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .containsPattern("bot, H2 file, commit included, p50 +[0-9.]+ ms +≤ 2.00 ms +(met|MISSED)")
                .containsPattern("bot, H2 file, commit included, p99 +[0-9.]+ ms +≤ 10.00 ms")
                .containsPattern("bot, MariaDB, commit included, p50 +[0-9.]+ ms|bot, MariaDB +- +not measured: ")
                .containsPattern("commit left out / bare client, p50 +[0-9.]+ +≤ 3.00")
                .containsPattern("momentum, ratio of the two +[0-9.]+ +≤ 1.30")
                .containsPattern("ma-composite, rows read per bar, many +[0-9.]+ rows")
                .containsPattern("first start, tables to be made +[0-9.]+ s +≤ 3.00 s")
                .containsPattern("after 60 bars +[0-9.]+ MB +≤ 200.0 MB|not measured: no /proc")
                .containsPattern("processor time, of one core +[0-9.]+ % +≤ 0.50 %|not measured: this system");
        assertThat(Files.list(root.resolve("data"))).isEmpty();
    }

    @Test
    void refusesASectionThatThereIsNot() {
        CommandRun run = CommandRun.in(root, "benchmark", "--section", "7");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--section is 1, 2, 3, 4, 5 or 6, not [7]");
    }
}
