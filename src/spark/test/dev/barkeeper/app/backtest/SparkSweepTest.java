package dev.barkeeper.app.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.app.CommandContext;
import dev.barkeeper.model.E8;
import dev.barkeeper.paper.ContractSpecs;
import dev.barkeeper.paper.GeneratedPrices;
import dev.barkeeper.paper.PriceBar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Spark in local mode against the sweep itself. */
@Tag("spark")
class SparkSweepTest {
    private static final String[] SWEEP = {
        "--instance",
        "0",
        "--bars",
        "bars.csv",
        "--vary",
        "bitmex.tradebot.momentum.period=5..40/5",
        "--vary",
        "bitmex.tradebot.decision.long.stop.delta=10,20,40"
    };

    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void findsWhatTheSweepFindsAndGoesOnWhereItWas() throws IOException {
        layOut();
        CommandContext context = context();
        assertThat(new CommandLine(new SweepCommand(context)).execute(with("--out", "here")))
                .isZero();
        List<String> expected = Files.readAllLines(folder.resolve("here/sweep.csv"));
        SparkConf conf =
                new SparkConf().setAppName("test").setMaster("local[2]").set("spark.ui.enabled", "false");
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            assertThat(SparkSweep.run(spark, context, with("--out", "there")))
                    .as(said.toString(StandardCharsets.UTF_8))
                    .isZero();
            Path results = folder.resolve("there/sweep.csv");
            assertThat(Files.readAllLines(results)).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(folder.resolve("there/sweep.html")).exists();

            Files.writeString(results, String.join("\n", expected.subList(0, 7)) + "\n5,2");
            assertThat(SparkSweep.run(spark, context, with("--out", "there"))).isZero();
            assertThat(Files.readAllLines(results)).containsExactlyInAnyOrderElementsOf(expected);

            assertThat(SparkSweep.run(spark, context, with("--out", "there", "--seed", "2")))
                    .isEqualTo(1);
        }
        assertThat(expected).hasSize(2 + 24);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("run again over the whole path", "another sweep's results");
    }

    private void layOut() throws IOException {
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(
                folder.resolve("config/bitmex_bot_0.ini"),
                "[DEFAULT]\nbitmex.api.key = k\nbitmex.api.secret = s\nbitmex.tradebot.strategy = momentum\n");
        StringBuilder csv = new StringBuilder("timestamp,open,high,low,close,volume\n");
        GeneratedPrices prices = new GeneratedPrices(ContractSpecs.xbtusd(), 3, 1_583_150_400_000L);
        for (int i = 0; i < 2_000; i++) {
            PriceBar bar = prices.next();
            csv.append(bar.openMillis());
            for (long price : new long[] {bar.openE8(), bar.highE8(), bar.lowE8(), bar.closeE8()}) {
                csv.append(',').append(E8.toString(price));
            }
            csv.append(',').append(bar.volume()).append('\n');
        }
        Files.writeString(folder.resolve("bars.csv"), csv);
    }

    private CommandContext context() {
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return new CommandContext(folder, folder, Path.of("none"), Map.of(), out, out, Clock.systemUTC());
    }

    private static String[] with(String... more) {
        String[] all = java.util.Arrays.copyOf(SWEEP, SWEEP.length + more.length);
        System.arraycopy(more, 0, all, SWEEP.length, more.length);
        return all;
    }
}
