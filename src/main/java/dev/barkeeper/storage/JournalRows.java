package dev.barkeeper.storage;

import dev.barkeeper.journal.JournalEntry;
import dev.barkeeper.model.BotKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The table {@code journal}. Used within one transaction. */
final class JournalRows {
    private static final KeyedTable TABLE = KeyedTable.of(
            "journal",
            List.of("at_dt", "direction", "kind", "payload"),
            List.of("account", "symbol", "bot", "seq"),
            List.of());
    private static final String NEWEST =
            "select coalesce(max(seq), 0) as newest from journal where account = ? and symbol = ? and bot = ?";
    private static final String PRUNE =
            "delete from journal where account = ? and symbol = ? and bot = ? and seq <= ? limit ";
    private static final String READ = "select * from journal where account = ? and symbol = ? and bot = ?"
            + " and at_dt >= ? and at_dt <= ? and seq > ? order by seq limit ";

    private static final String FIRST_SINCE = "select coalesce(min(seq), 0) as found from journal where account = ?"
            + " and symbol = ? and bot = ? and at_dt >= ?";
    private static final String OF_KIND = "select coalesce(max(case when seq <= ? then seq end), min(seq), 0) as found"
            + " from journal where account = ? and symbol = ? and bot = ? and kind = ?";

    private JournalRows() {}

    /** The first line from a time on, 0 when there is none. */
    static long firstSince(Connection connection, BotKey key, long millis) throws SQLException {
        try (RowBatch query = new RowBatch(connection, FIRST_SINCE)) {
            return found(query.number(key.account())
                    .text(key.symbol())
                    .text(key.emi())
                    .time(millis));
        }
    }

    /** The newest line of a kind up to a sequence, or the oldest of that kind there is; 0 when there is none. */
    static long newestOfKind(Connection connection, BotKey key, String kind, long sequence) throws SQLException {
        try (RowBatch query = new RowBatch(connection, OF_KIND)) {
            return found(query.number(sequence)
                    .number(key.account())
                    .text(key.symbol())
                    .text(key.emi())
                    .text(kind));
        }
    }

    private static long found(RowBatch query) throws SQLException {
        ResultSet row = query.query();
        row.next();
        return row.getLong("found");
    }

    /** @param mayBeThereTo up to which sequence lines may have been written before */
    static void write(
            Connection connection, BotKey key, RecordCodec codec, List<JournalEntry> entries, long mayBeThereTo)
            throws SQLException {
        if (entries.isEmpty()) {
            return;
        }
        KeyedTable.Binder<JournalEntry> binder = (batch, entry) -> batch.time(entry.atMillis())
                .text(entry.direction().name())
                .text(codec.kindOf(entry.payload()))
                .text(codec.encode(entry.payload()))
                .number(key.account())
                .text(key.symbol())
                .text(key.emi())
                .number(entry.sequence());
        if (entries.get(0).sequence() > mayBeThereTo) {
            TABLE.addNew(connection, entries, binder);
        } else {
            TABLE.write(connection, entries, binder);
        }
    }

    /** The newest sequence, 0 when there is none. */
    static long newest(Connection connection, BotKey key) throws SQLException {
        try (RowBatch query = new RowBatch(connection, NEWEST)) {
            ResultSet row = query.number(key.account())
                    .text(key.symbol())
                    .text(key.emi())
                    .query();
            row.next();
            return row.getLong("newest");
        }
    }

    /** Deletes at most so many entries up to a sequence; how many. */
    static int prune(Connection connection, BotKey key, long lastSequence, int atMost) throws SQLException {
        try (RowBatch row = new RowBatch(connection, PRUNE + atMost)) {
            return row.number(key.account())
                    .text(key.symbol())
                    .text(key.emi())
                    .number(lastSequence)
                    .update();
        }
    }

    /** Entries of a time span after a sequence, in order. */
    static List<JournalEntry> page(
            Connection connection, BotKey key, RecordCodec codec, long[] span, long afterSequence, int count)
            throws SQLException {
        List<JournalEntry> page = new ArrayList<>();
        try (RowBatch query = new RowBatch(connection, READ + count)) {
            ResultSet row = query.number(key.account())
                    .text(key.symbol())
                    .text(key.emi())
                    .time(span[0])
                    .time(span[1])
                    .number(afterSequence)
                    .query();
            while (row.next()) {
                page.add(new JournalEntry(
                        row.getLong("seq"),
                        RowBatch.millis(row, "at_dt"),
                        JournalEntry.Direction.valueOf(row.getString("direction")),
                        codec.decode(row.getString("kind"), row.getString("payload"))));
            }
        }
        return page;
    }
}
