package dev.barkeeper.app.watch;

import dev.barkeeper.TestPatience;
import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.gateway.ApiKeys;
import dev.barkeeper.gateway.GatewayServer;
import dev.barkeeper.gateway.GatewaySettings;
import dev.barkeeper.machine.UnusedPort;
import dev.barkeeper.mail.MailServer;
import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.ContractSpecs;
import dev.barkeeper.paper.GeneratedPrices;
import dev.barkeeper.paper.Listing;
import dev.barkeeper.paper.PaperExecution;
import dev.barkeeper.paper.PaperFeeder;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.VenueSettings;
import dev.barkeeper.paper.Window;
import dev.barkeeper.storage.Database;
import dev.barkeeper.watchdog.Beat;
import dev.barkeeper.watchdog.BeatFile;
import dev.barkeeper.watchdog.WatchdogBeat;
import dev.barkeeper.watchdog.WatchdogFiles;
import jakarta.mail.internet.MimeUtility;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** A paper exchange and a mail server here, bots and watchdogs as real processes of the real launcher. */
final class ProcessRig implements AutoCloseable {
    static final Duration PATIENCE = TestPatience.LIMIT;
    private static final long START = 1_583_150_400_000L;

    final Path root;
    final double speed;
    final WatchdogFiles watchdogFiles;
    final Map<String, String> bot = new TreeMap<>();
    final Map<String, String> monitor = new TreeMap<>();
    final Map<String, String> environment = new TreeMap<>();
    final PaperVenue venue;
    final PaperFeeder feeder;
    final ApiKeys keys = ApiKeys.demo();
    GatewayServer gateway;
    private MailServer mailServer;
    private final int mailPort;
    private final List<Mail> earlierMails = new ArrayList<>();
    private final List<Process> started = new ArrayList<>();

    /** What arrived, and when. */
    record Mail(long atMillis, String subject, String text) {}

    /** @param speed of the venue's clock */
    ProcessRig(Path root, double speed) throws Exception {
        this.root = root;
        this.speed = speed;
        watchdogFiles = new WatchdogFiles(root);
        ContractSpec spec = ContractSpecs.xbtusd();
        venue = PaperVenue.open(
                VenueSettings.DEFAULT.withSeed(10), List.of(new Listing(spec, new GeneratedPrices(spec, 10, START))));
        venue.openAccount(ApiKeys.DEMO_ACCOUNT, Map.of("XBt", 1_000_000_000L));
        feeder = PaperFeeder.atSpeed(venue, speed);
        openVenue(0);
        feeder.start();
        mailServer = new MailServer(UnusedPort.find());
        mailPort = mailServer.port();
        environment.put("BARKEEPER_CLASSPATH", System.getProperty("java.class.path"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("BARKEEPER_JAVA_OPTS", MailServer.trusting(root.resolve("trust.p12")));
        bot.put("bitmex.api.url", gateway.restUrl());
        bot.put("bitmex.ws.url", gateway.webSocketUrl());
        bot.put("bitmex.api.key", ApiKeys.DEMO_KEY);
        bot.put("bitmex.api.secret", ApiKeys.DEMO_SECRET);
        bot.put("venue.clock.speed", String.valueOf(speed));
        bot.put("bitmex.tradebot.strategy", "momentum");
        bot.put("bitmex.tradebot.momentum.period", "3");
        bot.putAll(mailKeys());
        monitor.put("bitmex.restart.ini", "0");
        monitor.putAll(mailKeys());
    }

    private Map<String, String> mailKeys() {
        return Map.of(
                "alert.mail.to",
                "person@example.org",
                "smtp.host",
                "127.0.0.1",
                "smtp.port",
                String.valueOf(mailPort),
                "smtp.user",
                MailServer.USER,
                "smtp.password",
                MailServer.PASSWORD);
    }

    /** @param port 0 for any */
    void openVenue(int port) {
        gateway = GatewayServer.start(venue, Optional.of(feeder), keys, GatewaySettings.atSpeed(port, speed));
    }

    /** The mail server is gone; what it has taken is remembered. */
    void closeMail() {
        earlierMails.addAll(mails());
        mailServer.close();
        mailServer = null;
    }

    void reopenMail() throws Exception {
        mailServer = new MailServer(mailPort);
    }

    int mailPort() {
        return mailPort;
    }

    List<Mail> mails() {
        List<Mail> all = new ArrayList<>(earlierMails);
        if (mailServer != null) {
            mailServer.received().forEach(one -> all.add(mailOf(one)));
        }
        return all;
    }

    private static Mail mailOf(MailServer.Received received) {
        String subject = received.data()
                .replaceAll("\\r?\\n[ \\t]+", " ")
                .lines()
                .filter(line -> line.startsWith("Subject: "))
                .findFirst()
                .orElse("Subject: ")
                .substring("Subject: ".length());
        try {
            return new Mail(received.atMillis(), MimeUtility.decodeText(subject), received.data());
        } catch (java.io.UnsupportedEncodingException e) {
            throw new IllegalStateException(subject, e);
        }
    }

    InstancePaths paths(int instance) {
        return new InstancePaths(root, Path.of("config"), instance);
    }

    void writeInis() throws IOException {
        Files.createDirectories(root.resolve("config"));
        write(root.resolve("config/bitmex_bot_0.ini"), bot);
        write(root.resolve("config/bitmex_monitor_bot.ini"), monitor);
    }

    private static void write(Path file, Map<String, String> keys) throws IOException {
        StringBuilder text = new StringBuilder("[DEFAULT]\n");
        keys.forEach(
                (key, value) -> text.append(key).append(" = ").append(value).append('\n'));
        Files.writeString(file, text);
    }

    /** A bot that is ready. */
    Beat startBot(int instance) throws IOException {
        launch("bot", "run", "--instance", String.valueOf(instance), "--background", "--root", root.toString());
        return await("bot ready", () -> beat(instance).filter(ProcessRig::isReady));
    }

    Process startWatchdog() throws IOException {
        long before = WatchdogBeat.read(watchdogFiles.status())
                .map(b -> b.process().pid())
                .orElse(0L);
        Process process = launch("watchdog", "watchdog", "--background", "--root", root.toString());
        await(
                "watchdog ready",
                () -> WatchdogBeat.read(watchdogFiles.status())
                        .filter(b -> b.process().pid() != before && b.isRunning())
                        .filter(b -> b.number() > 2));
        return process;
    }

    Process launch(String name, String... words) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of("scripts/barkeeper").toAbsolutePath().toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(new File(root.toFile(), name + ".out")));
        Process process = builder.start();
        started.add(process);
        return process;
    }

