package dev.barkeeper.app.serve;

import dev.barkeeper.paper.AccountsFile;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.SavedVenue;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the accounts down whenever they have changed, looked at every second, and at the end. Thread-safe. */
final class AccountsKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AccountsKeeper.class);
    private static final long LOOK_EVERY_MILLIS = 1_000;

    private final AccountsFile file;
    private final PaperVenue venue;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "accounts-keeper");
        thread.setDaemon(true);
        return thread;
    });
    private List<SavedVenue.SavedAccount> written = List.of();

    AccountsKeeper(AccountsFile file, PaperVenue venue) {
        this.file = file;
        this.venue = venue;
        timer.scheduleWithFixedDelay(this::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private synchronized void look() {
        try {
            List<SavedVenue.SavedAccount> now = venue.saved().accounts();
            if (!now.equals(written)) {
                file.save(venue);
                written = now;
            }
        } catch (IOException | RuntimeException e) {
            // tried again a second later
            LOG.error("event=accounts.unsaved cause=\"{}\"", e.toString());
        }
    }

    /** Writes them once more. */
    @Override
    public void close() {
        timer.shutdownNow();
        synchronized (this) {
            try {
                file.save(venue);
            } catch (IOException e) {
                LOG.error("event=accounts.unsaved cause=\"{}\"", e.toString());
            }
        }
    }
}
