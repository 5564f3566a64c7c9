package dev.barkeeper.watchdog;

import dev.barkeeper.alert.Alert;
import dev.barkeeper.alert.Alerts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Counts all logs of all instances and mails one summary of a round that found something. Thread-safe. */
final class LogRound {
    private static final int LINES_PER_LOG = 5;
    private static final int KINDS = 500;

    private final Alerts alerts;
    private final Map<InstanceFiles, List<LogScanner>> scanners = new LinkedHashMap<>();
    private final Map<Integer, Long> errorsToday = new HashMap<>();
    private final Map<String, Long> kinds;
    private Map<String, String> toldTroubles;
    private long day;

    /** What is kept over a restart of the watchdog: marks by log, times each kind of line was seen, troubles told. */
    record Memory(
            Map<String, LogMark> marks,
            Map<String, Long> kinds,
            Map<String, String> troubles,
            long day,
            Map<Integer, Long> errorsToday) {
        static final Memory NONE = new Memory(Map.of(), Map.of(), Map.of(), 0, Map.of());
    }

    LogRound(List<InstanceFiles> instances, Alerts alerts, Memory memory) {
        this.alerts = alerts;
        for (InstanceFiles files : instances) {
            List<LogScanner> own = new ArrayList<>();
            for (java.nio.file.Path log : files.logs()) {
                own.add(new LogScanner(log, Optional.ofNullable(memory.marks().get(log.toString()))));
            }
            scanners.put(files, own);
        }
        kinds = new LinkedHashMap<>(memory.kinds());
        toldTroubles = new TreeMap<>(memory.troubles());
        day = memory.day();
        errorsToday.putAll(memory.errorsToday());
    }

    /** Never of half a round: what was read and not yet told would be lost with the process. */
    synchronized Memory memory() {
        Map<String, LogMark> marks = new TreeMap<>();
        scanners.values()
                .forEach(own -> own.forEach(scanner ->
                        scanner.mark().ifPresent(mark -> marks.put(scanner.log().toString(), mark))));
        return new Memory(marks, Map.copyOf(kinds), Map.copyOf(toldTroubles), day, Map.copyOf(errorsToday));
    }

    synchronized long errorsToday(int instance) {
        return errorsToday.getOrDefault(instance, 0L);
    }

    /** Counts once. */
    synchronized void count(long wallMillis) {
        long today = Math.floorDiv(wallMillis, 86_400_000L);
        if (today != day) {
            day = today;
            errorsToday.clear();
        }
        List<String> text = new ArrayList<>();
        Map<String, String> troubles = new TreeMap<>();
        Set<String> concerned = new LinkedHashSet<>();
        long total = 0;
        for (Map.Entry<InstanceFiles, List<LogScanner>> entry : scanners.entrySet()) {
            for (LogScanner scanner : entry.getValue()) {
                LogScanner.Count count = scan(entry.getKey(), scanner);
                total += count.errors();
                errorsToday.merge(entry.getKey().instance(), (long) count.errors(), Long::sum);
                count.trouble().or(() -> DiskRoom.troubleOf(count.log())).ifPresent(trouble -> {
                    troubles.put(count.log().toString(), trouble);
                    concerned.add(entry.getKey().name());
                });
                if (count.errors() > 0) {
                    concerned.add(entry.getKey().name());
                }
                tell(entry.getKey(), count, text);
            }
        }
        boolean troubleIsNew = !troubles.equals(toldTroubles);
        tellTroubles(troubles, text);
        toldTroubles = troubles;
        if (total > 0 || troubleIsNew) {
            raise(concerned, total, troubles.size(), text);
        }
    }

    private static LogScanner.Count scan(InstanceFiles files, LogScanner scanner) {
        return scanner.scan(files.mailsItself() ? LogRule::isAlert : line -> false);
    }

    private void tell(InstanceFiles files, LogScanner.Count count, List<String> text) {
        if (count.errors() == 0) {
            return;
        }
        text.add(files.name() + ", " + count.log() + ": " + count.errors());
        Map<String, Integer> again = new LinkedHashMap<>();
        int shown = 0;
        for (Map.Entry<String, Findings.Kind> found : count.findings().kinds().entrySet()) {
            int times = found.getValue().times();
            boolean known = kinds.containsKey(found.getKey());
            kinds.merge(found.getKey(), (long) times, Long::sum);
            if (!known && shown++ < LINES_PER_LOG) {
                text.add("  " + found.getValue().first());
            }
            if (known || times > 1) {
                again.put(found.getKey(), known ? times : times - 1);
            }
        }
        again.forEach((kind, times) -> text.add("  again, " + (times == 1 ? "once" : times + " times") + " now, "
                + kinds.get(kind) + " in all: " + kind));
        forgetOldest();
    }

    private void tellTroubles(Map<String, String> troubles, List<String> text) {
        troubles.forEach((log, trouble) -> text.add(log + ": " + trouble));
        toldTroubles.keySet().stream()
                .filter(log -> !troubles.containsKey(log))
                .forEach(log -> text.add(log + ": is there and readable again"));
    }

    private void forgetOldest() {
        var oldest = kinds.entrySet().iterator();
        while (kinds.size() > KINDS) {
            oldest.next();
            oldest.remove();
        }
    }

    private void raise(Set<String> concerned, long total, int troubles, List<String> text) {
        boolean nothingWrong = total == 0 && troubles == 0;
        List<String> found = new ArrayList<>();
        if (total > 0) {
            found.add(total + (total == 1 ? " finding" : " findings"));
        }
        if (troubles > 0) {
            found.add(troubles + " in trouble");
        }
        String subject = nothingWrong
                ? "logs: all readable again"
                : String.join(", ", concerned) + ": logs: " + String.join(", ", found);
        alerts.raise(new Alert(
                nothingWrong ? Alert.Severity.RECOVERED : Alert.Severity.PROBLEM,
                "logs",
                subject,
                String.join("\n", text) + "\n"));
    }
}
