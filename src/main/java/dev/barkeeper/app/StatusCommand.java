package dev.barkeeper.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.barkeeper.app.config.InstancePaths;
import dev.barkeeper.watchdog.Beat;
import dev.barkeeper.watchdog.BeatFile;
import dev.barkeeper.watchdog.WatchdogBeat;
import dev.barkeeper.watchdog.WatchdogFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which bots run, and how they are. */
@Command(description = "which bots run, the last bar they decided on, position and stop")
final class StatusCommand implements Callable<Integer> {
    static final Duration FRESH = Duration.ofSeconds(10);
    /** The system tells a process's start to the second. */
    private static final Duration START_BLUR = Duration.ofSeconds(2);

    @Mixin
    private InstanceSelection selection;

    @Option(names = "--json", description = "one JSON array, for programs")
    private boolean json;

    private final CommandContext context;

    StatusCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (InstancePaths paths : selection.paths(context)) {
            rows.add(row(paths));
        }
        for (InstancePaths stray : selection.strays(context)) {
            rows.add(row(stray));
        }
        selection.watchdog(context).ifPresent(watchdog -> {
            Map<String, Object> row = watchdog.row();
            noteChanged(row, selection.watchdogInis(context));
            rows.add(row);
        });
        if (json) {
            context.print(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(rows));
        } else {
            rows.forEach(row -> context.print(line(row)));
        }
        return Main.DONE;
    }

    private Map<String, Object> row(InstancePaths paths) {
        Optional<ProcessHandle> process = BotProcess.of(paths);
        Optional<Beat> status = BeatFile.read(paths.statusFile());
        boolean own = process.isPresent()
                && status.isPresent()
                && status.get().pid() == process.get().pid();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("instance", paths.instance());
        row.put("state", state(process, status, own));
        process.ifPresent(running -> putProcess(row, running, context));
        status.ifPresent(known -> known(row, known, own));
        watchdogOf(paths).ifPresent(seen -> {
            row.put("errors_today", seen.errorsToday());
            row.put("watchdog", seen.phase());
        });
        noteChanged(row, List.of(paths.botIni()));
        return row;
    }

    static void putProcess(Map<String, Object> row, ProcessHandle process, CommandContext context) {
        row.put("pid", process.pid());
        process.info()
                .startInstant()
                .ifPresent(start -> row.put(
                        "uptime_seconds",
                        Duration.between(start, context.clock().instant()).toSeconds()));
    }

    /** A process goes by what its files said when it began; who edits one must know. */
    private void noteChanged(Map<String, Object> row, List<Path> inis) {
        if (row.get("uptime_seconds") instanceof Long seconds) {
            Instant begun = context.clock().instant().minusSeconds(seconds).plus(START_BLUR);
            List<String> changed = inis.stream()
                    .filter(ini -> ini.toFile().lastModified() > begun.toEpochMilli())
                    .map(Path::toString)
                    .toList();
            if (!changed.isEmpty()) {
                row.put("changed_since_start", changed);
            }
        }
    }

    private static Optional<WatchdogBeat.Row> watchdogOf(InstancePaths paths) {
        return WatchdogBeat.read(new WatchdogFiles(paths.root()).status())
                .filter(WatchdogBeat::isRunning)
                .flatMap(beat -> beat.instances().stream()
                        .filter(seen -> seen.instance() == paths.instance())
                        .findFirst());
    }

    private String state(Optional<ProcessHandle> process, Optional<Beat> status, boolean own) {
        if (process.isEmpty()) {
            boolean cleanEnd = status.isEmpty() || status.get().state() == Beat.State.STOPPED;
            return cleanEnd ? "stopped" : status.get().state() == Beat.State.FAILED ? "failed" : "died";
        }
        if (!own) {
            return "starting";
        }
        Duration age = Duration.between(
                Instant.ofEpochMilli(status.get().writtenMillis()),
                context.clock().instant());
        return age.compareTo(FRESH) > 0 ? "silent" : status.get().state().text();
    }

    /** What the bot itself told; of one that has ended, its last words. */
    private static void known(Map<String, Object> row, Beat status, boolean own) {
        row.put("bot", status.emi());
        row.put("symbol", status.symbol());
        row.put(
                "last_bar",
                status.lastBarMillis() == 0
                        ? ""
                        : Instant.ofEpochMilli(status.lastBarMillis()).toString());
        row.put("position", status.position());
        row.put("average_price", status.averagePrice());
        row.put("stop", status.stop());
        row.put("protected", status.isProtected());
        row.put("open_orders", status.openOrders());
        row.put("profit_today", status.profitToday());
        row.put("heartbeat", Instant.ofEpochMilli(status.writtenMillis()).toString());
        row.put(
                "detail",
                own ? status.detail() : "as last told" + (status.detail().isEmpty() ? "" : ": " + status.detail()));
    }

    private static String line(Map<String, Object> row) {
        StringBuilder line = new StringBuilder((row.get("instance") instanceof Integer ? "instance " : "")
                + row.get("instance") + ": " + row.get("state"));
        if (row.containsKey("pid")) {
            line.append(", pid ").append(row.get("pid"));
        }
        if (row.get("uptime_seconds") instanceof Long seconds) {
            line.append(", up ").append(uptime(Duration.ofSeconds(seconds)));
        }
        if (row.containsKey("bot")) {
            line.append(", bot ").append(row.get("bot")).append(' ').append(row.get("symbol"));
            line.append(", last bar ").append(row.get("last_bar").equals("") ? "none" : row.get("last_bar"));
            line.append(", position ").append(row.get("position"));
            line.append(row.get("average_price").equals("") ? "" : " at " + row.get("average_price"));
            line.append(", stop ").append(row.get("stop").equals("") ? "none" : row.get("stop"));
            line.append(", open orders ").append(row.get("open_orders"));
            line.append(", profit today ").append(row.get("profit_today"));
            line.append(row.containsKey("errors_today") ? ", errors today " + row.get("errors_today") : "");
            line.append(
                    row.getOrDefault("watchdog", "watching").equals("watching")
                            ? ""
                            : ", watchdog " + row.get("watchdog"));
            line.append(row.get("detail").equals("") ? "" : " (" + row.get("detail") + ")");
        }
        if (row.get("changed_since_start") instanceof List<?> changed) {
            line.append("; changed since this start, and not read: ")
                    .append(changed.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        return line.toString();
    }

    private static String uptime(Duration uptime) {
        return uptime.toHours() > 0
                ? uptime.toHours() + " h " + uptime.toMinutesPart() + " min"
                : uptime.toMinutes() > 0 ? uptime.toMinutes() + " min" : uptime.toSeconds() + " s";
    }
}
