package dev.barkeeper.app.replay;

import dev.barkeeper.bot.Replay;
import dev.barkeeper.bot.Started;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.journal.JournalEntry;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.BotKey;
import dev.barkeeper.storage.Database;
import dev.barkeeper.storage.DatabaseSettings;
import dev.barkeeper.storage.Lease;
import dev.barkeeper.storage.SqlBotStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One day of a bot once more: its journal from the start of the process that lived at the day's begin to the journal's
 * end through a fresh core, whose rows go into an empty database in memory; then the day's rows of both are compared.
 */
public final class DayReplay {
    private static final int ROWS_AT_ONCE = 500;
    /** Rows of the newest minutes may still be on their way into the tables of a bot that runs. */
    private static final long UNSETTLED_MILLIS = 2 * Bar.MINUTE_MILLIS;

    private final Database kept;
    private final BotKey key;
    private final long fromMillis;
    private final long toMillis;
    private final List<Commit> waiting = new ArrayList<>();
    private Optional<Replay.Difference> first = Optional.empty();
    private long firstMillis;
    private long lastMillis;

    /**
     * How it went.
     *
     * @param fromMillis begin of what could be compared: later than the day's when the journal begins within it
     * @param differences lines for people; empty when all was the same
     */
    public record Outcome(
            long processes,
            long events,
            long requests,
            long rows,
            long fromMillis,
            long toMillis,
            List<String> differences) {
        /** A process journals its start before it knows the time: not every day behind one was lived by it. */
        private boolean hasCompared() {
            return rows > 0 || !differences.isEmpty();
        }
    }

    /** @param fromMillis the day's begin, {@code toMillis} its end */
    public DayReplay(Database kept, BotKey key, long fromMillis, long toMillis) {
        this.kept = kept;
        this.key = key;
        this.fromMillis = fromMillis;
        this.toMillis = toMillis;
    }

    /** Empty when the journal holds no start of a process any more, or nothing of that day. */
    public Optional<Outcome> run() {
        String url = "jdbc:h2:mem:replay-" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        try (Database memory = Database.open(DatabaseSettings.ofUrl(url));
                Lease lease = Lease.acquire(memory, key)) {
            SqlBotStore again = new SqlBotStore(memory, key, lease);
            Replay replay = new Replay(commit -> keep(commit, again));
            SqlBotStore.Reach reach =
                    SqlBotStore.readJournalSince(kept, key, Started.class, fromMillis, entry -> take(entry, replay));
            flush(again);
            long from = reach == SqlBotStore.Reach.WHOLE ? fromMillis : nextMinute(firstMillis);
            long to = Math.min(toMillis, lastMillis - UNSETTLED_MILLIS);
            Optional<Outcome> outcome = reach != SqlBotStore.Reach.NOTHING && from < to
                    ? Optional.of(compare(memory, replay, from, to)).filter(Outcome::hasCompared)
                    : Optional.empty();
            memory.jdbi().useHandle(handle -> handle.execute("set db_close_delay 0"));
            return outcome;
        }
    }

    private void take(JournalEntry entry, Replay replay) {
        // before it has heard of the venue a process does not know the time
        boolean isFirst = firstMillis == 0 && entry.atMillis() >= fromMillis;
        firstMillis = isFirst ? entry.atMillis() : firstMillis;
        lastMillis = Math.max(lastMillis, entry.atMillis());
        if (first.isEmpty()) {
            first = replay.take(entry);
        }
    }

    private void keep(Commit commit, SqlBotStore again) {
        waiting.add(commit);
        if (waiting.size() >= ROWS_AT_ONCE) {
            flush(again);
        }
    }

    /** Many events' rows in one transaction; a later row of the same key replaces the earlier, as it did then. */
    private void flush(SqlBotStore again) {
        Optional<Commit> newest =
                waiting.stream().filter(c -> c.state().isPresent()).reduce((a, b) -> b);
        again.commit(new Commit(
                List.of(),
                waiting.stream().flatMap(c -> c.decisions().stream()).toList(),
                waiting.stream().flatMap(c -> c.tickets().stream()).toList(),
                waiting.stream().flatMap(c -> c.orders().stream()).toList(),
                waiting.stream().flatMap(c -> c.fills().stream()).toList(),
                waiting.stream().flatMap(c -> c.payments().stream()).toList(),
                waiting.stream().flatMap(c -> c.positions().stream()).toList(),
                newest.flatMap(Commit::state)));
        waiting.clear();
    }

    private Outcome compare(Database memory, Replay replay, long from, long to) {
        List<String> differences = new ArrayList<>();
        first.ifPresent(difference -> tell(difference, differences));
        long rows = 0;
        for (KeptRows.Table table : KeptRows.Table.values()) {
            Map<String, Map<String, String>> then = KeptRows.of(kept, key, table, from, to);
            Map<String, Map<String, String>> now = KeptRows.of(memory, key, table, from, to);
            rows += then.size();
            if (first.isEmpty()) {
                firstDifference(table, then, now).ifPresent(differences::add);
            }
        }
        return new Outcome(replay.processes(), replay.events(), replay.requests(), rows, from, to, differences);
    }

    private static Optional<String> firstDifference(
            KeptRows.Table table, Map<String, Map<String, String>> then, Map<String, Map<String, String>> now) {
        for (var row : then.entrySet()) {
            Map<String, String> again = now.get(row.getKey());
            if (!row.getValue().equals(again)) {
                return Optional.of(table.title() + " " + row.getKey() + ": kept " + row.getValue() + ", replayed "
                        + (again == null ? "none" : again));
            }
        }
        return now.keySet().stream()
                .filter(key -> !then.containsKey(key))
                .findFirst()
                .map(key -> table.title() + " " + key + ": kept none, replayed " + now.get(key));
    }

    private static void tell(Replay.Difference difference, List<String> lines) {
        lines.add("line " + difference.sequence() + " at " + Instant.ofEpochMilli(difference.atMillis())
                + ": journaled " + difference.journaled() + ", replayed " + difference.replayed());
        difference.before().forEach(line -> lines.add("  before: " + line));
    }

    private static long nextMinute(long millis) {
        return Math.floorDiv(millis, Bar.MINUTE_MILLIS) * Bar.MINUTE_MILLIS + Bar.MINUTE_MILLIS;
    }
}
