package dev.barkeeper.app.run;

import dev.barkeeper.alert.Alert;
import dev.barkeeper.alert.Alerts;
import dev.barkeeper.mail.LogAlerts;
import dev.barkeeper.mail.PostOffice;
import dev.barkeeper.watchdog.WatchdogBeat;
import dev.barkeeper.watchdog.WatchdogFiles;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watchdog is watched: a bot mails once when one was running and is gone or silent. While it is well and mails, it tells
 * how the bot is, and the bot does not mail the same a second time. Alerts may come from any thread, looks from one.
 */
final class WatchdogGuard implements Alerts {
    private static final Logger LOG = LoggerFactory.getLogger(WatchdogGuard.class);
    private static final String KEY = "watchdog";
    private static final String BACK = "watchdog runs again";
    private static final long LOOK_EVERY_NANOS = 2_000_000_000L;
    private static final long SILENT_NANOS = 60_000_000_000L;

    private final WatchdogFiles files;
    private final int instance;
    private final PostOffice office;
    private long lookedNanos = System.nanoTime() - LOOK_EVERY_NANOS;
    private long number;
    private long heardNanos = System.nanoTime();
    private boolean told;
    private boolean isFirst = true;
    private volatile boolean isWatching;

    WatchdogGuard(WatchdogFiles files, int instance, PostOffice office) {
        this.files = files;
        this.instance = instance;
        this.office = office;
    }

    @Override
    public void raise(Alert alert) {
        // the watchdog hears it from the beat or from the bot's end
        boolean isTold = alert.severity() == Alert.Severity.PROBLEM && Onlookers.OVER_WHEN_READY.contains(alert.key());
        (isTold && isWatching ? new LogAlerts() : office).raise(alert);
    }

    /** To be called often; looks every two seconds. */
    void look() {
        if (System.nanoTime() - lookedNanos < LOOK_EVERY_NANOS) {
            return;
        }
        lookedNanos = System.nanoTime();
        try {
            WatchdogBeat.read(files.status()).ifPresent(this::judge);
        } catch (UncheckedIOException e) {
            LOG.warn("watchdog=unreadable cause={}", e.getMessage());
        }
    }

    private void judge(WatchdogBeat beat) {
        if (beat.number() != number) {
            number = beat.number();
            heardNanos = System.nanoTime();
        }
        Optional<String> wrong = beat.isStopped()
                ? Optional.empty()
                : !beat.process().isRunning()
                        ? Optional.of("dead")
                        : System.nanoTime() - heardNanos > SILENT_NANOS ? Optional.of("silent") : Optional.empty();
        isWatching = wrong.isEmpty()
                && !beat.isStopped()
                && beat.isMailing()
                && beat.instances().stream().anyMatch(row -> row.instance() == instance);
        if (wrong.isPresent() && !told) {
            tell(
                    Alert.Severity.PROBLEM,
                    "watchdog " + wrong.get(),
                    "The watchdog, pid " + beat.process().pid() + ", is " + wrong.get()
                            + "; nobody restarts the bots until it runs again: scripts/barkeeper start watchdog");
        } else if (wrong.isEmpty() && told) {
            tell(Alert.Severity.RECOVERED, BACK, "The watchdog is back or was stopped in order.");
        }
        if (wrong.isEmpty() && isFirst) {
            // what the process before this one told
            office.endOpen(List.of(KEY), BACK, "The watchdog is back or was stopped in order.");
        }
        isFirst = false;
        told = wrong.isPresent();
    }

    private void tell(Alert.Severity severity, String subject, String text) {
        office.raise(new Alert(severity, KEY, subject, text));
    }
}
