package dev.barkeeper.app.config;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code bitmex_monitor_bot.ini}, checked. Printing it shows no secret.
 *
 * @param checkInterval how often the logs are counted
 * @param instances the bots that are watched
 * @param startScript what starts a bot
 * @param stallAfter venue time
 * @param heartbeatUrl an outside service that is told the watchdog lives
 */
public record MonitorSettings(
        Duration checkInterval,
        List<Integer> instances,
        String startScript,
        Path log,
        Duration heartbeat,
        Duration stallAfter,
        Optional<URI> heartbeatUrl,
        Optional<MailSettings> mail,
        List<String> warnings) {
    private static final BigDecimal MILLIS_PER_MINUTE = new BigDecimal(60_000);

    /**
     * Reads and checks the file.
     *
     * @param root relative paths in it start here
     * @param name what messages call it
     * @throws ConfigurationException with everything that is wrong
     */
    public static MonitorSettings load(Path root, Path ini, String name, Map<String, String> environment) {
        KeyReader reader = new KeyReader(IniFile.read(ini, name), MonitorKeys.all(), environment);
        MonitorSettings settings = new MonitorSettings(
                Duration.ofMillis(reader.get(MonitorKeys.CHECK_INTERVAL)
                        .multiply(MILLIS_PER_MINUTE)
                        .longValue()),
                reader.get(MonitorKeys.RESTART),
                reader.get(MonitorKeys.SCRIPT),
                root.resolve(reader.get(MonitorKeys.LOG)),
                Duration.ofSeconds(reader.get(MonitorKeys.HEARTBEAT)),
                Duration.ofSeconds(reader.get(MonitorKeys.STALL)),
                reader.find(MonitorKeys.HEARTBEAT_URL),
                MailSettings.read(reader),
                reader.find(MailKeys.SNS)
                        .map(arn -> List.of("sns.topic.arn is ignored: alerts are e-mail, see alert.mail.to"))
                        .orElse(List.of()));
        reader.finish();
        return settings;
    }
}
