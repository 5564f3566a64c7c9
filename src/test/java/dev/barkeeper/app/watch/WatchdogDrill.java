package dev.barkeeper.app.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.VirtualMachine;
import dev.barkeeper.app.watch.Drill.Row;
import dev.barkeeper.gateway.ApiKey;
import dev.barkeeper.gateway.ApiKeys;
import dev.barkeeper.gateway.Fault;
import dev.barkeeper.gateway.FaultKind;
import dev.barkeeper.storage.DatabaseSettings;
import dev.barkeeper.storage.MariaDbServer;
import dev.barkeeper.watchdog.Beat;
import dev.barkeeper.watchdog.WatchdogBeat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Not one of the everyday tests: strikes at real bots and watchdogs in every way the table of docs/operations.md has, and
 * writes that table; see {@code scripts/watchdog-drill}.
 */
@Timeout(5_400)
class WatchdogDrill {
    private static final Path TABLE = Path.of("target/watchdog-drill.md");
    /** A bar every ten seconds; everything else runs at its usual pace. */
    private static final double SPEED = 6;

    private static final String FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private final Map<String, Case> cases = new LinkedHashMap<>();

    /** One kind of failure. */
    private interface Case {
        Row measure(String name, ProcessRig rig, Drill drill) throws Exception;
    }

    @Test
    void measure() throws Exception {
        listOutages();
        listTroubles();
        listFindings();
        listWatchdogs();
        List<String> only = List.of(System.getProperty("drill.only", "").split(","));
        List<String> broken = new ArrayList<>();
        Files.writeString(TABLE, Row.HEADER + "\n");
        int number = 0;
        for (Map.Entry<String, Case> one : cases.entrySet()) {
            if (only.stream().anyMatch(one.getKey()::contains)) {
                String line = measure(one.getKey(), one.getValue(), folder.resolve("case-" + number++), broken);
                Files.writeString(TABLE, line + "\n", StandardOpenOption.APPEND);
            }
        }
        assertThat(broken).isEmpty();
    }

    private static String measure(String name, Case one, Path root, List<String> broken) throws IOException {
        Files.createDirectories(root);
        try (ProcessRig rig = new ProcessRig(root, SPEED)) {
            return one.measure(name, rig, new Drill(rig)).line();
        } catch (Exception | Error e) {
            broken.add(name + ": " + e);
            return "| " + name + " | not measured: "
                    + String.valueOf(e.getMessage()).replaceAll("\\s+", " ") + " |";
        }
    }

    private void outage(String name, Blower blower) {
        cases.put(name, (failure, rig, drill) -> {
            Beat before = drill.begin();
            return drill.outage(failure, before, () -> blower.strike(rig, before));
        });
    }

    private interface Blower {
        void strike(ProcessRig rig, Beat before) throws Exception;
    }

