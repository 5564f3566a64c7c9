package dev.barkeeper.app.serve;

import dev.barkeeper.machine.Daemons;
import dev.barkeeper.paper.AccountsFile;
import dev.barkeeper.paper.PaperExecution;
import dev.barkeeper.paper.PaperOrder;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.SavedVenue;
import dev.barkeeper.paper.VenueListener;
import dev.barkeeper.paper.VenueTopic;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes the accounts down soon after each order and payment, after any other change within a second, and at the end. What
 * came after the last writing is forgotten by an exchange that is killed, and a bot's books then hold what its venue does
 * not know: so soon. Thread-safe.
 */
final class AccountsKeeper implements VenueListener, AutoCloseable {
    private static final long LOOK_EVERY_MILLIS = 1_000;
    /** An order and its fills are one writing. */
    private static final long GATHER_MILLIS = 10;
    /** Of the time, at most a fifth is spent on writing. */
    private static final long REST_PER_WRITING = 4;

    private final AccountsFile file;
    private final PaperVenue venue;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Daemons.named("accounts-keeper"));
    private final AtomicBoolean isAsked = new AtomicBoolean();
    private List<SavedVenue.SavedAccount> written = List.of();
    private volatile Optional<String> trouble = Optional.empty();
    private volatile long restUntilNanos = System.nanoTime();

    AccountsKeeper(AccountsFile file, PaperVenue venue) {
        this(file, venue, LOOK_EVERY_MILLIS);
    }

    AccountsKeeper(AccountsFile file, PaperVenue venue, long lookEveryMillis) {
        this.file = file;
        this.venue = venue;
        timer.scheduleWithFixedDelay(this::look, lookEveryMillis, lookEveryMillis, TimeUnit.MILLISECONDS);
        venue.addListener(this, Set.of(VenueTopic.PRIVATE));
    }

    @Override
    public void onOrder(PaperOrder order, List<PaperExecution> executions) {
        lookSoon();
    }

    @Override
    public void onExecution(PaperExecution execution) {
        lookSoon();
    }

    private void lookSoon() {
        if (isAsked.compareAndSet(false, true)) {
            long rest = TimeUnit.NANOSECONDS.toMillis(restUntilNanos - System.nanoTime());
            try {
                timer.schedule(this::look, Math.max(GATHER_MILLIS, rest), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException closed) {
                // the last writing takes it along
            }
        }
    }

    private synchronized void look() {
        isAsked.set(false);
        long began = System.nanoTime();
        try {
            SavedVenue now = venue.saved();
            if (!now.accounts().equals(written)) {
                file.save(now);
                written = now.accounts();
                trouble = Optional.empty();
            }
        } catch (IOException | RuntimeException e) {
            // tried again a second later
            trouble = Optional.of(e.toString());
        }
        long ended = System.nanoTime();
        restUntilNanos = ended + REST_PER_WRITING * (ended - began);
    }

    /** Why the accounts cannot be written down, as long as that is so. */
    Optional<String> trouble() {
        return trouble;
    }

    /**
     * Writes them once more.
     *
     * @throws IOException when that is not possible
     */
    @Override
    public void close() throws IOException {
        venue.removeListener(this);
        timer.shutdownNow();
        synchronized (this) {
            file.save(venue.saved());
        }
    }
}
