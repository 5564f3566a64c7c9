package dev.barkeeper.app.watch;

import dev.barkeeper.app.config.ClockSpeed;
import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.app.serve.ExchangeSession;
import dev.barkeeper.app.serve.ExchangeSettings;
import dev.barkeeper.gateway.ApiKeys;
import dev.barkeeper.watchdog.Beat;
import dev.barkeeper.watchdog.BeatFile;
import dev.barkeeper.watchdog.WatchdogBeat;
import dev.barkeeper.watchdog.WatchdogFiles;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.subethamail.smtp.server.SMTPServer;

/** A paper exchange and a mail server here, bots and watchdogs as real processes of the real launcher. */
final class ProcessRig implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long NOW = 1_583_150_400_000L;

    final Path root;
    final WatchdogFiles watchdogFiles;
    final Map<String, String> bot = new TreeMap<>();
    final Map<String, String> monitor = new TreeMap<>();
    final List<Mail> mails = new CopyOnWriteArrayList<>();
    private final List<Process> started = new ArrayList<>();
    private final SMTPServer mailServer;
    final ExchangeSession exchange;

    /** What arrived, and when. */
    record Mail(long atMillis, String subject, String text) {}

    ProcessRig(Path root, double speed) throws Exception {
        this.root = root;
        watchdogFiles = new WatchdogFiles(root);
        exchange = ExchangeSession.start(
                new ExchangeSettings(
                        0, Optional.empty(), false, new ClockSpeed(speed), 10, Optional.empty(), Optional.empty()),
                NOW);
        mailServer = SMTPServer.port(0)
                .bindAddress(InetAddress.getByName("127.0.0.1"))
                .messageHandler((context, from, to, data) -> mails.add(mailOf(new String(data))))
                .build();
        mailServer.start();
        bot.put("bitmex.api.url", exchange.restUrl());
        bot.put("bitmex.ws.url", exchange.webSocketUrl());
        bot.put("bitmex.api.key", ApiKeys.DEMO_KEY);
        bot.put("bitmex.api.secret", ApiKeys.DEMO_SECRET);
        bot.put("venue.clock.speed", String.valueOf(speed));
        bot.put("bitmex.tradebot.strategy", "momentum");
        bot.put("bitmex.tradebot.momentum.period", "3");
        monitor.put("bitmex.restart.ini", "0");
        monitor.put("monitor.heartbeat.seconds", "3");
        monitor.put("bitmex.monitor.check.interval", "0.02");
        monitor.putAll(mailKeys());
    }

    /** Who is mailed and by which server. */
    Map<String, String> mailKeys() {
        return Map.of(
                "alert.mail.to",
                "person@example.org",
                "smtp.host",
                "127.0.0.1",
                "smtp.port",
                String.valueOf(mailServer.getPortAllocated()),
                "smtp.tls",
                "none");
    }

    private static Mail mailOf(String data) {
        String unfolded = data.replaceAll("\\r?\\n[ \\t]+", " ");
        String subject = unfolded.lines()
                .filter(line -> line.startsWith("Subject: "))
                .findFirst()
                .orElse("");
        return new Mail(System.currentTimeMillis(), subject.substring(Math.min(9, subject.length())), data);
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
        return await("bot ready", () -> beat(instance).filter(b -> b.state().isReady() && b.isProtected()));
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
        builder.environment().put("BARKEEPER_CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(new File(root.toFile(), name + ".out")));
        Process process = builder.start();
        started.add(process);
        return process;
    }

    Optional<Beat> beat(int instance) {
        return BeatFile.read(paths(instance).statusFile());
    }

    /** Another process than this one, ready, its stop verified. */
    Beat awaitReplaced(Beat before) {
        return await(
                "another process ready",
                () -> beat(before.instance())
                        .filter(b -> b.pid() != before.pid() && b.state().isReady() && b.isProtected()));
    }

    Mail awaitMail(String part) {
        return await(
                "mail with " + part,
                () -> mails.stream().filter(m -> m.subject().contains(part)).findFirst());
    }

    List<String> subjects(String part) {
        return mails.stream().map(Mail::subject).filter(s -> s.contains(part)).toList();
    }

    static <T> T await(String what, Callable<Optional<T>> look) {
        return Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(look, Optional::isPresent)
                .orElseThrow();
    }

    static void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor();
    }

    /** First the watchdogs, which would bring the bots back. */
    @Override
    public void close() throws Exception {
        WatchdogBeat.read(watchdogFiles.status())
                .flatMap(b -> b.process().running())
                .ifPresent(ProcessRig::end);
        for (int instance : InstancePaths.instancesIn(root.resolve("config"))) {
            beat(instance).flatMap(b -> b.process().running()).ifPresent(ProcessRig::end);
        }
        started.forEach(process -> end(process.toHandle()));
        exchange.close();
        mailServer.stop();
    }

    private static void end(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().orTimeout(10, java.util.concurrent.TimeUnit.SECONDS).join();
    }
}
