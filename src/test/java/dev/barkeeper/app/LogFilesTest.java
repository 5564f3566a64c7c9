package dev.barkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.app.config.LogSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LogFilesTest {
    @TempDir
    Path folder;

    @AfterEach
    void closeFiles() {
        LogFiles.quiet();
    }

    @Test
    void everyPartHasItsOwnFile() throws IOException {
        LogFiles.configure(
                new LogSettings(
                        folder.resolve("logs/bot.log"),
                        folder.resolve("logs/buckets.log"),
                        folder.resolve("logs/mysql.log"),
                        folder.resolve("logs/quotes.log")),
                false);

        LoggerFactory.getLogger("dev.barkeeper.bot.BotLoop").info("bar={} note=\"two\nlines\"", 1);
        LoggerFactory.getLogger("dev.barkeeper.scraper.Scraper").warn("gap=1");
        LoggerFactory.getLogger("dev.barkeeper.storage.Database").info("event=opened");
        LoggerFactory.getLogger("dev.barkeeper.bitmex.BitmexSocket").info("socket=up");
        LoggerFactory.getLogger("barkeeper.quotes").info("a quote");
        LoggerFactory.getLogger("dev.barkeeper.bitmex.BitmexRest").info("call=order");
        LoggerFactory.getLogger("com.zaxxer.hikari.Pool").info("chatter");

        assertThat(Files.readString(folder.resolve("logs/bot.log")))
                .matches(
                        "(?s)\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z INFO  BotLoop bar=1 note=\"two \\| lines\"\n[^\n]+call=order\n");
        assertThat(Files.readString(folder.resolve("logs/buckets.log"))).endsWith("WARN  Scraper gap=1\n");
        assertThat(Files.readString(folder.resolve("logs/mysql.log"))).endsWith("INFO  Database event=opened\n");
        assertThat(Files.readString(folder.resolve("logs/quotes.log")))
                .contains("INFO  BitmexSocket socket=up\n")
                .endsWith("INFO  quotes a quote\n");
    }

    @Test
    void saysWhichFilesCannotBeWritten() throws IOException {
        Path inTheWay = Files.writeString(folder.resolve("logs"), "no folder");
        Path right = folder.resolve("right.log");
        Path wrong = inTheWay.resolve("bot.log");

        assertThat(LogFiles.configure(new LogSettings(wrong, right, right, wrong), false))
                .containsExactly(wrong);
        LoggerFactory.getLogger("dev.barkeeper.scraper.Scraper").info("goes on");
        assertThat(Files.readString(right)).endsWith("goes on\n");
    }

    @Test
    void partsMayShareAFileAndItRotates() throws IOException {
        Path one = folder.resolve("one.log");
        LogFiles.configure(new LogSettings(one, one, folder.resolve("m.log"), one), false);
        String megabyte = "x".repeat(1024 * 1024);
        for (int i = 0; i < 22; i++) {
            LoggerFactory.getLogger("dev.barkeeper.bot.Big").info(megabyte);
        }
        LoggerFactory.getLogger("dev.barkeeper.scraper.Scraper").info("last");

        assertThat(Files.size(one)).isLessThan(21L * 1024 * 1024);
        assertThat(folder.resolve("one.log.1")).exists();
    }
}
