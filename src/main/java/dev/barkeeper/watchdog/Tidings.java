package dev.barkeeper.watchdog;

import dev.barkeeper.alert.Alert;
import dev.barkeeper.alert.Alerts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells of one instance's outage: once when it begins, once when it ends. One thread at a time. */
final class Tidings {
    private static final int NOTES = 10;
    private static final int LINES = 5;

    private final InstanceFiles files;
    private final Alerts alerts;
    private Outage outage = Outage.NONE;

    /**
     * What is kept of it.
     *
     * @param kind {@code dead}, {@code hung} or {@code stalled}; empty when all is well
     * @param sinceMillis wall clock of its detection
     * @param lastTold what the bot had said of itself before it, position and stop among it
     */
    record Outage(String kind, String why, long sinceMillis, String lastTold, List<String> notes) {
        static final Outage NONE = new Outage("", "", 0, "", List.of());

        Outage {
            lastTold = lastTold == null ? "" : lastTold;
            notes = List.copyOf(notes);
        }

        boolean isOpen() {
            return !kind.isEmpty();
        }
    }

    Tidings(InstanceFiles files, Alerts alerts) {
        this.files = files;
        this.alerts = alerts;
    }

    Outage outage() {
        return outage;
    }

    void restore(Outage kept) {
        outage = kept;
    }

    String cause() {
        return outage.isOpen() ? outage.kind() + ": " + outage.why() : "";
    }

    /** One alert for an outage, however many tries it takes. */
    void problem(String kind, String why, Optional<Beat> last) {
        if (outage.isOpen()) {
            note(kind + ": " + why);
            return;
        }
        String lastTold = last.map(Tidings::lastTold).orElse("It has told nothing.\n");
        outage = new Outage(kind, why, System.currentTimeMillis(), lastTold, List.of());
        raise(Alert.Severity.PROBLEM, kind + ", being restarted", why + ".\n" + lastTold + evidence());
    }

    /** Something on the way; told with the end. */
    void note(String what) {
        List<String> notes = new ArrayList<>(outage.notes());
        notes.add(what);
        int from = Math.max(0, notes.size() - NOTES);
        outage = new Outage(
                outage.kind(),
                outage.why(),
                outage.sinceMillis(),
                outage.lastTold(),
                notes.subList(from, notes.size()));
    }

    void recovered(Beat ready) {
        if (!outage.isOpen()) {
            return;
        }
        Duration took = Duration.ofMillis(Math.max(0, System.currentTimeMillis() - outage.sinceMillis()));
        raise(
                Alert.Severity.RECOVERED,
                "recovered, " + ready.state().text(),
                "It was " + outage.kind() + " (" + outage.why() + "). It is "
                        + ready.state().text() + " again "
                        + String.format(java.util.Locale.ROOT, "%.1f", took.toMillis() / 1000.0)
                        + " s after that was found, its stop read back from the venue: " + position(ready) + ".\n"
                        + notes());
        outage = Outage.NONE;
    }

    void gaveUp(String why, int tries) {
        raise(
                Alert.Severity.PROBLEM,
                "gave up after " + tries + " tries, needs you",
                why + ".\nWhat it had told before: " + outage.lastTold()
                        + "Nobody minds that position now. Look at the venue whether its stop is there, and close it by hand"
                        + " where you want no risk.\nWhat is wrong is told by: scripts/barkeeper check --instance "
                        + files.instance()
                        + "\nNothing more is tried until somebody starts it: scripts/barkeeper start "
                        + files.instance() + "\n" + notes() + evidence());
    }

    /** A person has taken over. */
    void forget() {
        outage = Outage.NONE;
    }

    private void raise(Alert.Severity severity, String state, String text) {
        alerts.raise(new Alert(severity, "instance." + files.instance(), files.name() + ": " + state, text));
    }

    private static String lastTold(Beat beat) {
        return "Last beat " + Instant.ofEpochMilli(beat.writtenMillis()) + ": "
                + beat.state().text()
                + (beat.detail().isEmpty() ? "" : " (" + beat.detail() + ")") + ", last bar "
                + (beat.lastBarMillis() == 0 ? "none" : Instant.ofEpochMilli(beat.lastBarMillis())) + ", "
                + position(beat) + ".\n";
    }

    /** What it holds and behind which stop, as it told itself. */
    static String position(Beat beat) {
        return "position " + beat.position() + (beat.averagePrice().isEmpty() ? "" : " at " + beat.averagePrice())
                + ", stop " + (beat.stop().isEmpty() ? "none" : beat.stop())
                + (beat.isProtected() ? "" : ", NOT protected");
    }

    private String notes() {
        return outage.notes().isEmpty() ? "" : "On the way:\n  " + String.join("\n  ", outage.notes()) + "\n";
    }

    private String evidence() {
        List<String> lines = new ArrayList<>();
        if (!files.logs().isEmpty()) {
            lines.addAll(LogTail.lastErrors(files.logs().get(0), LINES));
        }
        lines.addAll(LogTail.lastLines(files.outputFile(), LINES));
        return lines.isEmpty() ? "" : "The last lines that matter:\n  " + String.join("\n  ", lines) + "\n";
    }
}
