package dev.barkeeper.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is shipped and what is documented follow from the definitions of the keys. */
class ShippedConfigurationTest {
    private static final Path DOCUMENT = Path.of("docs/configuration.md");

    @Test
    void theShippedBotTradesOnThePaperExchangeOfThisMachine() {
        BotSettings settings = BotSettings.load(new InstancePaths(Path.of(""), Path.of("config"), 0), Map.of());

        assertThat(settings.venue().restUrl()).hasToString("http://127.0.0.1:8790/api/v1");
        assertThat(settings.venue().socketUrl()).hasToString("ws://127.0.0.1:8790/realtime");
        assertThat(settings.database().url().orElseThrow().reveal()).startsWith("jdbc:h2:file:./data/barkeeper-0;");
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void theShippedWatchdogWatchesTheShippedBot() {
        Path ini = Path.of("config/bitmex_monitor_bot.ini");
        MonitorSettings settings = MonitorSettings.load(Path.of(""), ini, ini.toString(), Map.of());

        assertThat(settings)
                .isEqualTo(new MonitorSettings(
                        Duration.ofMinutes(10),
                        List.of(0),
                        "scripts/barkeeper",
                        Path.of("logs/bitmex_monitor_bot.log"),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(150),
                        java.util.Optional.empty(),
                        java.util.Optional.empty(),
                        List.of()));
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> files() {
        return Stream.of(
                org.junit.jupiter.params.provider.Arguments.of("config/bitmex_bot_0.ini", BotKeys.all()),
                org.junit.jupiter.params.provider.Arguments.of("config/bitmex_monitor_bot.ini", MonitorKeys.all()));
    }

    @ParameterizedTest
    @MethodSource("files")
    void shippedFilesHaveEveryKeyOnceAndShowTheTrueDefaults(String file, List<Key<?>> keys) throws IOException {
        List<String> lines = Files.readAllLines(Path.of(file));
        for (Key<?> key : keys) {
            List<String> found = lines.stream()
                    .filter(line -> line.matches("#?" + java.util.regex.Pattern.quote(key.name()) + " =.*"))
                    .toList();
            assertThat(found).as(key.name()).hasSize(1);
            if (found.get(0).startsWith("#") && !key.defaultText().isEmpty()) {
                assertThat(found.get(0)).isEqualTo("#" + key.name() + " = " + key.defaultText());
            }
        }
    }

    @Test
    void theDocumentListsEveryKeyAsTheReaderKnowsIt() throws IOException {
        assertThat(Files.readString(DOCUMENT))
                .contains(KeyTable.markdown(BotKeys.all()))
                .contains(KeyTable.markdown(MonitorKeys.all()));
    }

    @Test
    void readsAWatchdogsFileOfTheOriginal() throws IOException {
        Path ini = Files.createTempFile("monitor", ".ini");
        Files.writeString(
                ini,
                "[DEFAULT]\nbitmex.start.script.name=bitmex_scraper_trading_bot.py\n"
                        + "bitmex.monitor.check.interval=0.5\nbitmex.restart.ini=0, 2\n");
        try {
            MonitorSettings settings = MonitorSettings.load(Path.of(""), ini, "m.ini", Map.of());
            assertThat(settings.checkInterval()).isEqualTo(Duration.ofSeconds(30));
            assertThat(settings.instances()).containsExactly(0, 2);
        } finally {
            Files.delete(ini);
        }
    }
}
