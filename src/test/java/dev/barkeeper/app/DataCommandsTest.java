package dev.barkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.app.config.ClockSpeed;
import dev.barkeeper.app.serve.ExchangeSession;
import dev.barkeeper.app.serve.ExchangeSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** query, dump and bars import on a real H2 file. */
class DataCommandsTest {
    private static final String HEADER = "timestamp,open,high,low,close,volume\n";
    private static final String BARS = HEADER
            + "2026-11-20T12:00:00Z,100,101,99,100.5,7\n"
            + "2026-11-20T12:01:00Z,100.5,102,100,101,8\n"
            + "2026-11-20T12:02:00Z,101,101,100,100,9\n";

    @TempDir
    Path root;

    @BeforeEach
    void layOut() throws IOException {
        Files.createDirectories(root.resolve("config"));
        Files.writeString(
                root.resolve("config/bitmex_bot_0.ini"), "[DEFAULT]\nbitmex.api.key=k\nbitmex.api.secret=s\n");
    }

    @Test
    void importsBarsOnceAndShowsThemAsTheShellWould() throws IOException {
        Files.writeString(root.resolve("bars.csv"), BARS);
        CommandRun first = run("bars", "import", "bars.csv", "--instance", "0");
        CommandRun again = run("bars", "import", "bars.csv", "--instance", "0");
        CommandRun table = run(
                "query",
                "--instance",
                "0",
                "select timestamp_dt, symbol, close_px, volume from tradeBin1m order by timestamp_dt desc limit 2;");

        assertThat(first.err()).isEmpty();
        assertThat(first.out())
                .isEqualTo("3 of 3 bars stored as XBTUSD, closes 2026-11-20T12:01:00Z to 2026-11-20T12:03:00Z"
                        + System.lineSeparator());
        assertThat(again.out()).startsWith("0 of 3 bars stored").contains("--replace");
        assertThat(table.out().lines().toList())
                .hasSize(7)
                .last()
                .asString()
                .matches("2 rows in set \\(\\d+\\.\\d\\d sec\\)");
        assertThat(table.out())
                .containsPattern("\\| 2026-11-20 12:03:00(\\.000)? +\\| XBTUSD \\| +100(\\.0+)? \\| +9 \\|");
    }

    @Test
    void aDatabaseThatDoesNotLetInAndAFolderThatIsNoneAreToldInOneLine() throws IOException {
        Files.writeString(root.resolve("plain"), "no folder");
        CommandRun noFolder = run("dump", "--instance", "0", "--to", "plain");
        assertThat(noFolder.exitCode()).isEqualTo(1);
        assertThat(noFolder.err()).startsWith("barkeeper dump: dump ").contains("db-dump-", " cannot be written: ");
        Files.writeString(
                root.resolve("config/bitmex_bot_0.ini"),
                "[DEFAULT]\nbitmex.api.key=k\nbitmex.api.secret=s\ndb.user=other\ndb.password=wrong\n");
        CommandRun notLetIn = run("query", "--instance", "0", "select 1");
        assertThat(notLetIn.exitCode()).isEqualTo(1);
        assertThat(notLetIn.err().lines()).hasSize(1);
        assertThat(notLetIn.err())
                .startsWith("barkeeper query: database jdbc:h2:")
                .doesNotContain("Exception");
    }

    @Test
    void exportsWhatItImported() throws IOException {
        Files.writeString(root.resolve("bars.csv"), BARS);
        run("bars", "import", "bars.csv", "--instance", "0");
        assertThat(run("bars", "export", "out.csv.gz", "--instance", "0").exitCode())
                .isZero();
        assertThat(run("bars", "export", "config", "--instance", "0").err())
                .contains("config is a folder; name a file in it");
        assertThat(run("bars", "export", "nowhere/out.csv", "--instance", "0").err())
                .contains("nowhere/out.csv does not exist");
        assertThat(run("bars", "check", "out.csv.gz", "--instance", "0").out())
                .contains("3 minutes, 2026-11-20T12:00:00Z to 2026-11-20T12:02:00Z", "nothing is missing");
        assertThat(run("bars", "import", "out.csv.gz", "--instance", "0", "--replace")
                        .out())
                .startsWith("3 of 3 bars stored");
        assertThat(run("bars", "check", "--instance", "0").out()).contains("3 minutes of XBTUSD", "nothing is missing");
        assertThat(root.resolve("out.csv.gz.part")).doesNotExist();
    }

    @Test
    void fetchesWhatIsMissingFromTheVenue() throws Exception {
        ExchangeSettings venue = new ExchangeSettings(
                0, Optional.empty(), false, new ClockSpeed(1), 1, Optional.empty(), Optional.empty());
        try (ExchangeSession exchange = ExchangeSession.start(
                venue, Instant.parse("2026-11-20T12:00:30Z").toEpochMilli())) {
            Files.writeString(
                    root.resolve("config/bitmex_bot_0.ini"),
                    "[DEFAULT]\nbitmex.api.key = paper-key-for-barkeeper0\nbitmex.api.secret ="
                            + " paper-secret-that-opens-nothing-but-paper-trades\nbitmex.api.url = "
                            + exchange.restUrl()
                            + "\nbitmex.ws.url = " + exchange.webSocketUrl() + "\n");
            CommandRun fetched = run("bars", "fetch", "--instance", "0", "--days", "1");
            CommandRun checked = run("bars", "check", "--instance", "0");

            assertThat(fetched.exitCode()).as(fetched.err()).isZero();
            assertThat(fetched.out()).startsWith("1440 minutes of XBTUSD are stored of these 1 days");
            assertThat(checked.out()).contains("nothing is missing");
        }
        assertThat(run("bars", "fetch", "--instance", "0", "--days", "2").exitCode())
                .isEqualTo(1);
    }

