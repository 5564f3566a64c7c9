package dev.barkeeper.storage;

import dev.barkeeper.journal.BotStore;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.journal.Durability;
import dev.barkeeper.journal.LeaseLostException;
import dev.barkeeper.journal.SavedState;
import dev.barkeeper.machine.Daemons;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a bot's commits on disk while the database does not answer, and brings them in, in order, when it does again. One
 * that refuses them is treated alike: whoever mends it loses no row, and a bot that ended would mind no position meanwhile.
 * What requests wait for is secured there too while it does answer, since a line on disk is quicker than a transaction.
 * The caller waits for the database once, at the first failure (about two seconds); from then on a thread of its own asks
 * once a second. What the disk does not take either waits in memory. What is left from an earlier run comes in before
 * {@link #load}. {@link #commit} is for one thread.
 */
public final class SpooledBotStore implements BotStore, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpooledBotStore.class);
    private static final Duration PROBE_EVERY = Duration.ofSeconds(1);
    /** So much may be brought in while the caller waits, to catch up with it. */
    private static final long LAST_BYTES = 64 << 10;
    /** How often it is tried to come so near before the caller waits for however much it is. */
    private static final int MOST_PASSES = 3;

    private final BotStore inner;
    private final Spool spool;
    private final Backlog backlog;
    private final long fence;
    private final BooleanSupplier leaseIsCertain;
    private final BooleanSupplier probe;
    private final Consumer<Boolean> availability;
    private final Object lock = new Object();
    private final ScheduledExecutorService prober = Executors.newSingleThreadScheduledExecutor(Daemons.named("spool"));
    private boolean down;
    private long replayed;
    /** Why the latest replay did not end, told once; of the spool's own thread. */
    private String interruption = "";

    private Optional<RuntimeException> fatal = Optional.empty();
    /** On disk and not in the database yet; its request is leaving. */
    private Optional<Commit> secured = Optional.empty();

    /**
     * Over a store whose {@code commit} throws {@link StoreUnavailableException} when it does not answer.
     *
     * @param file the spool; made when needed, at most {@value Spool#MAX_BYTES} bytes
     * @param fence the lease's fencing number
     * @param leaseIsCertain whether the lease is held for certain without asking the database
     * @param probe whether the database answers; called on the spool's own thread
     * @param availability hears of changes, false when the database is lost; called on either thread, must not block
     */
    public SpooledBotStore(
            BotStore inner,
            Path file,
            long fence,
            BooleanSupplier leaseIsCertain,
            BooleanSupplier probe,
            Consumer<Boolean> availability) {
        this(inner, file, fence, leaseIsCertain, probe, availability, PROBE_EVERY);
    }

    SpooledBotStore(
            BotStore inner,
            Path file,
            long fence,
            BooleanSupplier leaseIsCertain,
            BooleanSupplier probe,
            Consumer<Boolean> availability,
            Duration probeEvery) {
        this.inner = inner;
        this.spool = new Spool(file, Spool.MAX_BYTES);
        this.backlog = new Backlog(spool);
        this.fence = fence;
        this.leaseIsCertain = leaseIsCertain;
        this.probe = probe;
        this.availability = availability;
        prober.scheduleWithFixedDelay(
                this::tryRecovery, probeEvery.toMillis(), probeEvery.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public SavedState load() {
        synchronized (lock) {
            if (!down && spool.size() > 0) {
                LOG.info("event=spool.left_over file={} bytes={}", spool.file(), spool.size());
                SpoolLeftover.bringIn(spool, inner, fence);
            }
            return inner.load();
        }
    }

    /**
     * @throws LeaseLostException also when it was found out while bringing in the spool
     * @throws IllegalStateException when the spool is full, or memory is while the disk takes nothing
     */
    @Override
    public Durability commit(Commit commit) {
        settle();
        boolean wasDown;
        synchronized (lock) {
            failIfBroken();
            wasDown = down;
            if (isTaken(commit)) {
                return Durability.COMMITTED;
            }
            backlog.add(new Spool.Line(fence, commit));
        }
        if (!wasDown) {
            availability.accept(false);
        }
        return Durability.SPOOLED;
    }

    /** On disk with one forced write; where that cannot be, or the lease must be asked for, as {@link #commit}. */
    @Override
    public Durability secure(Commit commit) {
        settle();
        synchronized (lock) {
            failIfBroken();
            if (!down && leaseIsCertain.getAsBoolean() && isWritten(commit)) {
                secured = Optional.of(commit);
                return Durability.COMMITTED;
            }
        }
        return commit(commit);
    }

    @Override
    public void settle() {
        synchronized (lock) {
            if (secured.isEmpty()) {
                return;
            }
            Commit commit = secured.get();
            secured = Optional.empty();
            if (isTaken(commit)) {
                spool.clear();
                return;
            }
        }
        availability.accept(false);
    }

    private void failIfBroken() {
        if (fatal.isPresent()) {
            throw fatal.get();
        }
    }

    /** Whether the database has it now; from the first failure on it is down. */
    private boolean isTaken(Commit commit) {
        if (down) {
            return false;
        }
        try {
            inner.commit(commit);
            return true;
        } catch (StoreUnavailableException | RefusedException e) {
            LOG.error("event=database.down cause=\"{}\" spool={}", e.getMessage(), spool.file());
            down = true;
            return false;
        }
    }

    /** Whether the spool has it; while the database answers, a full disk is no reason to stop. */
    private boolean isWritten(Commit commit) {
        try {
            spool.append(new Spool.Line(fence, commit));
            return true;
        } catch (UncheckedIOException e) {
            LOG.warn("event=spool.not_written cause=\"{}\" next=\"the database takes it\"", e.getMessage());
            return false;
        }
    }

    /** Whether commits go to the database. */
    public boolean isAvailable() {
        synchronized (lock) {
            return !down;
        }
    }

    private void tryRecovery() {
        try {
            if (!isAvailable() && probe.getAsBoolean()) {
                replay();
                LOG.info("event=database.back");
                interruption = "";
                availability.accept(true);
            }
        } catch (StoreUnavailableException | RefusedException e) {
            if (!interruption.equals(e.getMessage())) {
                interruption = e.getMessage();
                LOG.info("event=spool.replay.interrupted cause=\"{}\" next=\"trying on\"", interruption);
            }
        } catch (RuntimeException e) {
            LOG.error("event=spool.replay.failed cause=\"{}\"", e.getMessage(), e);
            synchronized (lock) {
                fatal = Optional.of(e);
            }
            prober.shutdown();
        }
    }

    /**
     * The bulk while the caller goes on spooling, the rest while it waits; also when that is much because the caller spools
     * faster than the database takes it in, which would never end otherwise.
     */
    private void replay() {
        for (int pass = 1; ; pass++) {
            long end;
            synchronized (lock) {
                end = spool.size();
                if (end - replayed <= LAST_BYTES || pass > MOST_PASSES) {
                    bringIn(end);
                    spool.clear();
                    replayed = 0;
                    backlog.drainMemory(inner::commit);
                    down = false;
                    return;
                }
            }
            bringIn(end);
        }
    }

    private void bringIn(long end) {
        spool.read(replayed, end, line -> inner.commit(line.commit()));
        replayed = end;
    }

    /** Stops asking; what is spooled stays for the next start. */
    @Override
    public void close() {
        if (!Daemons.end(prober, PROBE_EVERY.multipliedBy(5))) {
            LOG.warn("event=spool.close.slow");
        }
        synchronized (lock) {
            backlog.close();
            spool.close();
        }
    }
}
