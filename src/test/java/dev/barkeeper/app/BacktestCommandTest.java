package dev.barkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.barkeeper.model.E8;
import dev.barkeeper.paper.ContractSpecs;
import dev.barkeeper.paper.GeneratedPrices;
import dev.barkeeper.paper.PriceBar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestCommandTest {
    private static final long START = 1_583_150_400_000L;
    private static final int BARS = 2_000;

    @TempDir
    Path folder;

    @BeforeEach
    void writeIniAndPrices() throws IOException {
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(
                folder.resolve("config/bitmex_bot_0.ini"),
                "[DEFAULT]\nbitmex.api.key = k\nbitmex.api.secret = s\nbitmex.tradebot.strategy = momentum\n");
        StringBuilder csv = new StringBuilder("timestamp,open,high,low,close,volume\n");
        GeneratedPrices prices = new GeneratedPrices(ContractSpecs.xbtusd(), 3, START);
        for (int i = 0; i < BARS; i++) {
            PriceBar bar = prices.next();
            csv.append(Instant.ofEpochMilli(bar.openMillis()))
                    .append(',')
                    .append(E8.toString(bar.openE8()))
                    .append(',')
                    .append(E8.toString(bar.highE8()))
                    .append(',')
                    .append(E8.toString(bar.lowE8()))
                    .append(',')
                    .append(E8.toString(bar.closeE8()))
                    .append(',')
                    .append(bar.volume())
                    .append('\n');
        }
        Files.writeString(folder.resolve("bars.csv"), csv);
    }

    @Test
    void reportsTheSameInTerminalHtmlJsonAndCsv() throws IOException {
        CommandRun run = run("--check-look-ahead");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("Sharpe", "Maximum drawdown", "look-ahead: none found");
        JsonNode json =
                new ObjectMapper().readTree(folder.resolve("out/report.json").toFile());
        JsonNode figures = json.get("figures");
        assertThat(figures.get("bars").asLong()).isEqualTo(BARS - 11 + 1);
        List<String> trades = Files.readAllLines(folder.resolve("out/trades.csv"));
        assertThat(trades).hasSize(figures.get("trips").asInt() + 1);
        assertThat(json.get("trades")).hasSize(figures.get("trips").asInt());
        long net = 0;
        for (JsonNode trade : json.get("trades")) {
            net += trade.get("net").asLong();
        }
        assertThat(net).isEqualTo(figures.get("netMinor").asLong());
        assertThat(net)
                .isEqualTo(figures.get("grossMinor").asLong()
                        - figures.get("feesMinor").asLong()
                        - figures.get("fundingMinor").asLong());
        String html = Files.readString(folder.resolve("out/report.html"));
        assertThat(html).contains("\"netMinor\":" + net, "uPlot", "MIT").doesNotContain("src=\"http", "/*DATA*/");
    }

    @Test
    void chargesWhatItIsTold() throws IOException {
        assertThat(run("--taker-fee", "0", "--maker-fee", "0", "--funding", "0").exitCode())
                .isZero();
        JsonNode free = figures();
        assertThat(free.get("feesMinor").asLong()).isZero();
        assertThat(free.get("fundingMinor").asLong()).isZero();
        assertThat(run("--taker-fee", "0", "--maker-fee", "0", "--funding", "0", "--slippage", "4")
                        .exitCode())
                .isZero();
        JsonNode slipped = figures();
        assertThat(slipped.get("trips")).isEqualTo(free.get("trips"));
        assertThat(slipped.get("slippageMinor").asLong())
                .isGreaterThan(free.get("slippageMinor").asLong());
        assertThat(slipped.get("netMinor").asLong())
                .isLessThan(free.get("netMinor").asLong());
    }

    @Test
    void takesTheTimeItIsTold() throws IOException {
        assertThat(run("--latency", "2500").exitCode()).isZero();
        JsonNode slow = figures();
        assertThat(slow.get("bars").asLong()).isEqualTo(BARS - 11 + 1);
        JsonNode trades = new ObjectMapper()
                .readTree(folder.resolve("out/report.json").toFile())
                .get("trades");
        // the bar arrives 2.5 s late, the leave 2.5 s later, its fill is told 2.5 s later, the entry arrives 2.5 s
        // later
        assertThat(trades.get(1).get("entry").asText()).endsWith(":10Z");
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThat(CommandRun.in(folder, "backtest", "--instance", "0").err()).contains("--bars FILE or --stored");
        assertThat(run("--set", "bitmex.tradebot.momentum.period=none").err())
                .contains("bitmex.tradebot.momentum.period");
        assertThat(run("--from", "2031-01-01").err()).contains("no minute in that time");
        assertThat(run("--taker-fee", "7").err()).contains("not percent");
    }

    private JsonNode figures() throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve("out/report.json").toFile())
                .get("figures");
    }

    private CommandRun run(String... more) {
        String[] all = new String[7 + more.length];
        System.arraycopy(
                new String[] {"backtest", "--instance", "0", "--bars", "bars.csv", "--out", "out"}, 0, all, 0, 7);
        System.arraycopy(more, 0, all, 7, more.length);
        return CommandRun.in(folder, all);
    }
}
