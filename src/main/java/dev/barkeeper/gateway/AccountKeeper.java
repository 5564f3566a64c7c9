package dev.barkeeper.gateway;

import dev.barkeeper.paper.AccountsFile;
import dev.barkeeper.paper.PaperExecution;
import dev.barkeeper.paper.PaperOrder;
import dev.barkeeper.paper.PaperPosition;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.PaperWallet;
import dev.barkeeper.paper.VenueListener;
import dev.barkeeper.paper.VenueTopic;
import dev.barkeeper.paper.WalletEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a venue's accounts to their file some seconds after they changed, and at the end. Thread-safe. */
final class AccountKeeper implements VenueListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AccountKeeper.class);
    private static final long SAVE_SECONDS = 5;
    private static final long STOP_SECONDS = 10;

    private final AccountsFile file;
    private final Path path;
    private final PaperVenue venue;
    private final AtomicBoolean changed = new AtomicBoolean();
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "exchange-accounts");
        thread.setDaemon(true);
        return thread;
    });

    private AccountKeeper(Path path, PaperVenue venue) {
        this.file = new AccountsFile(path);
        this.path = path;
        this.venue = venue;
    }

    /**
     * Puts the accounts of the file, if there is one, into the venue and keeps them there from now on.
     *
     * @throws IOException when the file cannot be read or does not fit the venue
     */
    static AccountKeeper open(Path path, PaperVenue venue) throws IOException {
        AccountKeeper keeper = new AccountKeeper(path, venue);
        try {
            keeper.file.load().ifPresent(venue::restore);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "accounts file " + path + " does not fit: " + e.getMessage()
                            + "; move it away, or start with --fresh",
                    e);
        }
        venue.addListener(keeper, Set.of(VenueTopic.PRIVATE));
        keeper.writer.scheduleWithFixedDelay(keeper::saveChanges, SAVE_SECONDS, SAVE_SECONDS, TimeUnit.SECONDS);
        return keeper;
    }

    @Override
    public void onOrder(PaperOrder order, List<PaperExecution> executions) {
        changed.set(true);
    }

    @Override
    public void onExecution(PaperExecution execution) {
        changed.set(true);
    }

    @Override
    public void onPosition(PaperPosition position) {
        changed.set(true);
    }

    @Override
    public void onWallet(PaperWallet wallet, WalletEntry entry) {
        changed.set(true);
    }

    private void saveChanges() {
        if (changed.getAndSet(false)) {
            save().ifPresent(fault -> {
                changed.set(true);
                LOG.warn("event=accounts_not_saved file={} cause=\"{}\"", path, fault.getMessage());
            });
        }
    }

    private Optional<IOException> save() {
        try {
            file.save(venue);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    /** Writes a last time. */
    @Override
    public void close() {
        venue.removeListener(this);
        writer.shutdown();
        try {
            if (!writer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("event=accounts_still_being_written file={}", path);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        save().ifPresent(fault -> LOG.error(
                "event=accounts_not_saved file={} action=\"make the folder writable; what happened since the last"
                        + " save is lost\"",
                path,
                fault));
    }
}
