package dev.barkeeper.watchdog;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Counts one log, and the one that it was rotated to, from their beginning: a process, for its heap. */
final class FloodedLog {
    private FloodedLog() {}

    /** @param words the log */
    public static void main(String[] words) throws Exception {
        Path log = Path.of(words[0]);
        Path rotated = Path.of(words[0] + ".1");
        InstanceFiles files = new InstanceFiles(0, "instance 0", log, log, log, log, List.of(log), false, "");
        LogMark begin = LogMark.startOf(Files.exists(rotated) ? rotated : log);
        LogRound round = new LogRound(
                List.of(files),
                alert -> System.out.println(alert.subject() + "\n" + alert.text()),
                new LogRound.Memory(Map.of(log.toString(), begin), Map.of(), Map.of(), 0, Map.of()));
        round.count(0);
    }
}
