package dev.barkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.E8;
import dev.barkeeper.paper.ContractSpecs;
import dev.barkeeper.paper.GeneratedPrices;
import dev.barkeeper.paper.PriceBar;
import dev.barkeeper.strategy.Moment;
import dev.barkeeper.strategy.Strategy;
import dev.barkeeper.strategy.StrategySettings;
import dev.barkeeper.strategy.Wishes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
    void writesTheRowsWhereQueryFindsThem() throws IOException {
        CommandRun run = run("--write", "--to", "2020-03-02T13:00:00Z");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("query --instance 0 --root " + folder.resolve("out"));
        CommandRun query = CommandRun.in(
                folder,
                "query",
                "--instance",
                "0",
                "--root",
                "out",
                "--tsv",
                "select count(*), min(avg_px) > 0 from fills");
        List<String> trades = Files.readAllLines(folder.resolve("out/trades.csv"));
        long fills = 2L * (trades.size() - 1) - (trades.get(trades.size() - 1).contains(",open,") ? 1 : 0);
        assertThat(query.exitCode()).as(query.err()).isZero();
        assertThat(query.out().lines().toList().get(1)).startsWith(fills + "\t");
        assertThat(fills).isGreaterThan(5);
    }

    @Test
    void writesNoRowsOverTheIniOfABot() throws IOException {
        String ini = Files.readString(folder.resolve("config/bitmex_bot_0.ini"));
        CommandRun run =
                CommandRun.in(folder, "backtest", "--instance", "0", "--bars", "bars.csv", "--write", "--out", ".");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("bitmex_bot_0.ini is a bot's own and would be overwritten");
        assertThat(Files.readString(folder.resolve("config/bitmex_bot_0.ini"))).isEqualTo(ini);
        assertThat(run("--write", "--to", "2020-03-02T13:00:00Z").exitCode()).isZero();
        assertThat(run("--write", "--to", "2020-03-02T13:00:00Z").exitCode()).isZero();
    }

    @Test
    void aRunWithoutATradeSaysWhatWasRefused() throws IOException {
        CommandRun byVenue = run(
                "--set",
                "bitmex.symbol=XBTUSDT",
                "--set",
                "bitmex.tradebot.decision.long.size=7",
                "--set",
                "bitmex.tradebot.decision.short.size=7");
        assertThat(byVenue.exitCode()).as(byVenue.err()).isZero();
        assertThat(byVenue.out())
                .contains("Trades             0, 0 stopped")
                .containsPattern("refused +\\d+ entries, the first: INVALID Order quantity must be a multiple of lot")
                .contains("Maximum drawdown   0.00 %");
        assertThat(run("--deposit", "100").out())
                .containsPattern("refused +\\d+ entries, the first: INSUFFICIENT_FUNDS");
        assertThat(run().out()).doesNotContain("refused ");
    }

    @Test
    void aSecretThatIsSetIsNotShown() throws IOException {
        CommandRun run = run("--set", "bitmex.api.secret=hush-hush", "--set", "bitmex.tradebot.momentum.period=7");
        assertThat(run.out() + run.err() + Files.readString(folder.resolve("out/report.json")))
                .contains("{bitmex.tradebot.momentum.period=7}")
                .doesNotContain("hush");
    }

    @Test
    void anAmountThatWouldOverflowIsRefused() {
        String most = Long.toString(Long.MAX_VALUE);
        assertThat(run("--slippage", most).err()).contains("--slippage " + most + " is not between 0 and 10000");
        assertThat(run("--deposit", most).err())
                .contains("--deposit " + most + " is not between 1 and 1000000000000000");
    }

    @Test
    void aPositionLargerThanTheWholeBookIsLeftInParts() throws IOException {
        StringBuilder dear = new StringBuilder("timestamp,open,high,low,close,volume\n");
        GeneratedPrices prices = new GeneratedPrices(ContractSpecs.xbtusd(), 3, START);
        for (int i = 0; i < 500; i++) {
            PriceBar bar = prices.next();
            dear.append(Instant.ofEpochMilli(bar.openMillis()));
            for (long priceE8 : List.of(bar.openE8(), bar.highE8(), bar.lowE8(), bar.closeE8())) {
                dear.append(',').append(E8.toString(5 * priceE8));
            }
            dear.append(",1\n");
        }
        Files.writeString(folder.resolve("dear.csv"), dear);
        List<String> huge = new ArrayList<>(List.of(
                "backtest", "--instance", "0", "--bars", "dear.csv", "--no-files", "--deposit", "10000000000000"));
        for (String key : List.of("decision.long.size", "decision.short.size", "order.max", "position.max")) {
            huge.addAll(List.of("--set", "bitmex.tradebot." + key + "=6000000"));
        }
        CommandRun lockStep = CommandRun.in(folder, huge.toArray(String[]::new));
        assertThat(lockStep.exitCode()).as(lockStep.err()).isZero();
        huge.addAll(List.of("--latency", "100"));
        CommandRun slow = CommandRun.in(folder, huge.toArray(String[]::new));
        assertThat(slow.exitCode()).as(slow.err()).isZero();
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
    void sweepsGoOnWhereTheyWereAndTradeAsOneRunDoes() throws IOException {
        String[] sweep = {
            "sweep",
            "--instance",
            "0",
            "--bars",
            "bars.csv",
            "--out",
            "s",
            "--vary",
            "bitmex.tradebot.momentum.period=5,20",
            "--vary",
            "bitmex.tradebot.decision.long.stop.delta=20..40/20"
        };
        CommandRun first = CommandRun.in(folder, sweep);
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).contains("warning: the best of 4 is chosen by hindsight");
        Path file = folder.resolve("s/sweep.csv");
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2 + 4);
        for (String line : lines.subList(2, 6)) {
            String[] cells = line.split(",");
            assertThat(run(
                                    "--set",
                                    "bitmex.tradebot.momentum.period=" + cells[0],
                                    "--set",
                                    "bitmex.tradebot.decision.long.stop.delta=" + cells[1])
                            .exitCode())
                    .isZero();
            assertThat(figures().get("netMinor").asText()).isEqualTo(cells[3]);
            assertThat(figures().get("trips").asText()).isEqualTo(cells[7]);
            assertThat(digestOfTrades()).as(line).isEqualTo(cells[8]);
        }
        Files.writeString(file, String.join("\n", lines.subList(0, 4)) + "\n5,2");
        assertThat(CommandRun.in(folder, sweep).exitCode()).isZero();
        assertThat(Files.readAllLines(file)).containsExactlyInAnyOrderElementsOf(lines);
        assertThat(Files.readString(folder.resolve("s/sweep.html"))).contains("<table>", "momentum.<wbr>period");
        String prices = Files.readString(folder.resolve("bars.csv"));
        int lastPrice = prices.lastIndexOf(',');
        Files.writeString(
                folder.resolve("bars.csv"), prices.substring(0, lastPrice) + "1" + prices.substring(lastPrice));
        assertThat(CommandRun.in(folder, sweep).err()).contains("another sweep's results");
        Files.writeString(folder.resolve("bars.csv"), prices);
        assertThat(CommandRun.in(folder, sweep).exitCode()).isZero();
        Files.writeString(file, String.join("\n", lines).replaceAll(",all,-?", ",all,9") + "\n");
        CommandRun damaged = CommandRun.in(folder, sweep);
        assertThat(damaged.exitCode()).isEqualTo(1);
        assertThat(damaged.err()).contains("a result of the sweep is wrong");
        Files.writeString(file, String.join("\n", lines) + "\n");
        sweep[sweep.length - 1] = "bitmex.tradebot.decision.short.stop.delta=20,40";
        assertThat(CommandRun.in(folder, sweep).err()).contains("another sweep's results");
    }

    @Test
    void walksForward() {
        CommandRun run = CommandRun.in(
                folder,
                "sweep",
                "--instance",
                "0",
                "--bars",
                "bars.csv",
                "--out",
                "w",
                "--walk-forward",
                "2",
                "--vary",
                "bitmex.tradebot.momentum.period=5,10,20");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("walk-forward 1:", "walk-forward 2:", "sum of what the choices brought");
    }

    /** A choice is tried on minutes it was not made on, whatever warm-up the other sets need. */
    @Test
    void aPartIsDecidedOnByAllSetsAlikeAndByNoneBeforeItBegins() throws IOException {
        assertThat(sweep("alone", "--walk-forward", "1", "--vary", "bitmex.tradebot.momentum.period=300,301")
                        .exitCode())
                .isZero();
        assertThat(sweep("beside", "--walk-forward", "1", "--vary", "bitmex.tradebot.momentum.period=10,301")
                        .exitCode())
                .isZero();
        int part = BARS / 2;
        String out = cellsOf("beside", "10", "1-out")[2];
        run("--from", minute(part - 11), "--set", "bitmex.tradebot.momentum.period=10");
        assertThat(figures().get("bars").asInt()).isEqualTo(part + 1);
        assertThat(figures().get("netMinor").asText()).isEqualTo(out);
        String in = cellsOf("beside", "10", "1-in")[2];
        run("--from", minute(302 - 11), "--to", minute(part), "--set", "bitmex.tradebot.momentum.period=10");
        assertThat(figures().get("netMinor").asText()).isEqualTo(in);
        assertThat(cellsOf("alone", "301", "1-in")).isEqualTo(cellsOf("beside", "301", "1-in"));
    }

    @Test
    void aPartThatIsNoLongerThanItsWarmUpIsRefused() {
        assertThat(sweep("w", "--walk-forward", "4", "--vary", "bitmex.tradebot.momentum.period=10,399")
                        .err())
                .contains("each of the 5 parts has 400 minutes, the longest warm-up alone takes 400");
    }

    @Test
    void aPartOfOneDayHasNoSharpeAndIsChosenOnByNet() throws IOException {
        for (String values : List.of("5,40", "40,5")) {
            String vary = "bitmex.tradebot.momentum.period=" + values;
            String out = "by-" + values.replace(',', '-');
            CommandRun run = sweep(out, "--walk-forward", "2", "--threads", "1", "--vary", vary);
            assertThat(cellsOf(out, "5", "1-in")[3]).isEqualTo("NaN");
            long five = Long.parseLong(cellsOf(out, "5", "1-in")[2]);
            long forty = Long.parseLong(cellsOf(out, "40", "1-in")[2]);
            assertThat(run.out())
                    .contains(
                            "walk-forward 1: {bitmex.tradebot.momentum.period=" + (five > forty ? 5 : 40) + "} chosen");
        }
    }

    @Test
    void aSweepTellsOfTheSetsItWasAskedForAlone() throws IOException {
        assertThat(sweep("s", "--vary", "bitmex.tradebot.momentum.period=5,10").exitCode())
                .isZero();
        CommandRun other = sweep("s", "--vary", "bitmex.tradebot.momentum.period=20");
        assertThat(other.exitCode()).as(other.err()).isZero();
        assertThat(other.out())
                .contains("{bitmex.tradebot.momentum.period=20} all")
                .doesNotContain("period=5}");
        assertThat(Files.readAllLines(folder.resolve("s/sweep.csv"))).hasSize(2 + 3);
    }

    @Test
    void whatIsVariedNeedNotMakeSenseAsTheFileHasIt() throws IOException {
        String relative = "bitmex.tradebot.decision.long.stop.delta.absolute=False";
        CommandRun run = sweep("s", "--vary", "bitmex.tradebot.decision.long.stop.delta=0.01,0.02", "--set", relative);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readAllLines(folder.resolve("s/sweep.csv"))).hasSize(2 + 2);
        assertThat(sweep("s", "--vary", "bitmex.tradebot.decision.long.stop.delta=0.03", "--set", relative)
                        .exitCode())
                .isZero();
    }

    @Test
    void anotherContractIsAnotherSweep() {
        String[] vary = {"--vary", "bitmex.tradebot.momentum.period=5,10"};
        assertThat(sweep("s", vary).exitCode()).isZero();
        assertThat(sweep("s", vary[0], vary[1], "--set", "bitmex.symbol=XBTUSDT")
                        .err())
                .contains("another sweep's results");
    }

    @Test
    void aSweepOfOneKeyTwiceOrOnNoThreadIsRefused() {
        String[] vary = {"--vary", "bitmex.tradebot.momentum.period=5,10"};
        CommandRun twice = sweep("s", vary[0], vary[1], vary[0], vary[1]);
        assertThat(twice.exitCode()).isEqualTo(2);
        assertThat(twice.err()).contains("names a key twice");
        CommandRun noThread = sweep("s", vary[0], vary[1], "--threads", "0");
        assertThat(noThread.exitCode()).isEqualTo(2);
        assertThat(noThread.err()).contains("--threads 0 is not between 1 and");
    }

    private CommandRun sweep(String out, String... options) {
        List<String> words = new ArrayList<>(List.of("sweep", "--instance", "0", "--bars", "bars.csv", "--out", out));
        words.addAll(List.of(options));
        return CommandRun.in(folder, words.toArray(String[]::new));
    }

    /** Of the only key's value and the span. */
    private String[] cellsOf(String out, String value, String span) throws IOException {
        return Files.readAllLines(folder.resolve(out + "/sweep.csv")).stream()
                .filter(line -> line.startsWith(value + "," + span + ","))
                .findFirst()
                .orElseThrow()
                .split(",");
    }

    private static String minute(int index) {
        return Instant.ofEpochMilli(START + index * 60_000L).toString();
    }

    /** From the report's own trades, figure by figure. */
    private String digestOfTrades() throws IOException {
        long hash = 0xcbf29ce484222325L;
        for (JsonNode trade : new ObjectMapper()
                .readTree(folder.resolve("out/report.json").toFile())
                .get("trades")) {
            long[] figures = {
                trade.get("direction").asText().equals("long") ? 0 : 1,
                trade.get("contracts").asLong(),
                Instant.parse(trade.get("entry").asText()).toEpochMilli(),
                E8.parse(trade.get("entryPrice").asText()),
                Instant.parse(trade.get("exit").asText()).toEpochMilli(),
                E8.parse(trade.get("exitPrice").asText()),
                List.of("left", "stopped", "open").indexOf(trade.get("ending").asText()),
                trade.get("net").asLong()
            };
            for (long figure : figures) {
                hash = (hash ^ figure) * 0x100000001b3L;
                hash ^= hash >>> 29;
            }
        }
        return Long.toHexString(hash);
    }

    @Test
    void namesAStrategyThatRemembersTheFutureFromAnEarlierRun() {
        CommandRun run = run("--check-look-ahead", "--set", "bitmex.tradebot.strategy=" + Remembering.class.getName());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("does not decide the same twice", "with 200 of 2000 bars it decided");
    }

    /** Knows a price ten minutes on as soon as any run has been there. */
    public static final class Remembering implements Strategy {
        private static final Map<Long, Long> CLOSES = new ConcurrentHashMap<>();
        private final long contracts;

        public Remembering(StrategySettings settings) {
            contracts = settings.longSize();
        }

        @Override
        public int warmUpBars() {
            return 1;
        }

        @Override
        public void onBar(Bar bar) {
            CLOSES.put(bar.closeMillis(), bar.closeE8());
        }

        @Override
        public Wishes decide(Moment moment) {
            long close = moment.bar().closeE8();
            boolean rises = CLOSES.getOrDefault(moment.bar().closeMillis() + 600_000, close) >= close;
            Direction wanted = rises ? Direction.LONG : Direction.SHORT;
            return moment.holds(wanted) ? Wishes.hold("known") : Wishes.enter(wanted, contracts, moment, "known");
        }
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThat(CommandRun.in(folder, "backtest", "--instance", "0").err()).contains("--bars FILE or --stored");
        assertThat(run("--set", "bitmex.tradebot.momentum.period=none").err())
                .contains("bitmex.tradebot.momentum.period");
        assertThat(run("--from", "2031-01-01").err()).contains("no minute in that time");
        assertThat(run("--taker-fee", "7").err()).contains("not percent");
    }

    @Test
    void saysWhichKeysMeanNothing() {
        assertThat(run("--set", "strategy.pace=3", "--no-files").out())
                .contains("strategy.pace is ignored: momentum has no such key");
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
