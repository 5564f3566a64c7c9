package dev.barkeeper.app.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.app.watch.Drill.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Not one of the everyday tests: strikes at real bots and watchdogs in every way the table of docs/operations.md has, writes
 * that table, and fails where a row misses a target; see {@code scripts/watchdog-drill}.
 */
@Timeout(5_400)
class WatchdogDrill {
    private static final Path TABLE = Path.of("target/watchdog-drill.md");
    /** A bar every ten seconds; everything else runs at its usual pace. */
    private static final double SPEED = 6;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private final List<String> missed = new ArrayList<>();

    @Test
    void measure() throws Exception {
        List<String> only = List.of(System.getProperty("drill.only", "").split(","));
        Files.writeString(TABLE, Row.HEADER + "\n");
        int number = 0;
        for (Map.Entry<String, DrillCases.Case> one : DrillCases.all().entrySet()) {
            if (only.stream().anyMatch(one.getKey()::contains)) {
                String line = measure(one.getKey(), one.getValue(), folder.resolve("case-" + number++));
                Files.writeString(TABLE, line + "\n", StandardOpenOption.APPEND);
            }
        }
        assertThat(missed).as("targets missed").isEmpty();
    }

    private String measure(String name, DrillCases.Case one, Path root) throws IOException {
        Files.createDirectories(root);
        try (ProcessRig rig = new ProcessRig(root, SPEED)) {
            Row row = one.measure(name, rig, new Drill(rig));
            row.missed().forEach(target -> missed.add(name + ": " + target));
            return row.line();
        } catch (Exception | Error e) {
            missed.add(name + ": " + e);
            return "| " + name + " | not measured: "
                    + String.valueOf(e.getMessage()).replaceAll("\\s+", " ") + " |";
        }
    }
}
