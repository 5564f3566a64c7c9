package dev.barkeeper.app.explain;

import dev.barkeeper.bot.Event;
import dev.barkeeper.journal.JournalEntry;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.BotKey;
import dev.barkeeper.storage.Database;
import dev.barkeeper.storage.SqlBotStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why a minute has no decision of the bot. */
final class NoDecision {
    private static final String NEIGHBOUR = "select timestamp_dt from decisions where account = ? and symbol = ?"
            + " and bot = ? and synthetic = 0 and timestamp_dt %s ? order by timestamp_dt %s limit 1";
    private static final String BAR = "select close_px from tradeBin1m where symbol = ? and timestamp_dt = ?";
    private static final int MAX_EVENTS = 20;
    private static final long NEAR_MILLIS = 60 * Bar.MINUTE_MILLIS;

    private final Database database;
    private final BotKey key;
    private final long bar;

    NoDecision(Database database, BotKey key, long bar) {
        this.database = database;
        this.key = key;
        this.bar = bar;
    }

    List<String> lines() {
        Rows rows = new Rows(database);
        Optional<Long> before = neighbour(rows, "<", "desc");
        Optional<Long> after = neighbour(rows, ">", "asc");
        boolean barStored = rows.first(BAR, row -> row.price("close_px"), key.symbol(), Minute.sql(bar))
                .isPresent();
        List<String> lines = new ArrayList<>();
        lines.add("No decision: " + cause(before, after));
        lines.add(
                barStored
                        ? "The bar itself is stored and feeds the indicators."
                        : "The bar itself is not stored either.");
        lines.addAll(whatHappened(before, after));
        return lines;
    }

    private String cause(Optional<Long> before, Optional<Long> after) {
        if (before.isEmpty() && after.isEmpty()) {
            return "the bot has not decided on any bar yet.";
        }
        if (before.isEmpty()) {
            return "before the bot's first decision, on " + Minute.minute(after.get()) + ".";
        }
        if (after.isEmpty()) {
            return "after the bot's last decision, on " + Minute.minute(before.get())
                    + "; it has not decided since (stopped, or not come that far).";
        }
        long missed = (after.get() - before.get()) / Bar.MINUTE_MILLIS - 1;
        return "missed in an outage: " + missed + (missed == 1 ? " bar" : " bars") + " between the decisions on "
                + Minute.minute(before.get()) + " and " + Minute.minute(after.get())
                + "; only the newest bar is decided on, the missed ones feed the indicators.";
    }

    private Optional<Long> neighbour(Rows rows, String comparison, String order) {
        return rows.first(
                String.format(NEIGHBOUR, comparison, order),
                row -> row.millis("timestamp_dt"),
                key.account(),
                key.symbol(),
                key.emi(),
                Minute.sql(bar));
    }

    /** What the journal has between the neighbours about connections, starts, stops and late bars. */
    private List<String> whatHappened(Optional<Long> before, Optional<Long> after) {
        List<String> lines = new ArrayList<>();
        long from = before.orElse(bar - Bar.MINUTE_MILLIS);
        // the first decision of all may be years after the minute
        long to = after.filter(next -> before.isPresent() || next - bar <= NEAR_MILLIS)
                .map(next -> next + Bar.MINUTE_MILLIS)
                .orElse(bar + 2 * Bar.MINUTE_MILLIS);
        SqlBotStore.readJournal(database, key, from, to, entry -> {
            if (isTelling(entry) && lines.size() < MAX_EVENTS) {
                lines.add("  " + Minute.minute(entry.atMillis()) + " (" + Minute.milli(entry.atMillis()) + ") "
                        + JournalWords.of(entry.payload()));
            }
        });
        if (!lines.isEmpty()) {
            lines.add(0, "What the journal tells of that time:");
        }
        return lines;
    }

    private boolean isTelling(JournalEntry entry) {
        if (entry.payload() instanceof Event.BarArrived arrived) {
            return arrived.bar().closeMillis() == bar;
        }
        if (entry.payload() instanceof Event.Reported reported) {
            String kind = reported.report().getClass().getSimpleName();
            return kind.equals("Connected") || kind.equals("Disconnected");
        }
        return entry.payload() instanceof Event && !(entry.payload() instanceof Event.AlarmRang);
    }
}
