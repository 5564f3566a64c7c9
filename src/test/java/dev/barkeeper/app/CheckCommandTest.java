package dev.barkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.app.config.ClockSpeed;
import dev.barkeeper.app.serve.ExchangeSession;
import dev.barkeeper.app.serve.ExchangeSettings;
import dev.barkeeper.gateway.ApiKeys;
import dev.barkeeper.gateway.GatewayServer;
import dev.barkeeper.gateway.GatewaySettings;
import dev.barkeeper.paper.ContractSpecs;
import dev.barkeeper.paper.GeneratedPrices;
import dev.barkeeper.paper.Listing;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.VenueSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.subethamail.smtp.helper.SimpleMessageListener;
import org.subethamail.smtp.server.SMTPServer;

class CheckCommandTest {
    @TempDir
    Path root;

    private String ini;

    @BeforeEach
    void layOut() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        ini = "[DEFAULT]\nbitmex.api.key=KeyText\nbitmex.api.secret=SecretText\nbitmex.api.url=http://127.0.0.1:"
                + closed + "/api/v1\nbitmex.ws.url=ws://127.0.0.1:" + closed + "/realtime\n";
        write(0, ini);
    }

    @Test
    void saysWhatFailsAndWhatToDo() {
        CommandRun run = check();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out().lines().map(line -> line.substring(0, 18).strip()))
                .containsExactly("OK   configuration", "OK   disk", "OK   database", "FAIL venue", "WARN mail");
        assertThat(run.out())
                .contains("if it is the paper exchange, start it: scripts/barkeeper exchange")
                .contains("no alert.mail.to: alerts go to the log only")
                .doesNotContain("KeyText", "SecretText");
    }

    @Test
    void allIsWellWithARunningExchange() throws Exception {
        ExchangeSettings settings = new ExchangeSettings(
                0, Optional.empty(), false, new ClockSpeed(1), 1, Optional.empty(), Optional.empty());
        try (ExchangeSession session = ExchangeSession.start(settings, System.currentTimeMillis())) {
            write(
                    0,
                    "[DEFAULT]\nbitmex.api.key=" + ApiKeys.DEMO_KEY + "\nbitmex.api.secret=" + ApiKeys.DEMO_SECRET
                            + "\nbitmex.api.url=" + session.restUrl() + "\nbitmex.ws.url=" + session.webSocketUrl()
                            + "\n");
            CommandRun well = check();
            write(0, Files.readString(root.resolve("config/bitmex_bot_0.ini")).replace(ApiKeys.DEMO_SECRET, "wrong"));
            CommandRun wrongKey = check();

            assertThat(well.exitCode()).isZero();
            assertThat(well.out().lines().map(line -> line.substring(0, 18).strip()))
                    .containsExactly(
                            "OK   configuration",
                            "OK   disk",
                            "OK   database",
                            "OK   venue",
                            "OK   key",
                            "OK   clock",
                            "OK   stream",
                            "WARN mail");
            assertThat(well.out()).contains("XBTUSD, tick 0.5, lot 1, settled in XBt", "account 100001: may trade");
            assertThat(wrongKey.exitCode()).isEqualTo(1);
            assertThat(wrongKey.out()).contains("FAIL key           ");
        }
    }

    /** The linear contract has lots of 100. */
    @Test
    void looksAtTheSizesTheStrategyEntersWithAndAtNoOther() throws Exception {
        ExchangeSettings settings = new ExchangeSettings(
                0, Optional.empty(), false, new ClockSpeed(1), 1, Optional.empty(), Optional.empty());
        try (ExchangeSession session = ExchangeSession.start(settings, System.currentTimeMillis())) {
            String linear = "[DEFAULT]\nbitmex.api.key=" + ApiKeys.DEMO_KEY + "\nbitmex.api.secret="
                    + ApiKeys.DEMO_SECRET + "\nbitmex.api.url=" + session.restUrl() + "\nbitmex.ws.url="
                    + session.webSocketUrl() + "\nbitmex.symbol=XBTUSDT\n";
            write(0, linear + "bitmex.tradebot.strategy=movement\nmovement.start.size=150\n");
            assertThat(check().out()).contains("FAIL size          movement.start.size must be whole lots of 100");
            write(0, linear + "bitmex.tradebot.decision.short.size=1\n");
            assertThat(check().exitCode()).isZero();
            write(0, linear + "bitmex.tradebot.strategy=momentum\nbitmex.tradebot.decision.short.size=1\n");
            assertThat(check().out()).contains("FAIL size          short.size must be whole lots of 100");
        }
    }

    @ParameterizedTest
    @CsvSource({"20, FAIL", "-20, FAIL", "3, WARN", "0, OK"})
    void comparesTheClocks(int venueAheadSeconds, String verdict) throws Exception {
        PaperVenue venue = PaperVenue.open(
                VenueSettings.DEFAULT.withSeed(1),
                List.of(new Listing(
                        ContractSpecs.xbtusd(), new GeneratedPrices(ContractSpecs.xbtusd(), 1, 1_583_150_400_000L))));
        venue.openAccount(ApiKeys.DEMO_ACCOUNT, Map.of("XBt", 1_000_000_000L));
        Clock shifted = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(venueAheadSeconds));
        try (venue;
                GatewayServer gateway = GatewayServer.start(
                        venue, Optional.empty(), ApiKeys.demo(), GatewaySettings.lockStep(0), shifted)) {
            write(
                    0,
                    "[DEFAULT]\nbitmex.api.key=" + ApiKeys.DEMO_KEY + "\nbitmex.api.secret=" + ApiKeys.DEMO_SECRET
                            + "\nbitmex.api.url=" + gateway.restUrl() + "\nbitmex.ws.url=" + gateway.webSocketUrl()
                            + "\n");

            CommandRun run = check();

            assertThat(run.out().lines().filter(line -> line.contains(" clock ")))
                    .singleElement()
                    .asString()
                    .startsWith(verdict)
                    .contains(venueAheadSeconds < 0 ? "ms behind ours" : "ms ")
                    .contains(verdict.equals("OK") ? "" : "let NTP set this machine's clock");
            assertThat(run.exitCode()).isEqualTo(verdict.equals("FAIL") ? 1 : 0);
        }
    }

    @Test
    void warnsOfNeighboursThatGetInEachOthersWay() throws IOException {
        write(3, ini + "bitmex.tradebot.name=bot0\n");

        assertThat(check().out())
                .contains("WARN logs          instance 3 writes into the same file: ")
                .contains("WARN account       instance 3 trades XBTUSD as bot0 with the same key");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsNamedWithoutItsPassword() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        write(0, ini + "db.host=127.0.0.1:" + closed + "\ndb.name=bot\ndb.user=u\ndb.password=DbPasswordText\n");

        CommandRun run = check();

        assertThat(run.out()).contains("FAIL database      database jdbc:mysql://127.0.0.1:" + closed + "/bot");
        assertThat(run.out() + run.err()).doesNotContain("DbPasswordText");
    }

    @Test
    void sendsATestMailWhenAsked() throws Exception {
        List<String> received = new CopyOnWriteArrayList<>();
        SMTPServer server = SMTPServer.port(0)
                .bindAddress(InetAddress.getByName("127.0.0.1"))
                .messageHandler((context, from, to, data) ->
                        received.add(to + " " + new String(data, java.nio.charset.StandardCharsets.UTF_8)))
                .build();
        server.start();
        try {
            write(
                    0,
                    ini + "alert.mail.to=me@example.org\nsmtp.host=127.0.0.1\nsmtp.tls=none\nsmtp.port="
                            + server.getPortAllocated() + "\n");

            CommandRun run = CommandRun.in(root, "check", "--instance", "0", "--mail");

            assertThat(run.out()).contains("OK   mail          a test was taken for me@example.org by 127.0.0.1:");
            assertThat(received).singleElement().asString().contains("Subject: [barkeeper 0 bot0] test");
        } finally {
            server.stop();
        }
        assertThat(CommandRun.in(root, "check", "--instance", "0", "--mail").out())
                .contains("FAIL mail          mail server 127.0.0.1:");
    }

    @Test
    void saysWhoDoesNotGetTheTestMail() throws Exception {
        SMTPServer server = SMTPServer.port(0)
                .bindAddress(InetAddress.getByName("127.0.0.1"))
                .simpleMessageListener(new SimpleMessageListener() {
                    @Override
                    public boolean accept(String from, String recipient) {
                        return !recipient.startsWith("gone");
                    }

                    @Override
                    public void deliver(String from, String recipient, InputStream data) throws IOException {
                        data.transferTo(OutputStream.nullOutputStream());
                    }
                })
                .build();
        server.start();
        try {
            write(
                    0,
                    ini
                            + "alert.mail.to=me@example.org, gone@example.org\nsmtp.host=127.0.0.1\nsmtp.tls=none\nsmtp.port="
                            + server.getPortAllocated() + "\n");

            assertThat(CommandRun.in(root, "check", "--instance", "0", "--mail").out())
                    .contains(
                            "FAIL mail          a test was taken, but not for gone@example.org: ",
                            "553 <gone@example.org>");
        } finally {
            server.stop();
        }
    }

    @Test
    void saysWhatTheWatchdogWouldNotTell() throws IOException {
        Path monitor = root.resolve("config/bitmex_monitor_bot.ini");
        write(0, ini + "alert.mail.to=me@example.org\nsmtp.host=127.0.0.1\n");
        Files.writeString(monitor, "[DEFAULT]\nbitmex.restart.ini=1\n");
        CommandRun unwatched = check();
        Files.writeString(monitor, "[DEFAULT]\nbitmex.restart.ini=0\n");
        CommandRun silent = check();
        Files.writeString(monitor, "[DEFAULT]\ncolour=red\n");
        CommandRun broken = check();

        assertThat(unwatched.out()).contains("WARN watchdog      it does not watch instance 0");
        assertThat(silent.out()).contains("WARN watchdog      it has no alert.mail.to");
        assertThat(broken.out())
                .contains("FAIL watchdog      it does not start: config/bitmex_monitor_bot.ini:2: unknown");
    }

    @Test
    void aBadConfigurationEndsItAtOnce() throws IOException {
        write(0, ini + "nonsense=1\n");

        assertThat(check().exitCode()).isEqualTo(2);
        assertThat(root.resolve("data")).doesNotExist();
    }

    private CommandRun check() {
        return CommandRun.in(root, "check", "--instance", "0");
    }

    private void write(int instance, String text) throws IOException {
        Files.createDirectories(root.resolve("config"));
        Files.writeString(root.resolve("config/bitmex_bot_" + instance + ".ini"), text);
    }
}
