package dev.barkeeper.app.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.app.watch.DrillCases.Deed;
import dev.barkeeper.watchdog.Beat;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/** What is only to be told, and what is to have no consequence at all. */
final class FindingCases {
    private FindingCases() {}

    static void list(DrillCases cases) {
        finding(cases, "log deleted", rig -> Files.delete(rig.root.resolve("logs/bitmex_mysql.log")));
        finding(cases, "log unreadable (a folder in its place)", rig -> {
            Path log = rig.root.resolve("logs/bitmex_mysql.log");
            Files.delete(log);
            Files.createDirectory(log);
        });
        finding(cases, "an error, then the log rotated", rig -> {
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
            return drill.finish(
                    name,
                    new Drill.Cells(Drill.NONE, alone ? "left alone" : "RESTARTED", Drill.NONE, Drill.NONE),
                    Drill.Expected.NO_MAIL,
                    List.of());
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

    private static void finding(DrillCases cases, String name, Deed blow) {
        cases.put(name, (failure, rig, drill) -> {
            rig.monitor.put("bitmex.monitor.check.interval", "0.05");
            drill.begin();
            return drill.finding(failure + " (looked at every 3 s)", () -> blow.on(rig));
        });
    }
}
