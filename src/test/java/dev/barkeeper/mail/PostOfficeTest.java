package dev.barkeeper.mail;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.barkeeper.alert.Alert;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class PostOfficeTest {
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    private Path folder;

    private boolean isMounted;

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
    void mailsAProblemAndItsEndThroughStartTlsAndLogIn() {
        try (PostOffice office = open(server.settings())) {
            office.raise(problem("db", "down"));
            office.raise(problem("db", "down"));
            office.raise(new Alert(Alert.Severity.RECOVERED, "db", "up", ""));
            awaitMails(2);
        }
        assertThat(subjects()).containsExactly("[bk] PROBLEM: down", "[bk] recovered: up");
        assertThat(files()).isEmpty();
    }

    @Test
    void triesAgainWhenTheServerRefusesForNow() {
        server.refuse(2);
        try (PostOffice office = open(server.settings())) {
            office.raise(problem("db", "down"));
            awaitMails(1);
        }
        assertThat(subjects()).containsExactly("[bk] PROBLEM: down");
    }

    @Test
    void aReceiverThatIsDeferredGetsItLaterAndTheOthersOnce() throws Exception {
        try (GreylistingServer grey = new GreylistingServer("two@example.org", 3)) {
            SmtpSettings plain = MailServer.plain(grey.port());
            SmtpSettings settings = new SmtpSettings(
                    plain.host(),
                    plain.port(),
                    plain.tls(),
                    plain.user(),
                    plain.password(),
                    plain.from(),
                    List.of("one@example.org", "two@example.org"),
                    plain.trust());
            try (PostOffice office = open(settings)) {
                office.raise(problem("a", "first"));
                Awaitility.await().until(() -> grey.taken.size() >= 2);
                Awaitility.await().until(() -> files().isEmpty());
            }
            assertThat(grey.taken).containsExactly(List.of("one@example.org"), List.of("two@example.org"));
        }
    }

    /** Who goes on trying is locked out by the provider, and then mail does not work with the right one either. */
    @Test
    void aRefusedLogInIsTriedAgainSeldomAServerThatIsDownOftener() throws Exception {
        assertThat(waitAfterFailure(server.settings("wrong", SmtpSettings.Tls.STARTTLS, true)))
                .isEqualTo(900_000);
        server.close();
        assertThat(waitAfterFailure(server.settings())).isEqualTo(60_000);
    }

    private long waitAfterFailure(SmtpSettings settings) throws Exception {
        Outbox outbox = Outbox.open(folder.resolve(settings.password()));
        outbox.put(Composer.compose(new LetterWriter("bk").plain("letter", "text", 0), CLOCK.instant()));
        Postman postman = new Postman(
                outbox,
                new Mailer(settings, CLOCK),
                folder.resolve("lock"),
                Duration.ofDays(1).toMillis());
        Thread carrier = new Thread(postman);
        carrier.start();
        Awaitility.await().until(() -> postman.waitMillis() > 0);
        long wait = postman.waitMillis();
        postman.close();
        carrier.join();
        return wait;
    }

    @Test
    void aServerThatIsDownAndComesBackLosesNothing() throws Exception {
        SmtpSettings settings = server.settings();
        int port = server.port();
        server.close();
        try (PostOffice office = open(settings)) {
            office.raise(problem("a", "first"));
            office.raise(problem("b", "second"));
            Awaitility.await().until(() -> files().size() == 2);

            server = new MailServer(port);
            awaitMails(2);
        }
        assertThat(subjects()).containsExactly("[bk] PROBLEM: first", "[bk] PROBLEM: second");
    }

    /** Else the end of a problem is not known after a restart, and told to nobody. */
    @Test
    void keepsWhatWasMailedWhenTheDiskTakesItAgain() throws Exception {
        Path state = folder.resolve("mailed.json");
        Files.createDirectory(state);
        try (PostOffice office = open(server.settings())) {
            office.raise(problem("db", "down"));
            awaitMails(1);
            Files.delete(state);
            Awaitility.await().until(() -> Files.isRegularFile(state));
        }
        try (PostOffice office = open(server.settings())) {
            office.raise(new Alert(Alert.Severity.RECOVERED, "db", "up", ""));
            awaitMails(2);
        }
    }

    @Test
    void sendsWhereDigitsAreWrittenInAnotherWay() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try (PostOffice office = open(server.settings())) {
            office.raise(problem("a", "first"));
            awaitMails(1);
        } finally {
            Locale.setDefault(before);
        }
        assertThat(subjects()).containsExactly("[bk] PROBLEM: first");
    }

    @Test
    void sendsOnceWhatTheDiskDoesNotLetGoOf() throws Exception {
        SmtpSettings settings = server.settings();
        int port = server.port();
        server.close();
        try (PostOffice office = open(settings)) {
            office.raise(problem("a", "first"));
            Awaitility.await().until(() -> files().size() == 1);
            makeReadOnly();
            server = new MailServer(port);
            awaitMails(1);
            office.raise(problem("b", "second"));
            awaitMails(2);
            office.raise(problem("c", "third"));
            awaitMails(3);
        } finally {
            makeWritable();
        }
        assertThat(subjects()).filteredOn("[bk] PROBLEM: first"::equals).hasSize(1);
    }

    /** Root writes whatever the permissions say, but not to a mount that takes nothing. */
    private void makeReadOnly() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        if (Files.isWritable(folder)) {
            Assumptions.assumeTrue(
                    run("mount", "--bind", folder.toString(), folder.toString()) == 0
                            && run("mount", "-o", "remount,bind,ro", folder.toString()) == 0,
                    "root may not mount here");
            isMounted = true;
        }
        assertThat(Files.isWritable(folder)).isFalse();
    }

    private void makeWritable() throws Exception {
        if (isMounted) {
            assertThat(run("umount", "-l", folder.toString())).isZero();
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    @Test
    void aServerThatNeverAnswersHoldsUpNobodyAndTheNextProcessSends() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            PostOffice office = open(MailServer.plain(silent.getLocalPort()));
            office.raise(problem("first", "first"));
            silent.accept();
            long before = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                office.raise(problem("k" + i, "s" + i));
            }
            long raised = System.nanoTime();
            assertThat(Duration.ofNanos(raised - before)).isLessThan(Duration.ofSeconds(5));
            Awaitility.await().until(() -> files().size() == PostDesk.HOURLY);
            office.close();
            assertThat(Duration.ofNanos(System.nanoTime() - raised)).isLessThan(Duration.ofSeconds(9));
        }
        assertThat(files()).hasSize(PostDesk.HOURLY);

        try (PostOffice office = open(server.settings())) {
            assertThat(office.waiting()).isPositive();
            awaitMails(PostDesk.HOURLY);
        }
        assertThat(subjects())
                .startsWith("[bk] PROBLEM: first", "[bk] PROBLEM: s0")
                .doesNotHaveDuplicates();
    }

    @Test
    void twoProcessesOnOneOutboxSendEachMessageOnce() {
        try (PostOffice one = open(server.settings());
                PostOffice two = open(server.settings())) {
            for (int i = 0; i < 10; i++) {
                (i % 2 == 0 ? one : two).raise(problem("k" + i, "s" + i));
            }
            awaitMails(10);
            Awaitility.await().until(() -> files().isEmpty());
        }
        assertThat(subjects()).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void aMessageThatIsRefusedForGoodStandsInNobodysWay() {
        server.refuseAlways("poison");
        try (PostOffice office = open(server.settings())) {
            office.raise(problem("a", "poison"));
            office.raise(problem("b", "good"));
            awaitMails(1);
            Awaitility.await().until(() -> files().stream().anyMatch(name -> name.endsWith(".refused")));
        }
        assertThat(subjects()).containsExactly("[bk] PROBLEM: good");
    }

    @Test
    void aDiskThatTakesNothingDoesNotKeepAMessageFromBeingSent() throws Exception {
        Path notAFolder = Files.writeString(folder.resolve("file"), "in the way");
        try (PostOffice office = PostOffice.open(notAFolder, Optional.of(server.settings()), "bk", CLOCK, 20)) {
            office.raise(problem("disk", "disk full"));
            awaitMails(1);
        }
        assertThat(subjects()).containsExactly("[bk] PROBLEM: disk full");
    }

    @Test
    void endsProblemsOfAnEarlierProcessThatWereTold() {
        try (PostOffice office = open(server.settings())) {
            office.raise(problem("loop.broken", "loop broken"));
        }
        try (PostOffice office = open(server.settings())) {
            office.endOpen(List.of("loop.broken", "database.down"), "runs again", "");
            office.endOpen(List.of("loop.broken"), "runs again", "");
            awaitMails(2);
        }
        assertThat(subjects()).containsExactly("[bk] PROBLEM: loop broken", "[bk] recovered: runs again");
    }

    @Test
    void withoutMailItSaysOnceThatAlertsGoToTheLog() {
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        Logger logger = (Logger) LoggerFactory.getLogger("dev.barkeeper.mail");
        logger.addAppender(logged);
        // another test of this JVM may have made commands quiet
        logger.setLevel(Level.INFO);
        try (PostOffice office = PostOffice.open(folder.resolve("none"), Optional.empty(), "bk", CLOCK)) {
            office.raise(problem("a", "first"));
            office.post(office.writer().plain("letter", "text", 0));
            office.endOpen(List.of("a"), "over", "");
        } finally {
            logger.detachAppender(logged);
        }
        assertThat(logged.list.stream().map(ILoggingEvent::getFormattedMessage))
                .containsExactly(
                        "alerts=log_only to_change=set_alert.mail.to_and_smtp.host",
                        "alert=a subject=\"first\" text=\"text\"",
                        "notice=letter subject=\"[bk] letter\"");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void theOutboxIsBoundedAndDropsTheOldest() {
        Outbox outbox = Outbox.open(folder);
        byte[] large = new byte[(int) (Outbox.MAX_BYTES / 4)];
        for (int i = 0; i < 6; i++) {
            large[0] = (byte) (i + 1);
            outbox.put(large);
        }

        assertThat(outbox.waiting())
                .hasSize(4)
                .first()
                .satisfies(oldest -> assertThat(outbox.read(oldest)[0]).isEqualTo((byte) 3));
        assertThat(Outbox.open(folder).size()).as("after a restart").isEqualTo(4);
    }

    private PostOffice open(SmtpSettings settings) {
        return PostOffice.open(folder, Optional.of(settings), "bk", CLOCK, 20);
    }

    private static Alert problem(String key, String subject) {
        return new Alert(Alert.Severity.PROBLEM, key, subject, "text");
    }

    private void awaitMails(int count) {
        // two receivers are one message to this server's handler
        Awaitility.await().until(() -> server.received().size() >= count);
    }

    private List<String> subjects() {
        return server.received().stream()
                .map(mail -> mail.data()
                        .lines()
                        .filter(l -> l.startsWith("Subject: "))
                        .findFirst()
                        .orElse(""))
                .map(line -> line.substring("Subject: ".length()))
                .toList();
    }

    private List<String> files() {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".eml") || name.endsWith(".refused"))
                    .toList();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