    Optional<Beat> beat(int instance) {
        return BeatFile.read(paths(instance).statusFile());
    }

    static boolean isReady(Beat beat) {
        return beat.state().isReady() && beat.isProtected();
    }

    /** Another process than this one, ready, its stop verified. */
    Beat awaitReplaced(Beat before) {
        return await(
                "another process ready",
                () -> beat(before.instance()).filter(b -> b.pid() != before.pid() && isReady(b)));
    }

    /** The same, and the watchdog has seen it. */
    Beat awaitRecovered(Beat before) {
        Beat ready = awaitReplaced(before);
        await(
                "watchdog watching",
                () -> WatchdogBeat.read(watchdogFiles.status())
                        .filter(b -> b.instances().stream()
                                .allMatch(row -> row.phase().equals("watching")
                                        && row.cause().isEmpty())));
        return ready;
    }

    Mail awaitMail(String part) {
        return await(
                "mail with " + part,
                () -> mails().stream().filter(m -> m.subject().contains(part)).findFirst());
    }

    List<String> subjects(String part) {
        return mails().stream().map(Mail::subject).filter(s -> s.contains(part)).toList();
    }

    static <T> T await(String what, Callable<Optional<T>> look) {
        return await(what, PATIENCE, look);
    }

    static <T> T await(String what, Duration patience, Callable<Optional<T>> look) {
        return Awaitility.await(what)
                .atMost(patience)
                .pollInterval(Duration.ofMillis(20))
                .until(look, Optional::isPresent)
                .orElseThrow();
    }

    static void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor();
    }

    /** What the bot's tables say differently from the venue's books, after its end; empty when they agree. */
    List<String> differences() {
        List<String> wrong = new ArrayList<>();
        BotSettings settings = BotSettings.load(paths(0), Map.of());
        List<String> executed = venue
                .executions(
                        ApiKeys.DEMO_ACCOUNT,
                        Window.newest(100_000),
                        execution -> execution.type().isFill())
                .stream()
                .map(PaperExecution::execId)
                .toList();
        try (Database database = Database.open(settings.database().toSettings())) {
            List<String> booked = column(database, "select exec_id from fills");
            if (booked.size() != executed.size() || !new TreeSet<>(booked).equals(new TreeSet<>(executed))) {
                wrong.add(booked.size() + " fills booked, " + executed.size() + " executed");
            }
            expectNone(database, wrong, "synthetic rows", "select timestamp_dt from decisions where synthetic = 1");
            expectNone(
                    database,
                    wrong,
                    "bars without two rows",
                    "select timestamp_dt from decisions group by timestamp_dt having count(*) <> 2");
            expectNone(
                    database,
                    wrong,
                    "client ids used twice",
                    "select client_id from orders group by client_id having count(*) > 1");
        }
        return wrong;
    }

    private static void expectNone(Database database, List<String> wrong, String what, String sql) {
        List<String> rows = column(database, sql);
        if (!rows.isEmpty()) {
            wrong.add(what + ": " + rows);
        }
    }

    private static List<String> column(Database database, String sql) {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    /** First the watchdogs, which would bring the bots back. */
    void endProcesses() throws IOException {
        WatchdogBeat.read(watchdogFiles.status())
                .flatMap(b -> b.process().running())
                .ifPresent(ProcessRig::end);
        for (int instance : InstancePaths.instancesIn(root.resolve("config"))) {
            beat(instance).flatMap(b -> b.process().running()).ifPresent(ProcessRig::end);
        }
        started.forEach(process -> end(process.toHandle()));
    }

    @Override
    public void close() throws Exception {
        endProcesses();
        gateway.close();
        feeder.close();
        venue.close();
        if (mailServer != null) {
            mailServer.close();
        }
    }

    private static void end(ProcessHandle process) {
        process.destroyForcibly();
        await("end of " + process.pid(), () -> {
            boolean runs = dev.barkeeper.machine.ProcessId.of(process).isRunning();
            return runs ? Optional.empty() : Optional.of(true);
        });
    }
}