    @Test
    void saysWhichMinutesAreMissing() throws IOException {
        Files.writeString(root.resolve("holes.csv"), BARS + "2026-11-20T12:05:00Z,100,101,99,100.5,7\n");
        CommandRun check = run("bars", "check", "holes.csv", "--instance", "0");
        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out()).contains("line 5: 2 minutes are missing before it, from 2026-11-20T12:03:00Z");
        CommandRun refused = run("bars", "import", "holes.csv", "--instance", "0", "--no-gaps");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("line 5", "nothing was stored");
        assertThat(run("bars", "check", "--instance", "0").err()).contains("no minute of XBTUSD is stored");
        assertThat(run("bars", "import", "holes.csv", "--instance", "0").err())
                .contains("line 5: 2 minutes are missing", "2 minutes are missing in 1 gap");
        assertThat(run("bars", "check", "--instance", "0").exitCode()).isEqualTo(1);
        CommandRun walk = run("backtest", "--instance", "0", "--stored", "--no-gaps");
        assertThat(walk.exitCode()).isEqualTo(1);
        assertThat(walk.err()).contains("stored tradeBin1m: 2 minutes are missing from 2026-11-20T12:03:00Z");
    }

    @Test
    void printsTabsForPrograms() throws IOException {
        Files.writeString(root.resolve("bars.csv"), BARS);
        run("bars", "import", "bars.csv", "--instance", "0", "--stamp", "end");

        CommandRun tsv = run(
                "query",
                "--instance",
                "0",
                "--tsv",
                "select symbol, volume from tradeBin1m where" + " timestamp_dt = '2026-11-20 12:00:00'");

        assertThat(tsv.out()).isEqualTo("symbol\tvolume\nXBTUSD\t7\n");
    }

    @Test
    void saysWhenNothingIsFoundAndRefusesToWrite() {
        CommandRun empty = run("query", "--instance", "0", "select * from fills");
        CommandRun write = run("query", "--instance", "0", "delete from fills");
        CommandRun wrong = run("query", "--instance", "0", "select nonsense from fills");

        assertThat(empty.out()).matches("Empty set \\(\\d+\\.\\d\\d sec\\)\n");
        assertThat(write.exitCode()).isEqualTo(1);
        assertThat(write.err()).startsWith("barkeeper query: 'delete' is not a statement that only reads");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.err().lines()).hasSize(1);
    }

    @Test
    void aBadFileStoresNothing() throws IOException {
        Files.writeString(root.resolve("bad.csv"), BARS + "2026-11-20T12:03:00Z,100,oops,99,100,1\n");

        CommandRun bad = run("bars", "import", "bad.csv", "--instance", "0");
        CommandRun missing = run("bars", "import", "none.csv", "--instance", "0");

        assertThat(bad.exitCode()).isEqualTo(1);
        assertThat(bad.err().lines()).hasSize(1);
        assertThat(bad.err()).contains("bad.csv", "line 5", "nothing was stored");
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).contains("none.csv");
        assertThat(run("query", "--instance", "0", "--tsv", "select count(*) as n from tradeBin1m")
                        .out())
                .isEqualTo("n\n0\n");
    }

    @Test
    void readsCompressedFilesAndReplacesOnDemand() throws IOException {
        Files.writeString(root.resolve("bars.csv"), BARS);
        run("bars", "import", "bars.csv", "--instance", "0");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(root.resolve("b.csv.gz")))) {
            out.write((HEADER + "2026-11-20T12:00:00Z,100,101,99,100.5,70\n").getBytes(StandardCharsets.UTF_8));
        }

        CommandRun replaced = run("bars", "import", "b.csv.gz", "--instance", "0", "--replace");

        assertThat(replaced.out()).startsWith("1 of 1 bars stored");
        assertThat(run("query", "--instance", "0", "--tsv", "select sum(volume) as v from tradeBin1m")
                        .out())
                .isEqualTo("v\n87\n");
    }

    @Test
    void asksAnotherFoldersInstance() throws IOException {
        Path other = root.resolve("demo/run-1");
        Files.createDirectories(other.resolve("config"));
        Files.copy(root.resolve("config/bitmex_bot_0.ini"), other.resolve("config/bitmex_bot_0.ini"));

        CommandRun run = run("query", "--instance", "0", "--root", "demo/run-1", "--tsv", "select 1 as one");

        assertThat(run.out()).isEqualTo("one\n1\n");
        assertThat(other.resolve("data/barkeeper-0.mv.db")).exists();
        assertThat(root.resolve("data")).doesNotExist();
    }

    @Test
    void dumpsTheTablesIntoOneZip() throws IOException {
        Files.writeString(root.resolve("bars.csv"), BARS);
        run("bars", "import", "bars.csv", "--instance", "0");

        CommandRun dump = run("dump", "--instance", "0", "--bars", "--to", "out");
        CommandRun bad = run("dump", "--instance", "0", "--days", "0");

        assertThat(dump.out()).startsWith("written: ").contains("db-dump-20");
        try (ZipFile zip = new ZipFile(
                Path.of(dump.out().strip().substring("written: ".length())).toFile())) {
            List<String> names = zip.stream().map(ZipEntry::getName).toList();
            assertThat(names).contains("decisions.csv", "fills.csv", "orders.csv", "positions.csv", "tradeBin1m.csv");
            assertThat(new String(zip.getInputStream(zip.getEntry("tradeBin1m.csv"))
                                    .readAllBytes())
                            .lines())
                    .hasSize(4);
        }
        assertThat(bad.exitCode()).isEqualTo(2);
    }

    private CommandRun run(String... args) {
        return CommandRun.in(root, args);
    }
}