    private void listOutages() {
        outage("kill −9", (rig, bot) -> ProcessRig.signal("KILL", bot.pid()));
        outage("SIGSTOP", (rig, bot) -> ProcessRig.signal("STOP", bot.pid()));
        sabotage("out of memory", "eat memory");
        sabotage("a thread that died: the loop, by an Error", "throw an error");
        sabotage("the loop deadlocked", "deadlock");
        sabotage("the loop in an endless loop of a strategy", "loop");
        cases.put(
                "stalled: the scraper's thread frozen, the loop beats on (150 s of venue time)", (name, rig, drill) -> {
                    int port = freePort();
                    String options = rig.environment.get("BARKEEPER_JAVA_OPTS");
                    rig.environment.put("BARKEEPER_JAVA_OPTS", options + " " + FrozenThread.option(port));
                    rig.writeInis();
                    rig.startBot(0);
                    rig.environment.put("BARKEEPER_JAVA_OPTS", options);
                    Beat before = drill.awaitExposed();
                    rig.startWatchdog();
                    List<VirtualMachine> held = new ArrayList<>();
                    Row row = drill.outage(name, before, () -> held.add(FrozenThread.freeze(port, "scraper")));
                    return row;
                });
        cases.put("kill −9 of bot and watchdog, a new watchdog at once", (name, rig, drill) -> {
            Beat before = drill.begin();
            long watchdog = watchdogPid(rig);
            return drill.outage(name, before, () -> {
                ProcessRig.signal("KILL", watchdog);
                ProcessRig.signal("KILL", before.pid());
                rig.launch("watchdog", "watchdog", "--background", "--root", rig.root.toString());
            });
        });
        cases.put("ini broken, then kill −9: five tries, then given up", (name, rig, drill) -> {
            Beat before = drill.begin();
            Path ini = rig.root.resolve("config/bitmex_bot_0.ini");
            String good = Files.readString(ini);
            Files.writeString(ini, good + "bitmex.tradebot.strategy.typo = 1\n");
            ProcessRig.signal("KILL", before.pid());
            long struck = Drill.now();
            long found = Drill.await("found", () -> drill.log().contains("being restarted"));
            ProcessRig.await(
                    "gave up",
                    Duration.ofMinutes(4),
                    () -> rig.subjects("gave up").stream().findFirst());
            String gaveUp = Drill.seconds(Drill.now() - found);
            Files.writeString(ini, good);
            rig.startBot(0);
            return drill.finish(
                    name,
                    Drill.seconds(found - struck),
                    "gave up " + gaveUp,
                    "after a person's start",
                    drill.nextBar());
        });
        cases.put("mail server down, then kill −9", (name, rig, drill) -> {
            Beat before = drill.begin();
            rig.closeMail();
            return drill.outage(name + " (mails come when it is back)", before, () -> {
                ProcessRig.signal("KILL", before.pid());
                reopenLater(rig);
            });
        });
        cases.put("mail server accepts and never answers, then kill −9", (name, rig, drill) -> {
            rig.closeMail();
            try (ServerSocket mute = new ServerSocket(rig.mailPort(), 50, InetAddress.getLoopbackAddress())) {
                Beat before = drill.begin();
                return drill.outage(name + " (mails come when it is back)", before, () -> {
                    ProcessRig.signal("KILL", before.pid());
                    Thread later = new Thread(() -> {
                        rig.awaitReplaced(before);
                        closeAndReopen(mute, rig);
                    });
                    later.start();
                });
            }
        });
        clock("wall clock one hour ahead", "+1h");
        clock("wall clock one hour back", "-1h");
    }

    private void sabotage(String name, String order) {
        cases.put(name, (failure, rig, drill) -> {
            Path orders = rig.root.resolve("orders");
            rig.environment.merge(
                    "BARKEEPER_JAVA_OPTS", " -D" + Saboteur.ORDERS + "=" + orders, (old, more) -> old + more);
            rig.bot.put("bitmex.tradebot.strategy", Saboteur.class.getName());
            Beat before = drill.begin();
            return drill.outage(failure, before, () -> {
                Files.writeString(orders, order);
                Drill.await("order taken", () -> !Files.exists(orders));
            });
        });
    }

