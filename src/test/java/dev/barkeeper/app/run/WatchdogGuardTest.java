package dev.barkeeper.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.alert.Alert;
import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.mail.LogAlerts;
import dev.barkeeper.mail.MailServer;
import dev.barkeeper.mail.PostOffice;
import dev.barkeeper.watchdog.InstanceFiles;
import dev.barkeeper.watchdog.Limits;
import dev.barkeeper.watchdog.Watchdog;
import dev.barkeeper.watchdog.WatchdogFiles;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.subethamail.smtp.server.SMTPServer;

/** A real watchdog's word, and a bot's mail to a real server. */
class WatchdogGuardTest {
    private static final Alert NO_VENUE =
            new Alert(Alert.Severity.PROBLEM, "venue.unreachable", "bot0: the venue does not answer", "");

    private static final Alert NO_STOP =
            new Alert(Alert.Severity.PROBLEM, "stop.missing", "bot0: position of 100 without a stop", "");

    private final List<String> mails = new CopyOnWriteArrayList<>();

    @TempDir
    private Path root;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBotLeavesItsMailToAWatchdogThatMailsAndToNoOther(boolean isMailing) throws Exception {
        try (Watchdog watchdog = watchdog(isMailing)) {
            watchdog.tell();
            raise(NO_VENUE);
            raise(NO_STOP);
        }

        assertThat(mails).hasSize(isMailing ? 0 : 2);
    }

    @Test
    void aBotMailsItselfWhereNoWatchdogIs() throws Exception {
        raise(NO_VENUE);

        assertThat(mails).hasSize(1).first().asString().contains("the venue does not answer");
    }

    private void raise(Alert alert) throws Exception {
        SMTPServer smtp = SMTPServer.port(0)
                .bindAddress(InetAddress.getByName("127.0.0.1"))
                .messageHandler((context, from, to, data) -> mails.add(new String(data, StandardCharsets.UTF_8)))
                .build();
        smtp.start();
        try (PostOffice office = PostOffice.open(
                root.resolve("outbox"),
                Optional.of(MailServer.plain(smtp.getPortAllocated())),
                "bot",
                Clock.systemUTC())) {
            WatchdogGuard guard = new WatchdogGuard(new WatchdogFiles(root), 0, office);
            guard.look();
            guard.raise(alert);
        } finally {
            smtp.stop();
        }
    }

    private Watchdog watchdog(boolean isMailing) throws Exception {
        InstancePaths paths = new InstancePaths(root, Path.of("config"), 0);
        InstanceFiles files = new InstanceFiles(
                0,
                "instance 0 (bot0)",
                paths.statusFile(),
                paths.pidFile(),
                paths.stoppedMark(),
                paths.outputFile(),
                List.of(),
                true,
                "");
        return Watchdog.open(
                new WatchdogFiles(root),
                List.of(files),
                Limits.of(Duration.ofSeconds(10), Duration.ofSeconds(150)),
                instance -> Optional.empty(),
                new LogAlerts(),
                isMailing,
                Clock.systemUTC());
    }
}
