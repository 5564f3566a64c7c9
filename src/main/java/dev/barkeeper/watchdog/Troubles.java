package dev.barkeeper.watchdog;

import dev.barkeeper.alert.Alert;
import dev.barkeeper.alert.Alerts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a live bot says is wrong with it: mailed when it lasts, and when it is over. One thread at a time. */
final class Troubles {
    private final InstanceFiles files;
    private final long unwellAfterMillis;
    private final Alerts alerts;
    private long since = -1;
    private List<String> told = List.of();

    Troubles(InstanceFiles files, Duration unwellAfter, Alerts alerts) {
        this.files = files;
        unwellAfterMillis = unwellAfter.toMillis();
        this.alerts = alerts;
    }

    void look(Beat beat, Optional<String> doubt, long awake) {
        List<String> now = found(beat, doubt);
        if (now.isEmpty()) {
            if (!told.isEmpty()) {
                raise(Alert.Severity.RECOVERED, "well again", "It is over: " + String.join("; ", told) + ".\n");
            }
            forget();
        } else if (since < 0) {
            since = awake;
        } else if (awake - since >= unwellAfterMillis && !now.equals(told)) {
            told = now;
            raise(
                    Alert.Severity.PROBLEM,
                    "unwell",
                    String.join("\n", now) + "\nIt runs and mends itself where it can; a restart would not help.\n");
        }
    }

    /** Another matter now. */
    void forget() {
        since = -1;
        told = List.of();
    }

    private static List<String> found(Beat beat, Optional<String> doubt) {
        List<String> found = new ArrayList<>(beat.troubles());
        doubt.ifPresent(found::add);
        if (beat.state().isReady() && !beat.isProtected()) {
            found.add("position " + beat.position() + " is not protected by a verified stop");
        }
        if (beat.state() == Beat.State.STARTING) {
            found.add("not ready: " + beat.detail());
        }
        return List.copyOf(found);
    }

    private void raise(Alert.Severity severity, String state, String text) {
        alerts.raise(
                new Alert(severity, "instance." + files.instance() + ".unwell", files.name() + ": " + state, text));
    }
}
