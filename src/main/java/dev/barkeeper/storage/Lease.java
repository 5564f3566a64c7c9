package dev.barkeeper.storage;

import dev.barkeeper.exchange.TradingRight;
import dev.barkeeper.journal.LeaseLostException;
import dev.barkeeper.machine.Daemons;
import dev.barkeeper.model.BotKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to trade one symbol of an account under one name, held by one process at a time. Every holder gets a higher
 * fencing number, which commits check in their own transaction; a daemon thread keeps the lease alive until it is closed.
 * While the database is down nobody can take it. Thread-safe.
 */
public final class Lease implements TradingRight, AutoCloseable {
    /** A holder elsewhere that has not renewed for this long, by the database's clock, is taken to be gone. */
    public static final Duration TIME_TO_LIVE = Duration.ofSeconds(15);

    private static final Duration RENEWAL = Duration.ofSeconds(3);
    /** So long after a sign of life nobody can have taken it: the time to live, less a margin for clocks. */
    private static final Duration CERTAIN = TIME_TO_LIVE.minusSeconds(5);

    private static final long CLOCKS_APART_MILLIS = 500;
    private static final int RESOURCES = 2;
    private static final Duration END_PATIENCE = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
    private static final String RENEW =
            "update lease set renewed_dt = current_timestamp(3) where account = ? and fence = ? and name in (?, ?)";
    private static final String RELEASE =
            "update lease set host = '', pid = 0, pid_space = '', process_started_dt = null,"
                    + " renewed_dt = null where account = ? and fence = ? and name in (?, ?)";

    private final Database database;
    private final BotKey key;
    private final long fence;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService renewer = Executors.newSingleThreadScheduledExecutor(Daemons.named("lease"));
    private volatile boolean lost;
    private volatile Sign lastSign;
    private boolean renewalFails;

    /** A moment on both clocks: where they part, this machine was asleep. */
    record Sign(long nanos, long wallMillis) {
        boolean isFreshAt(long nowNanos) {
            long sinceMillis = (nowNanos - nanos) / 1_000_000;
            long wallSinceMillis = System.currentTimeMillis() - wallMillis;
            return sinceMillis < CERTAIN.toMillis() && Math.abs(wallSinceMillis - sinceMillis) < CLOCKS_APART_MILLIS;
        }
    }

    private Lease(Database database, BotKey key, long fence, Sign taken, LongSupplier nanoTime) {
        this.database = database;
        this.key = key;
        this.fence = fence;
        this.nanoTime = nanoTime;
        lastSign = taken;
        renewer.scheduleWithFixedDelay(this::renew, RENEWAL.toMillis(), RENEWAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Takes the lease for this process. A holder on this machine that has died is followed at once, one elsewhere after
     * {@link #TIME_TO_LIVE}.
     *
     * @throws LeaseRefusedException naming who holds the symbol or the bot's name
     * @throws StoreUnavailableException when the database does not answer
     */
    public static Lease acquire(Database database, BotKey key) {
        return acquire(database, key, LeaseHolder.ofThisProcess());
    }

    static Lease acquire(Database database, BotKey key, LeaseHolder holder) {
        return acquire(database, key, holder, System::nanoTime);
    }

    static Lease acquire(Database database, BotKey key, LeaseHolder holder, LongSupplier nanoTime) {
        Sign taken = new Sign(nanoTime.getAsLong(), System.currentTimeMillis());
        long fence = Transactions.inQuickTransaction(
                database, "lease of " + key, connection -> new LeaseTable(connection, key).take(holder));
        LOG.info(
                "event=lease.acquired account={} symbol={} bot={} fence={}",
                key.account(),
                key.symbol(),
                key.emi(),
                fence);
        return new Lease(database, key, fence, taken, nanoTime);
    }

    /** Grows with every holder. */
    public long fence() {
        return fence;
    }

    /** False once another process is known to have taken over: send nothing. */
    @Override
    public boolean isHeld() {
        return !lost;
    }

    /**
     * Whether it is held for certain without asking the database: the last sign of life is so young that nobody may take
     * it yet. False after a pause of this machine.
     */
    @Override
    public boolean isCertain() {
        return !lost && lastSign.isFreshAt(nanoTime.getAsLong());
    }

    /**
     * Locks the lease within a commit's transaction.
     *
     * @return the sign of life that this is, once the commit has returned: to be handed to {@link #onCommitted}
     * @throws LeaseLostException when another process has taken over
     */
    Sign check(Connection connection) throws SQLException {
        Sign sign = new Sign(nanoTime.getAsLong(), System.currentTimeMillis());
        try (RowBatch row = new RowBatch(connection, RENEW)) {
            if (bindTo(row).update() != RESOURCES) {
                lost = true;
                throw new LeaseLostException("account " + key.account() + ", " + key.symbol() + ", bot " + key.emi()
                        + ": another process has taken over (our fencing number " + fence
                        + " is not the newest); this one must stop and send nothing");
            }
        }
        return sign;
    }

    /** A check's transaction is committed: before that the database may still forget it. */
    void onCommitted(Sign sign) {
        lastSign = sign;
    }

    private RowBatch bindTo(RowBatch row) throws SQLException {
        return row.number(key.account())
                .number(fence)
                .text(LeaseTable.symbolName(key))
                .text(LeaseTable.botName(key));
    }

    private void renew() {
        try {
            onCommitted(Transactions.inQuickTransaction(database, "lease renewal", this::check));
            renewalFails = false;
        } catch (LeaseLostException e) {
            LOG.error("event=lease.lost cause=\"{}\"", e.getMessage());
            renewer.shutdown();
        } catch (RuntimeException e) {
            if (!renewalFails) {
                LOG.warn("event=lease.renewal.failed cause=\"{}\" next=\"trying on\"", e.getMessage());
            }
            renewalFails = true;
        }
    }

    /** Releases it, when the database answers; otherwise it runs out. */
    @Override
    public void close() {
        endRenewals();
        try {
            Transactions.inQuickTransaction(database, "lease release", connection -> {
                try (RowBatch row = new RowBatch(connection, RELEASE)) {
                    return bindTo(row).update();
                }
            });
        } catch (StoreUnavailableException e) {
            LOG.warn("event=lease.release.failed cause=\"{}\" next=\"it runs out by itself\"", e.getMessage());
        }
    }

    /** Waits for a renewal under way. */
    void endRenewals() {
        if (!Daemons.end(renewer, END_PATIENCE)) {
            LOG.warn("event=lease.renewal.slow next=\"it ends by itself\"");
        }
    }
}
