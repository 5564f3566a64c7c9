package dev.barkeeper.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barkeeper.alert.Alert;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.subethamail.smtp.server.SMTPServer;

class MailTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
    private static final Alert ALERT =
            new Alert(Alert.Severity.PROBLEM, "database.down", "bot0: database down", "no answer\nfor 5 s");

    private static final int STEP_MILLIS = 300;

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
        new Mailer(server.settings(), CLOCK)
                .send(new Letter("Prüfung\r\nBcc: x@example.org", "Ein Satz — mit Strich.\n", "", Optional.empty()));

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
        SmtpSettings nobody = MailServer.plain(closed);

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

    /** One that looks for spam and viruses first: whoever gives it up sends the same again and again. */
    @Test
    void waitsForAServerThatTakesItsTimeToSayThatItHasAMessage() throws Exception {
        CountDownLatch again = new CountDownLatch(1);
        AtomicInteger taken = new AtomicInteger();
        SMTPServer slow = SMTPServer.port(0)
                .bindAddress(InetAddress.getByName("127.0.0.1"))
                .messageHandler((context, from, to, data) -> {
                    if (taken.incrementAndGet() == 1) {
                        awaitAtMost(again, 5 * STEP_MILLIS);
                    } else {
                        again.countDown();
                    }
                })
                .build();
        slow.start();
        try {
            new Mailer(MailServer.plain(slow.getPortAllocated()), CLOCK, STEP_MILLIS)
                    .send(new Letter("s", "t", "t", Optional.empty()));
        } finally {
            slow.stop();
        }
        assertThat(taken).hasValue(1);
    }

    private static void awaitAtMost(CountDownLatch latch, long millis) {
        try {
            latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void carriesTextHtmlAndAnInlinePicture() throws Exception {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3};
        Letter letter = new LetterWriter("barkeeper 0 bot0")
                .withPicture("the day", "decisions: 5 <b>\nA sentence.", CLOCK.millis(), png);

        new Mailer(server.settings(), CLOCK).send(letter);

        MimeMessage mail = parsed(server.received().get(0));
        MimeMultipart alternative = (MimeMultipart) mail.getContent();
        assertThat(mail.getSubject()).isEqualTo("[barkeeper 0 bot0] the day");
        assertThat(alternative.getContentType()).startsWith("multipart/alternative");
        assertThat(alternative.getBodyPart(0).getContent().toString())
                .isEqualToNormalizingNewlines(
                        "decisions: 5 <b>\nA sentence.\n\n-- \nbarkeeper 0 bot0, " + "2026-11-20 12:00:00 UTC\n");
        MimeMultipart related = (MimeMultipart) alternative.getBodyPart(1).getContent();
        assertThat(related.getBodyPart(0).getContent().toString())
                .contains(
                        "<td style=\"padding:2px 0\">5 &lt;b&gt;</td>",
                        "A sentence.",
                        "<img alt=\"equity\" src=\"cid:picture\">");
        MimeBodyPart picture = (MimeBodyPart) related.getBodyPart(1);
        assertThat(picture.getContentID()).isEqualTo("<picture>");
        assertThat(picture.getInputStream().readAllBytes()).isEqualTo(png);
    }

    @Test
    void aSubjectTellsWhoAndHow() {
        LetterWriter writer = new LetterWriter("barkeeper 0 bot0");

        assertThat(writer.of(ALERT, 0).subject()).isEqualTo("[barkeeper 0 bot0] PROBLEM: database down");
        assertThat(writer.of(new Alert(Alert.Severity.RECOVERED, "k", "other: up", ""), 0))
                .extracting(Letter::subject, l -> l.text().lines().findFirst().orElse(""))
                .containsExactly("[barkeeper 0 bot0] recovered: other: up", "recovered: other: up");
    }

    private static MimeMessage parsed(MailServer.Received received) throws Exception {
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(received.data().getBytes(StandardCharsets.UTF_8)));
    }

    private static void send(SmtpSettings settings) throws MailException {
        new Mailer(settings, CLOCK).send(new Letter("s", "t", "t", Optional.empty()));
    }
}
