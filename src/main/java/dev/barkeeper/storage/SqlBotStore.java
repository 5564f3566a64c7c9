package dev.barkeeper.storage;

import dev.barkeeper.journal.BotStore;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.journal.Durability;
import dev.barkeeper.journal.JournalEntry;
import dev.barkeeper.journal.SavedState;
import dev.barkeeper.model.BotKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One bot's memory in SQL. Each commit is one transaction that checks the lease first. The journal keeps its newest
 * {@value #MAX_JOURNAL} entries. For one thread at a time. Throws {@link StoreUnavailableException} when the database does
 * not answer, within about two seconds.
 */
public final class SqlBotStore implements BotStore {
    /** About two weeks of minute bars with their orders. */
    static final int MAX_JOURNAL = 300_000;

    /** The year 2100. */
    private static final long FAR_FUTURE_MILLIS = 4_102_444_800_000L;

    private static final int PRUNE_EVERY = 256;
    private static final int JOURNAL_PAGE = 500;

    private static final Logger LOG = LoggerFactory.getLogger(SqlBotStore.class);

    private final Database database;
    private final BotKey key;
    private final Lease lease;
    private final int maxJournal;
    private final RecordCodec codec = new RecordCodec();
    private int journaledSincePruning;
    private int commitsSincePruning;
    private long newestSequence;
    private boolean isRead;

    /** The lease must be the bot's own, and outlive the store. */
    public SqlBotStore(Database database, BotKey key, Lease lease) {
        this(database, key, lease, MAX_JOURNAL);
    }

    SqlBotStore(Database database, BotKey key, Lease lease, int maxJournal) {
        this.database = database;
        this.key = key;
        this.lease = lease;
        this.maxJournal = maxJournal;
    }

    @Override
    public SavedState load() {
        SavedState saved = Transactions.inTransaction(
                database,
                "what bot " + key + " left",
                connection -> new SavedState(
                        StateRow.read(connection, key),
                        FillRows.ownContracts(connection, key),
                        TicketRows.openAndNewest(connection, key, SavedState.RECENT_TICKETS),
                        DecisionRows.newest(connection, key, SavedState.RECENT_DECISIONS),
                        FillRows.newest(connection, key, SavedState.RECENT_FILLS),
                        LedgerRows.newestPayments(connection, key, SavedState.RECENT_PAYMENTS),
                        LedgerRows.newestMillis(connection, key),
                        JournalRows.newest(connection, key) + 1));
        newestSequence = saved.nextSequence() - 1;
        isRead = true;
        return saved;
    }

    @Override
    public Durability commit(Commit commit) {
        Lease.Sign sign = Transactions.inQuickTransaction(database, "commit of bot " + key, connection -> {
            Lease.Sign checked = lease.check(connection);
            write(connection, commit);
            return checked;
        });
        lease.onCommitted(sign);
        prune(commit);
        return Durability.COMMITTED;
    }

    private void write(Connection connection, Commit commit) throws SQLException {
        JournalRows.write(connection, key, codec, commit.journal(), noteLines(commit));
        DecisionRows.write(connection, key, commit.decisions());
        TicketRows.write(connection, key, commit.tickets()); // before the orders, which look their decision up
        OrderRows.write(connection, key, commit.orders());
        FillRows.write(connection, key, commit.fills());
        LedgerRows.write(connection, key, commit.payments());
        PositionRows.write(connection, key, commit.positions());
        BarRows.add(connection, commit.bars());
        if (commit.state().isPresent()) {
            StateRow.write(connection, key, commit.state().get());
        }
    }

    /** Up to which sequence lines may be there; notes these first, since a failed commit may have come through. */
    private long noteLines(Commit commit) {
        long before = isRead ? newestSequence : Long.MAX_VALUE;
        for (JournalEntry entry : commit.journal()) {
            newestSequence = Math.max(newestSequence, entry.sequence());
        }
        return before;
    }

    /** Now and then removes as many of the oldest journal entries as have come in twice over, so that it shrinks. */
    private void prune(Commit commit) {
        journaledSincePruning += commit.journal().size();
        if (++commitsSincePruning < PRUNE_EVERY) {
            return;
        }
        int atMost = Math.max(PRUNE_EVERY, 2 * journaledSincePruning);
        commitsSincePruning = 0;
        journaledSincePruning = 0;
        try {
            Transactions.inQuickTransaction(
                    database,
                    "pruning of the journal",
                    connection -> JournalRows.prune(connection, key, newestSequence - maxJournal, atMost));
        } catch (StoreUnavailableException e) {
            LOG.warn("event=journal.pruning.failed cause=\"{}\" next=\"the commit itself is kept\"", e.getMessage());
        }
    }

    /** Streams the journal of a span of time, both ends inclusive; needs no lease. */
    public static void readJournal(
            Database database, BotKey key, long fromMillis, long toMillis, Consumer<JournalEntry> sink) {
        readJournal(database, key, new long[] {fromMillis, toMillis}, 0, sink);
    }

    /** How much of what was asked for is behind a line of the kind that was asked for. */
    public enum Reach {
        NOTHING,
        /** From the first such line on, which comes after the time asked for. */
        PART,
        WHOLE
    }

    /**
     * Streams the journal to its end, from the newest line with such a payload before the first line of a time on; where
     * that line is gone, from the oldest such line there is.
     */
    public static Reach readJournalSince(
            Database database, BotKey key, Class<? extends Record> payload, long millis, Consumer<JournalEntry> sink) {
        String kind = new RecordCodec().kindOf(payload);
        long[] found = Transactions.inTransaction(database, "journal of bot " + key, connection -> {
            long first = JournalRows.firstSince(connection, key, millis);
            return new long[] {first, first == 0 ? 0 : JournalRows.newestOfKind(connection, key, kind, first)};
        });
        if (found[1] == 0) {
            return Reach.NOTHING;
        }
        readJournal(database, key, new long[] {0, FAR_FUTURE_MILLIS}, found[1] - 1, sink);
        return found[1] <= found[0] ? Reach.WHOLE : Reach.PART;
    }

    private static void readJournal(
            Database database, BotKey key, long[] span, long afterSequence, Consumer<JournalEntry> sink) {
        RecordCodec codec = new RecordCodec();
        long after = afterSequence;
        while (true) {
            long last = after;
            List<JournalEntry> page = Transactions.inTransaction(
                    database,
                    "journal of bot " + key,
                    connection -> JournalRows.page(connection, key, codec, span, last, JOURNAL_PAGE));
            page.forEach(sink);
            if (page.size() < JOURNAL_PAGE) {
                return;
            }
            after = page.get(page.size() - 1).sequence();
        }
    }
}
