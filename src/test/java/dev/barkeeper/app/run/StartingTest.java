package dev.barkeeper.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.app.config.ConfigurationException;
import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.gateway.ApiKey;
import dev.barkeeper.gateway.ApiKeys;
import dev.barkeeper.model.BotKey;
import dev.barkeeper.scraper.GapFiller;
import dev.barkeeper.watchdog.Beat;
import dev.barkeeper.watchdog.BeatFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts that cannot be, starts that must wait, and what a person reads of it. */
@Tag("patient")
class StartingTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(4);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private final List<String> said = new CopyOnWriteArrayList<>();

    @Test
    void aSecondProcessIsRefusedAndTheFirstGoesOn() throws Exception {
        try (TestVenue venue = new TestVenue(folder);
                BotChild first = BotChild.run(folder)) {
            venue.feeder.start();
            venue.awaitBars(3);
            BotChild.Ended same = BotChild.run(folder).awaitEnd();

            venue.ini.put("db.url", venue.paths.defaultDatabaseUrl());
            venue.ini.put("bitmex.tradebot.name", "bot0");
            Optional<String> sameName = host(venue.writeIni(1)).run();
            venue.ini.put("bitmex.tradebot.name", "other");
            Optional<String> sameSymbol = host(venue.writeIni(2)).run();

            assertThat(same.exitCode()).isEqualTo(1);
            assertThat(same.err())
                    .isEqualTo("barkeeper run: instance 0 runs already, pid " + first.pid()
                            + ": stop that process first\n");
            assertThat(sameName.orElse("started"))
                    .contains("bot0", "process " + first.pid(), "stop that process first");
            assertThat(sameSymbol.orElse("started"))
                    .contains("XBTUSD", "traded by bot bot0", "process " + first.pid(), "stop that process first");
            venue.awaitBars(venue.bars() + 3);
            first.term();
            assertThat(first.awaitEnd().exitCode()).isZero();
            venue.assertBooksAreRight();
        }
    }

    @Test
    void wrongCredentialsEndTheStartWithOneLine() throws Exception {
        try (TestVenue venue = new TestVenue(folder)) {
            venue.ini.put("bitmex.api.key", "nobody-knows-this-key000");
            Optional<String> key = host(venue.writeIni(1)).run();
            venue.ini.put("bitmex.api.key", ApiKeys.DEMO_KEY);
            venue.ini.put("bitmex.api.secret", "not-the-secret");
            Optional<String> secret = host(venue.writeIni(2)).run();
            venue.keys.add(new ApiKey(
                    ApiKeys.DEMO_KEY, ApiKeys.DEMO_SECRET, TestVenue.ACCOUNT, java.util.Set.of(ApiKey.ORDER), false));
            Optional<String> disabled = host(venue.writeIni(3)).run();

            venue.ini.put("bitmex.api.key", "pasted-with-a-dash–here");
            InstancePaths pasted = venue.writeIni(4);
            assertThatThrownBy(() -> host(pasted).run())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("bitmex.api.key = (hidden): allowed is printable ASCII characters")
                    .hasMessageNotContaining("dash");

            assertThat(key.orElse("started")).contains("Invalid API Key", "bitmex.api.key and bitmex.api.secret");
            assertThat(secret.orElse("started")).contains("Signature not valid", "bitmex.api.secret");
            assertThat(disabled.orElse("started")).contains("This key is disabled", "bitmex.api.key");
            assertThat(said).as("nothing was waited for").isEmpty();
        }
    }

    @Test
    void waitsForAVenueThatIsNotThereYetAndEndsAtOnceWhenTold() throws Exception {
        try (TestVenue venue = new TestVenue(folder)) {
            int port = venue.gateway.port();
            venue.gateway.close();
            try (BotChild impatient = BotChild.run(folder);
                    BotChild patient = BotChild.of(
                            folder,
                            "run",
                            "--instance",
                            "1",
                            "--root",
                            folder.toString(),
                            "--config",
                            venue.writeIni(1).botIni().getParent().toString())) {
                impatient.awaitPrinted("does not answer, waiting");
                impatient.term();
                BotChild.Ended told = impatient.awaitEnd(AT_ONCE);
                assertThat(told.exitCode()).as(told.toString()).isZero();
                assertThat(told.out()).contains("stopped while waiting for venue " + venue.gatewayUrl(port));
                assertThat(told.err()).isEmpty();

                patient.awaitPrinted("does not answer, waiting");
                venue.open(port);
                venue.feeder.start();
                venue.awaitBars(3);
                assertThat(patient.printed()).contains("answers now");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"spool", "recent"})
    void waitsForADiskThatDoesNotTakeItsFiles(String file) throws Exception {
        try (TestVenue venue = new TestVenue(folder)) {
            BotKey key = new BotKey(TestVenue.ACCOUNT, "XBTUSD", "bot0");
            Path inTheWay = (file.equals("spool") ? venue.paths.spoolFile(key) : venue.paths.recentFile(key))
                    .resolve("in-the-way");
            Files.createDirectories(inTheWay);
            try (BotChild bot = BotChild.run(folder)) {
                bot.awaitPrinted("does not answer, waiting: spool");
                Files.delete(inTheWay);
                Files.delete(inTheWay.getParent());
                bot.awaitPrinted("answers now");
                venue.feeder.start();
                venue.awaitBars(3);
                venue.stopAtRest(bot);
                venue.assertBooksAreRight();
            }
        }
    }

    @Test
    void tradesOnAndSaysSoWhileItsClockIsBehindTheVenues() throws Exception {
        try (TestVenue venue = new TestVenue(folder)) {
            venue.wall.setAhead(Duration.ofMinutes(5));
            try (BotChild bot = BotChild.run(folder)) {
                venue.feeder.start();
                venue.awaitBars(3);
                bot.awaitPrinted(" s behind the venue's");
                venue.wall.setAhead(Duration.ZERO);
                venue.awaitBars(venue.bars() + 5);
                bot.awaitPrinted("this machine's clock agrees with the venue's again");
                venue.wall.setAhead(Duration.ofMinutes(-5));
                venue.awaitBars(venue.bars() + 5);
                bot.awaitPrinted(" s ahead of the venue's");
                venue.stopAtRest(bot);
                venue.assertBooksAreRight();
            }
        }
    }

    @Test
    void whatAPersonSaidIsAnsweredOnceTheDiskTakesTheAnswer() throws Exception {
        try (TestVenue venue = new TestVenue(folder)) {
            Path operator = venue.paths.operatorDir();
            Path inTheWay = operator.resolve("20000101T000000000-0001.done.new/file");
            Path said = operator.resolve("20000101T000000000-0001.cmd");
            Files.createDirectories(inTheWay.getParent());
            Files.writeString(inTheWay, "in the way");
            Files.writeString(said, "pause\n");
            try (BotChild bot = BotChild.run(folder)) {
                Awaitility.await()
                        .until(() -> BeatFile.read(venue.paths.statusFile())
                                .filter(beat -> beat.state() == Beat.State.PAUSED)
                                .isPresent());
                assertThat(said).exists();
                Files.delete(inTheWay);
                Files.delete(inTheWay.getParent());
                Awaitility.await().untilAsserted(() -> assertThat(said).doesNotExist());
                assertThat(operator.resolve("20000101T000000000-0001.done")).hasContent("done: pause");
                bot.term();
                assertThat(bot.awaitEnd().exitCode()).isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--history-days=1", "--story"})
    void aTerminalThatTakesNothingHoldsUpNoBar(String option) throws Exception {
        try (TestVenue venue = new TestVenue(folder);
                BotChild bot = BotChild.unread(folder, option)) {
            venue.feeder.start();
            venue.awaitBars(30);
            bot.term();
            assertThat(bot.awaitEnd().exitCode()).isZero();
        }
    }

    private BotHost host(InstancePaths paths) {
        return new BotHost(
                BotSettings.load(paths, Map.of()),
                paths,
                Clock.systemUTC(),
                said::add,
                new BotHost.Manner(false, GapFiller.DAYS));
    }
}