    /** Bot and watchdog live under a clock that can be set. */
    private void clock(String name, String step) {
        cases.put(name, (failure, rig, drill) -> {
            Path offset = rig.root.resolve("offset");
            Files.writeString(offset, "+0\n");
            rig.environment.putAll(Map.of(
                    "LD_PRELOAD", FAKETIME,
                    "FAKETIME_TIMESTAMP_FILE", offset.toString(),
                    "FAKETIME_CACHE_DURATION", "1",
                    "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                    "DONT_FAKE_MONOTONIC", "1"));
            drill.begin();
            return drill.calm(failure, Duration.ofSeconds(45), () -> Files.writeString(offset, step + "\n"));
        });
    }

    private void listTroubles() {
        cases.put("database gone (MariaDB killed, back after the mail)", (name, rig, drill) -> {
            try (MariaDbServer server = MariaDbServer.startOrSkip()) {
                useServer(rig, server);
                drill.begin();
                return drill.trouble(name, server::kill, server::start);
            }
        });
        cases.put("database frozen (SIGSTOP of MariaDB, CONT after the mail)", (name, rig, drill) -> {
            try (MariaDbServer server = MariaDbServer.startOrSkip()) {
                useServer(rig, server);
                drill.begin();
                return drill.trouble(
                        name,
                        () -> ProcessRig.signal("STOP", server.pid()),
                        () -> ProcessRig.signal("CONT", server.pid()));
            }
        });
        cases.put("disk full for the database (H2)", (name, rig, drill) -> {
            try (SmallDisk disk = SmallDisk.mount(rig.root.resolve("small"), 64)) {
                rig.bot.put(
                        "db.url",
                        DatabaseSettings.ofFile(rig.root.resolve("small/bot").toString())
                                .url());
                drill.begin();
                return drill.trouble(name, disk::fill, disk::free);
            }
        });
        cases.put("disk full for the logs", (name, rig, drill) -> {
            rig.monitor.put("bitmex.monitor.check.interval", "0.05");
            try (SmallDisk disk = SmallDisk.mount(rig.root.resolve("small"), 64)) {
                for (String key : List.of("trading", "buckets", "mysql", "quotes")) {
                    rig.bot.put(
                            "log." + key + ".outfile",
                            rig.root.resolve("small/" + key + ".log").toString());
                }
                drill.begin();
                return drill.trouble(name, disk::fill, disk::free);
            }
        });
        reconnect("sockets dropped", FaultKind.SOCKET_DROP);
        reconnect("sockets silent", FaultKind.SOCKET_SILENT);
        cases.put("venue gone, back on its port after the mail", (name, rig, drill) -> {
            drill.begin();
            int port = rig.gateway.port();
            return drill.trouble(name, rig.gateway::close, () -> rig.openVenue(port));
        });
        trouble(
                "key disabled in mid-run, enabled after the mail",
                rig -> {
                    rig.keys.add(new ApiKey(
                            ApiKeys.DEMO_KEY, ApiKeys.DEMO_SECRET, ApiKeys.DEMO_ACCOUNT, Set.of(ApiKey.ORDER), false));
                    rig.gateway.faults().arm(Fault.once(FaultKind.SOCKET_DROP));
                },
                rig -> rig.keys.add(ApiKey.trading(ApiKeys.DEMO_KEY, ApiKeys.DEMO_SECRET, ApiKeys.DEMO_ACCOUNT)));
    }

    /** What the bot mends before anybody needs to hear of it. */
    private void reconnect(String name, FaultKind kind) {
        cases.put(name, (failure, rig, drill) -> {
            drill.begin();
            int before = rig.gateway.subscriptions();
            rig.gateway.faults().arm(Fault.once(kind));
            long struck = Drill.now();
            Drill.await("given up", () -> rig.gateway.subscriptions() < before);
            long again = Drill.await("subscribed again", () -> rig.gateway.subscriptions() >= before);
            Drill.await(
                    "connected",
                    () -> rig.beat(0)
                            .filter(b ->
                                    b.writtenMillis() > again && b.troubles().isEmpty() && ProcessRig.isReady(b))
                            .isPresent());
            String ready = Drill.seconds(Drill.now() - again);
            return drill.finish(failure, "–", "reconnected " + Drill.seconds(again - struck), ready, drill.nextBar());
        });
    }

    private interface Deed {
        void on(ProcessRig rig) throws Exception;
    }

    private void trouble(String name, Deed blow, Deed mend) {
        cases.put(name, (failure, rig, drill) -> {
            drill.begin();
            return drill.trouble(failure, () -> blow.on(rig), () -> mend.on(rig));
        });
    }

    private static void useServer(ProcessRig rig, MariaDbServer server) {
        DatabaseSettings database = server.createDatabase();
        rig.bot.put("db.url", database.url() + "&user=" + database.user());
    }

    private void listFindings() {
        finding("log deleted", rig -> Files.delete(rig.root.resolve("logs/bitmex_mysql.log")));
        finding("log unreadable (a folder in its place)", rig -> {
            Path log = rig.root.resolve("logs/bitmex_mysql.log");
            Files.delete(log);
            Files.createDirectory(log);
        });
        finding("an error, then the log rotated", rig -> {
            Path log = rig.root.resolve("logs/bitmex_websockets.log");
            Files.writeString(log, "2026-11-20T10:00:00.000Z ERROR drill\n", StandardOpenOption.APPEND);
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"));
            Files.writeString(log, "");
        });
        cases.put("http.port taken by somebody else", (name, rig, drill) -> {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                rig.bot.put("http.port", String.valueOf(taken.getLocalPort()));
                drill.begin();
                return drill.calm(name + " (told in the log)", Duration.ofSeconds(5), () -> {});
            }
        });
        cases.put("TERM from a person", (name, rig, drill) -> {
            Beat before = drill.begin();
            ProcessRig.signal("TERM", before.pid());
            Drill.await("end", () -> !before.process().isRunning());
            Drill.pause(Duration.ofSeconds(15));
            boolean alone = rig.beat(0).orElseThrow().pid() == before.pid();
            return drill.finish(name, "–", alone ? "left alone" : "RESTARTED", "–", "–");
        });
        cases.put("frozen for 5 s", (name, rig, drill) -> {
            Beat before = drill.begin();
            return drill.calm(name, Duration.ofSeconds(12), () -> {
                ProcessRig.signal("STOP", before.pid());
                Drill.pause(Duration.ofSeconds(5));
                ProcessRig.signal("CONT", before.pid());
            });
        });
        cases.put("a second process of the bot", (name, rig, drill) -> {
            drill.begin();
            return drill.calm(name + " (refused)", Duration.ofSeconds(5), () -> {
                Process second = rig.launch("second", "run", "--instance", "0", "--root", rig.root.toString());
                assertThat(second.waitFor()).isEqualTo(1);
            });
        });
    }

    private void finding(String name, Deed blow) {
        cases.put(name, (failure, rig, drill) -> {
            rig.monitor.put("bitmex.monitor.check.interval", "0.05");
            drill.begin();
            return drill.finding(failure + " (looked at every 3 s)", () -> blow.on(rig));
        });
    }

    private void listWatchdogs() {
        cases.put("a second watchdog", (name, rig, drill) -> {
            drill.begin();
            return drill.calm(name + " (refused)", Duration.ofSeconds(5), () -> {
                Process second = rig.launch("second", "watchdog", "--background", "--root", rig.root.toString());
                assertThat(second.waitFor()).isEqualTo(1);
            });
        });
        watchdog("watchdog killed, started again after the mail", "KILL", rig -> rig.startWatchdog());
        watchdog(
                "watchdog frozen (SIGSTOP, CONT after the mail)",
                "STOP",
                rig -> ProcessRig.signal("CONT", watchdogPid(rig)));
    }

    private void watchdog(String name, String signal, Deed mend) {
        cases.put(name, (failure, rig, drill) -> {
            drill.begin();
            ProcessRig.signal(signal, watchdogPid(rig));
            long struck = Drill.now();
            long mailed = rig.awaitMail("PROBLEM: watchdog").atMillis();
            mend.on(rig);
            rig.awaitMail("recovered: watchdog runs again");
            return drill.finish(failure, "mailed " + Drill.seconds(mailed - struck), "–", "–", drill.nextBar());
        });
    }

    private static long watchdogPid(ProcessRig rig) {
        return WatchdogBeat.read(rig.watchdogFiles.status())
                .orElseThrow()
                .process()
                .pid();
    }

    private static void reopenLater(ProcessRig rig) {
        Beat before = rig.beat(0).orElseThrow();
        new Thread(() -> {
                    rig.awaitReplaced(before);
                    closeAndReopen(() -> {}, rig);
                })
                .start();
    }

    private static void closeAndReopen(AutoCloseable mute, ProcessRig rig) {
        try {
            mute.close();
            rig.reopenMail();
        } catch (Exception e) {
            throw new IllegalStateException("the mail server does not come back", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
