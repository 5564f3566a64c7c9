package dev.barkeeper.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.app.watch.SmallDisk;
import dev.barkeeper.model.BotKey;
import dev.barkeeper.storage.DatabaseSettings;
import dev.barkeeper.storage.MariaDbServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A database server that is not there yet, dies, and hangs, under a running bot: no row is lost, none comes twice. */
@Tag("patient")
class DatabaseOutageTest {
    private static final int OUTAGE_BARS = 8;
    /** Linux's own: every write to it fails with "no space left on device". */
    private static final Path FULL_DISK = Path.of("/dev/full");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void everyRowIsInTheDatabaseOnceAfterOutages() throws Exception {
        try (MariaDbServer server = MariaDbServer.startOrSkip();
                TestVenue venue = new TestVenue(folder)) {
            DatabaseSettings database = server.createDatabase();
            venue.ini.put("db.url", database.url() + "&user=" + database.user());
            venue.writeIni(0);
            server.kill();
            try (BotChild bot = BotChild.run(folder)) {
                bot.awaitPrinted("database does not answer, waiting");
                server.start();
                venue.feeder.start();
                venue.awaitBars(6);

                server.kill();
                venue.awaitBars(venue.bars() + OUTAGE_BARS);
                bot.awaitPrinted("database does not answer, entries pause");
                server.start();
                awaitRecovery(bot, 1);
                venue.awaitBars(venue.bars() + OUTAGE_BARS);

                signal(server.pid(), "STOP");
                venue.awaitBars(venue.bars() + OUTAGE_BARS);
                signal(server.pid(), "CONT");
                awaitRecovery(bot, 2);
                venue.awaitBars(venue.bars() + OUTAGE_BARS);

                signal(server.pid(), "STOP");
                venue.awaitBars(venue.bars() + OUTAGE_BARS);
                bot.term();
                assertThat(bot.awaitEnd().exitCode()).isZero();
            }
            signal(server.pid(), "CONT");
            try (BotChild successor = BotChild.run(folder)) {
                venue.awaitBars(venue.bars() + OUTAGE_BARS);
                venue.stopAtRest(successor);
                assertThat(successor.printed()).contains("event=spool.left_over");
            }
            venue.assertBooksAreRight();
            venue.assertNoBarIsMissing("timestamp_dt from decisions", "timestamp_dt from tradeBin1m");
        }
    }

    @Test
    void aStartWaitsUntilTheDatabaseTakesWhatTheLastRunLeft() throws Exception {
        try (MariaDbServer server = MariaDbServer.startOrSkip();
                TestVenue venue = new TestVenue(folder)) {
            DatabaseSettings database = server.createDatabase();
            venue.ini.put("db.url", database.url() + "&user=" + database.user());
            venue.writeIni(0);
            try (BotChild bot = BotChild.run(folder)) {
                venue.feeder.start();
                venue.awaitBars(6);
                signal(server.pid(), "STOP");
                venue.awaitBars(venue.bars() + OUTAGE_BARS);
            }
            signal(server.pid(), "CONT");
            try (Connection busy = DriverManager.getConnection(database.url(), database.user(), "");
                    Statement statement = busy.createStatement()) {
                statement.execute("lock tables decisions write");
                try (BotChild successor = BotChild.run(folder)) {
                    successor.awaitPrinted("database does not answer, waiting: ");
                    statement.execute("unlock tables");
                    venue.awaitBars(venue.bars() + OUTAGE_BARS);
                    successor.term();
                    assertThat(successor.awaitEnd().exitCode()).isZero();
                }
            }
            assertThat(venue.count("select count(*) from decisions where synthetic = 1"))
                    .isZero();
            venue.assertNoBarIsMissing("timestamp_dt from decisions");
        }
    }

    @Test
    void aFullDiskUnderTheSpoolTooStopsNothingAndLosesNothing() throws Exception {
        try (MariaDbServer server = MariaDbServer.startOrSkip();
                TestVenue venue = new TestVenue(folder)) {
            fillSpool(server, venue);
            try (BotChild bot = BotChild.run(folder)) {
                loseBoth(bot, server, venue);
                server.start();
                awaitRecovery(bot, 1);
                venue.awaitBars(venue.bars() + OUTAGE_BARS);
                venue.stopAtRest(bot);
            }
            venue.assertBooksAreRight();
            venue.assertNoBarIsMissing("timestamp_dt from decisions", "timestamp_dt from tradeBin1m");
        }
    }

    /** As it is by default: the database's file, the spool and the notes of the newest commits in one folder. */
    @Test
    void aFullDiskUnderEverythingStopsNothing() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("data"), 64);
                TestVenue venue = new TestVenue(folder)) {
            try (BotChild bot = BotChild.run(folder)) {
                venue.feeder.start();
                venue.awaitBars(6);
                disk.fill();
                bot.awaitPrinted("database does not answer, entries pause");
                venue.awaitBars(venue.bars() + OUTAGE_BARS);
                // at this speed the spool alone would fill the small disk again before the file is open
                venue.feeder.close();
                assertThat(bot.isAlive()).isTrue();
                disk.free();
                awaitRecovery(bot, 1);
                venue.stopAtRest(bot);
            }
            venue.assertBooksAreRight();
            venue.assertNoBarIsMissing("timestamp_dt from decisions", "timestamp_dt from tradeBin1m");
        }
    }

    @Test
    void oneKilledOnAFullDiskReadsItsFillsFromTheVenue() throws Exception {
        try (MariaDbServer server = MariaDbServer.startOrSkip();
                TestVenue venue = new TestVenue(folder)) {
            Path spool = fillSpool(server, venue);
            try (BotChild bot = BotChild.run(folder)) {
                loseBoth(bot, server, venue);
                bot.kill();
            }
            venue.assertStopIsExact();
            Files.delete(spool);
            server.start();
            try (BotChild successor = BotChild.run(folder)) {
                venue.awaitBars(venue.bars() + OUTAGE_BARS);
                venue.stopAtRest(successor);
            }
            venue.assertFillsAreRight();
            venue.assertStopIsExact();
        }
    }

    private static Path fillSpool(MariaDbServer server, TestVenue venue) throws Exception {
        DatabaseSettings database = server.createDatabase();
        venue.ini.put("db.url", database.url() + "&user=" + database.user());
        venue.writeIni(0);
        Path spool = venue.paths.spoolFile(new BotKey(TestVenue.ACCOUNT, "XBTUSD", "bot0"));
        Files.createDirectories(spool.getParent());
        return Files.createSymbolicLink(spool, FULL_DISK);
    }

    private static void loseBoth(BotChild bot, MariaDbServer server, TestVenue venue) throws Exception {
        venue.feeder.start();
        venue.awaitBars(6);
        server.kill();
        bot.awaitPrinted("database does not answer, entries pause");
        venue.awaitBars(venue.bars() + OUTAGE_BARS);
        assertThat(bot.isAlive()).isTrue();
    }

    private static void awaitRecovery(BotChild bot, int times) {
        Awaitility.await().until(() -> bot.printed().split("event=database.back", -1).length > times);
    }

    private static void signal(long pid, String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }
}
