package dev.barkeeper.watchdog;

import dev.barkeeper.alert.Alert;
import dev.barkeeper.alert.Alerts;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a live bot says is wrong with it: mailed when it lasts, and when it is over. One thread at a time. */
final class Troubles {
    private final InstanceFiles files;
    private final Alerts alerts;
    private long since = -1;
    /** By kind, as it was told first: words that only count on are no news. */
    private final Map<String, String> told = new LinkedHashMap<>();

    Troubles(InstanceFiles files, Alerts alerts) {
        this.files = files;
        this.alerts = alerts;
    }

    /**
     * Looks once.
     *
     * @param beat the last one; empty when there is none
     * @param doubt what the watchdog finds itself
     * @param lasting how long something must last to be told
     */
    void look(Optional<Beat> beat, Optional<String> doubt, long awake, Duration lasting) {
        Map<String, String> now = found(beat, doubt);
        if (now.isEmpty()) {
            if (!told.isEmpty()) {
                raise(
                        Alert.Severity.RECOVERED,
                        "well again",
                        "It is over: " + String.join("; ", told.values()) + ".\n");
            }
            forget();
        } else if (since < 0) {
            since = awake;
        } else if (awake - since >= lasting.toMillis() && !told.keySet().containsAll(now.keySet())) {
            now.forEach(told::putIfAbsent);
            raise(
                    Alert.Severity.PROBLEM,
                    "unwell: " + String.join("; ", now.values()),
                    String.join("\n", now.values()) + "\n"
                            + beat.filter(b -> b.state().isReady())
                                    .map(b -> "Last told: " + Tidings.position(b) + ".\n")
                                    .orElse("")
                            + "It runs and mends itself where it can; a restart would not help. What to do:"
                            + " docs/operations.md, When something is wrong.\n");
        }
    }

    /** What was mailed and is not over, by kind. */
    Map<String, String> told() {
        return Map.copyOf(told);
    }

    /** What the watchdog before this one had mailed. */
    void restore(Map<String, String> toldBefore) {
        told.putAll(toldBefore);
    }

    /** Another matter now. */
    void forget() {
        since = -1;
        told.clear();
    }

    private static Map<String, String> found(Optional<Beat> beat, Optional<String> doubt) {
        Map<String, String> found = new LinkedHashMap<>();
        beat.ifPresent(told -> told.troubles().forEach(trouble -> found.put(trouble, trouble)));
        doubt.ifPresent(words -> found.put("doubt", words));
        beat.ifPresent(told -> addState(told, found));
        return found;
    }

    private static void addState(Beat beat, Map<String, String> found) {
        if (beat.state().isReady() && !beat.isProtected()) {
            found.put("unprotected", "position " + beat.position() + " is not protected by a verified stop");
        }
        if (beat.state() == Beat.State.STARTING) {
            found.put("starting", "not ready: " + beat.detail());
        }
    }

    private void raise(Alert.Severity severity, String state, String text) {
        alerts.raise(
                new Alert(severity, "instance." + files.instance() + ".unwell", files.name() + ": " + state, text));
    }
}
