package dev.barkeeper.app.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.watchdog.Beat;
import dev.barkeeper.watchdog.WatchdogBeat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Not one of the everyday tests: measures failures with the default limits, see {@code scripts/watchdog-drill}. */
@Timeout(300)
class WatchdogDrill {
    private static final Path TABLE = Path.of("target/watchdog-drill.md");

    @TempDir
    private Path root;

    private final List<String> table = new ArrayList<>(List.of(
            "| failure | detected, s | started again, s | ready, stop verified, s | mails |", "|---|---|---|---|---|"));

    @Test
    void measure() throws Exception {
        try (ProcessRig rig = new ProcessRig(root, 1)) {
            rig.monitor.put("monitor.heartbeat.seconds", "10");
            rig.writeInis();
            rig.startBot(0);
            Process watchdog = rig.startWatchdog();
            outage(rig, "kill −9", () -> ProcessRig.signal("KILL", pid(rig)));
            outage(rig, "SIGSTOP", () -> ProcessRig.signal("STOP", pid(rig)));
            outage(rig, "kill −9 of the bot and of the watchdog, which is started 0 s later", () -> {
                ProcessRig.signal("KILL", pid(rig));
                watchdog.destroyForcibly().waitFor();
                rig.startWatchdog();
            });
            finding(rig, "log deleted", () -> Files.delete(root.resolve("logs/bitmex_mysql.log")));
            finding(rig, "an error, then the log rotated", () -> {
                Path log = root.resolve("logs/bitmex_websockets.log");
                Files.writeString(
                        log, "2026-11-20T10:00:00.000Z ERROR drill\n", java.nio.file.StandardOpenOption.APPEND);
                Files.move(log, log.resolveSibling(log.getFileName() + ".1"));
                Files.writeString(log, "");
            });
            footprint(rig);
        } finally {
            Files.write(TABLE, table);
        }
        assertThat(table).hasSizeGreaterThan(5);
    }

    private interface Blow {
        void strike() throws Exception;
    }

    private static long pid(ProcessRig rig) {
        return rig.beat(0).orElseThrow().pid();
    }

    private void outage(ProcessRig rig, String name, Blow blow) throws Exception {
        Beat before = rig.beat(0).orElseThrow();
        int mails = rig.mails.size();
        String log = Files.readString(root.resolve("logs/bitmex_monitor_bot.log"));
        long from = System.currentTimeMillis();
        blow.strike();
        long startedAt = ProcessRig.await("started again", () -> rig.beat(0).filter(b -> b.pid() != before.pid()))
                .writtenMillis();
        long readyAt = rig.awaitReplaced(before).writtenMillis();
        ProcessRig.await("recovered", () -> Optional.of(rig.mails).filter(all -> all.size() >= mails + 2));
        String after =
                Files.readString(root.resolve("logs/bitmex_monitor_bot.log")).substring(log.length());
        long detectedAt = java.time.Instant.parse(after.lines()
                        .filter(line -> line.contains("being restarted"))
                        .findFirst()
                        .orElseThrow()
                        .substring(0, 24))
                .toEpochMilli();
        row(
                name,
                seconds(detectedAt - from),
                seconds(startedAt - from),
                seconds(readyAt - from),
                rig.mails.size() - mails);
    }

    private void finding(ProcessRig rig, String name, Blow blow) throws Exception {
        int mails = rig.mails.size();
        long from = System.currentTimeMillis();
        blow.strike();
        ProcessRig.await("mail", () -> Optional.of(rig.mails).filter(all -> all.size() > mails));
        row(name, seconds(rig.mails.get(mails).atMillis() - from) + " (mailed)", "–", "–", rig.mails.size() - mails);
    }

    private void row(String name, String detected, String started, String ready, int mails) {
        table.add("| " + name + " | " + detected + " | " + started + " | " + ready + " | " + mails + " |");
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f", millis / 1000.0);
    }

    private void footprint(ProcessRig rig) throws Exception {
        long pid = WatchdogBeat.read(rig.watchdogFiles.status())
                .orElseThrow()
                .process()
                .pid();
        long before = ticks(pid);
        long from = System.nanoTime();
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(60))
                .until(() -> System.nanoTime() - from > 20_000_000_000L);
        double percent = (ticks(pid) - before) / 100.0 / ((System.nanoTime() - from) / 1e9) * 100;
        String rss = Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .findFirst()
                .orElse("");
        table.add("");
        table.add("Watchdog: " + rss.replaceAll("\\s+", " ") + ", CPU " + String.format(Locale.ROOT, "%.2f", percent)
                + " % over 20 s, one instance.");
    }

    private static long ticks(long pid) throws Exception {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(words[11]) + Long.parseLong(words[12]);
    }
}
