package dev.barkeeper.app.check;

import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.app.config.ConfigurationException;
import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.app.config.MonitorSettings;
import dev.barkeeper.mail.LetterWriter;
import dev.barkeeper.mail.MailException;
import dev.barkeeper.mail.Mailer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a person would hear of a problem. */
public final class MailChecks {
    private MailChecks() {}

    /** @param send whether to try it with a test e-mail */
    public static Finding run(BotSettings settings, boolean send, Clock clock) {
        if (settings.mail().isEmpty()) {
            return send
                    ? Finding.fail("mail", "there is no alert.mail.to to send a test to; set it and smtp.host")
                    : Finding.warn("mail", "no alert.mail.to: alerts go to the log only");
        }
        var mail = settings.mail().get();
        String route = String.join(", ", mail.to()) + " by " + mail.host() + ":" + mail.port() + ", tls " + mail.tls();
        if (!send) {
            return Finding.ok("mail", "alerts go to " + route + "; --mail sends a test");
        }
        try {
            LetterWriter writer = new LetterWriter("barkeeper " + settings.instance() + " " + settings.emi());
            Optional<String> leftOut = new Mailer(mail.toSmtp(), clock)
                    .send(writer.plain(
                            "test",
                            "This is the test e-mail of barkeeper check for " + settings.file()
                                    + ": alerts of this bot come this way.",
                            clock.millis()));
            return leftOut.map(who -> Finding.fail("mail", "a test was taken, but not for " + who))
                    .orElseGet(() -> Finding.ok("mail", "a test was taken for " + route));
        } catch (MailException e) {
            return Finding.fail("mail", e.getMessage());
        }
    }

    /** Whether the watchdog looks after the bot and can mail what only it knows; nothing where there is no ini of it. */
    public static List<Finding> watchdog(
            InstancePaths paths, BotSettings settings, Path ini, Map<String, String> environment) {
        Path file = paths.root().resolve(ini);
        if (!Files.exists(file)) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        try {
            MonitorSettings monitor = MonitorSettings.load(paths.root(), file, ini.toString(), environment);
            if (!monitor.instances().contains(paths.instance())) {
                findings.add(Finding.warn(
                        "watchdog",
                        "it does not watch instance " + paths.instance() + ": bitmex.restart.ini in " + ini
                                + " leaves it out"));
            }
            if (settings.mail().isPresent() && monitor.mail().isEmpty()) {
                findings.add(Finding.warn(
                        "watchdog",
                        "it has no alert.mail.to in " + ini + ": nobody is mailed when the bot dies or hangs"));
            }
        } catch (ConfigurationException e) {
            findings.add(Finding.fail("watchdog", "it does not start: " + e.getMessage()));
        }
        return findings;
    }
}
