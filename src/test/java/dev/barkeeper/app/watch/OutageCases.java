package dev.barkeeper.app.watch;

import com.sun.jdi.VirtualMachine;
import dev.barkeeper.watchdog.Beat;
import dev.barkeeper.watchdog.WatchdogBeat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What ends a bot, or has the watchdog end it. */
final class OutageCases {
    private static final double DEAD_SECONDS = 1;
    private static final double HUNG_SECONDS = 15;
    /** 150 s of venue time at six times the speed, and what the watchdog takes to ask the venue. */
    private static final double STALLED_SECONDS = 40;

    private OutageCases() {}

    private interface Blower {
        void strike(ProcessRig rig, Beat before) throws Exception;
    }

    static void list(DrillCases cases) {
        outage(cases, "kill −9", DEAD_SECONDS, (rig, bot) -> ProcessRig.signal("KILL", bot.pid()));
        outage(cases, "SIGSTOP", HUNG_SECONDS, (rig, bot) -> ProcessRig.signal("STOP", bot.pid()));
        sabotage(cases, "out of memory", DEAD_SECONDS, "eat memory");
        sabotage(cases, "a thread that died: the loop, by an Error", DEAD_SECONDS, "throw an error");
        sabotage(cases, "the loop deadlocked", HUNG_SECONDS, "deadlock");
        sabotage(cases, "the loop in an endless loop of a strategy", HUNG_SECONDS, "loop");
        cases.put(
                "stalled: the scraper's thread frozen, the loop beats on (150 s of venue time)", OutageCases::stalled);
        cases.put("kill −9 of bot and watchdog, a new watchdog at once", OutageCases::bothKilled);
        cases.put("ini broken, then kill −9: five tries, then given up", OutageCases::givenUp);
    }

    private static void outage(DrillCases cases, String name, double limit, Blower blower) {
        cases.put(name, (failure, rig, drill) -> {
            Beat before = drill.begin();
            return drill.outage(failure, limit, before, () -> blower.strike(rig, before));
        });
    }

    private static void sabotage(DrillCases cases, String name, double limit, String order) {
        cases.put(name, (failure, rig, drill) -> {
            Path orders = rig.root.resolve("orders");
            rig.environment.merge(
                    "BARKEEPER_JAVA_OPTS", " -D" + Saboteur.ORDERS + "=" + orders, (old, more) -> old + more);
            rig.bot.put("bitmex.tradebot.strategy", Saboteur.class.getName());
            Beat before = drill.begin();
            return drill.outage(failure, limit, before, () -> {
                Files.writeString(orders, order);
                Drill.await("order taken", () -> !Files.exists(orders));
            });
        });
    }

    private static Drill.Row stalled(String name, ProcessRig rig, Drill drill) throws Exception {
        int port = freePort();
        String options = rig.environment.get("BARKEEPER_JAVA_OPTS");
        rig.environment.put("BARKEEPER_JAVA_OPTS", options + " " + FrozenThread.option(port));
        rig.writeInis();
        rig.startBot(0);
        rig.environment.put("BARKEEPER_JAVA_OPTS", options);
        Beat before = drill.awaitExposed();
        rig.startWatchdog();
        List<VirtualMachine> held = new ArrayList<>();
        return drill.outage(name, STALLED_SECONDS, before, () -> held.add(FrozenThread.freeze(port, "scraper")));
    }

    /** Nobody looks until the new watchdog does: its own start is told apart. */
    private static Drill.Row bothKilled(String name, ProcessRig rig, Drill drill) throws Exception {
        Beat before = drill.begin();
        long watchdog = DrillCases.watchdogPid(rig);
        return drill.outage(
                name,
                DEAD_SECONDS,
                before,
                () -> {
                    ProcessRig.signal("KILL", watchdog);
                    ProcessRig.signal("KILL", before.pid());
                    rig.launch("watchdog", "watchdog", "--background", "--root", rig.root.toString());
                },
                new Drill.Since(
                        "the new watchdog's first word",
                        () -> WatchdogBeat.read(rig.watchdogFiles.status())
                                .filter(beat -> beat.process().pid() != watchdog)
                                .isPresent()));
    }

    private static Drill.Row givenUp(String name, ProcessRig rig, Drill drill) throws Exception {
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
                new Drill.Cells(
                        Drill.seconds(found - struck), "gave up " + gaveUp, "after a person's start", drill.nextBar()),
                new Drill.Expected(2, 1),
                Drill.tooLong("detected", found - struck, DEAD_SECONDS));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
