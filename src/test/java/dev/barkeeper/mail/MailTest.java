package dev.barkeeper.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barkeeper.alert.Alert;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MailTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
    private static final Alert ALERT =
            new Alert(Alert.Severity.PROBLEM, "database.down", "bot0: database down", "no answer\nfor 5 s");

    private MailServer server;

    @BeforeEach
    void start() throws Exception {
        server = new MailServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void sendsOverStartTlsWithLogIn() throws Exception {
        new Mailer(server.settings(), CLOCK).send("Prüfung\r\nBcc: x@example.org", "Ein Satz — mit Strich.\n");

        assertThat(server.received()).hasSize(1);
        MailServer.Received mail = server.received().get(0);
        assertThat(mail.from()).isEqualTo("bot@example.org");
        assertThat(mail.data())
                .contains(
                        "To: one@example.org, two@example.org",
                        "Date: Fri, 20 Nov 2026",
                        "Auto-Submitted: auto-generated",
                        "charset=UTF-8")
                .doesNotContain("\r\nBcc:");
    }

    @Test
    void saysWhyAServerDoesNotTakeIt() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        SmtpSettings nobody = new SmtpSettings(
                "127.0.0.1",
                closed,
                SmtpSettings.Tls.NONE,
                Optional.empty(),
                "",
                "a@b.c",
                List.of("a@b.c"),
                Optional.empty());

        assertThatThrownBy(() -> send(server.settings("wrong", SmtpSettings.Tls.STARTTLS, true)))
                .hasMessageStartingWith("mail server 127.0.0.1:")
                .hasMessageEndingWith("refuses smtp.user and smtp.password");
        assertThatThrownBy(() -> send(server.settings(MailServer.PASSWORD, SmtpSettings.Tls.STARTTLS, false)))
                .isInstanceOf(MailException.class)
                .hasMessageContaining("TLS");
        assertThatThrownBy(() -> send(server.settings(MailServer.PASSWORD, SmtpSettings.Tls.NONE, true)))
                .isInstanceOf(MailException.class)
                .hasMessageContaining("530");
        assertThatThrownBy(() -> send(nobody)).hasMessageContaining("did not take it: ");
        assertThat(server.received()).isEmpty();
        assertThat(server.settings().toString()).doesNotContain(MailServer.PASSWORD);
    }

    @Test
    void triesAgainWhenTheServerRefusesForNow() {
        server.refuse(2);
        try (SmtpAlerts alerts = new SmtpAlerts(new Mailer(server.settings(), CLOCK), "bot0 on host", 1)) {
            alerts.raise(ALERT);

            Awaitility.await().until(() -> server.received().size() == 1);
        }
        assertThat(server.received().get(0).data())
                .contains("Subject: [bot0 on host] bot0: database down", "no answer");
    }

    @Test
    void neverHoldsTheCallerAndIsBounded() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            SmtpSettings settings = new SmtpSettings(
                    "127.0.0.1",
                    silent.getLocalPort(),
                    SmtpSettings.Tls.NONE,
                    Optional.empty(),
                    "",
                    "a@b.c",
                    List.of("a@b.c"),
                    Optional.empty());
            SmtpAlerts alerts = new SmtpAlerts(new Mailer(settings, CLOCK), "x", 1);
            long before = System.nanoTime();
            for (int i = 0; i < 10 * SmtpAlerts.CAPACITY; i++) {
                alerts.raise(new Alert(Alert.Severity.NOTICE, "n" + i, "s", "t"));
            }
            assertThat(System.nanoTime() - before).isLessThan(5_000_000_000L);
        }
    }

    @Test
    void sendsWhatWaitsBeforeItCloses() {
        SmtpAlerts alerts = new SmtpAlerts(new Mailer(server.settings(), CLOCK), "x", 1);
        alerts.raise(ALERT);
        alerts.raise(ALERT);

        alerts.close();

        assertThat(server.received()).hasSize(2);
    }

    private static void send(SmtpSettings settings) throws MailException {
        new Mailer(settings, CLOCK).send("s", "t");
    }
}
