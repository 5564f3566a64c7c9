package dev.barkeeper.app.explain;

import dev.barkeeper.bot.Event;
import dev.barkeeper.journal.JournalEntry;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.BotKey;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Quote;
import dev.barkeeper.storage.Database;
import dev.barkeeper.storage.SqlBotStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Everything that led to the decision on one bar, and what came of it, as lines. Reads only. One thread. */
public final class Explanation {
    private static final String OF_BOT = " account = ? and symbol = ? and bot = ?";
    private static final String BAR = "select * from tradeBin1m where symbol = ? and timestamp_dt = ?";
    private static final String DECISIONS =
            "select * from decisions where" + OF_BOT + " and timestamp_dt = ? order by synthetic desc, side";
    private static final String ROW_BEFORE =
            "select * from positions where" + OF_BOT + " and bar_dt < ? order by bar_dt desc limit 1";
    private static final String ROW_AFTER = "select * from positions where" + OF_BOT + " and bar_dt = ?";
    private static final int MAX_JOURNAL = 200;

    private final Database database;
    private final BotKey key;
    private final long bar;
    private final Rows rows;
    private final List<String> lines = new ArrayList<>();

    /** @param bar end of the minute, epoch milliseconds */
    public Explanation(Database database, BotKey key, long bar) {
        this.database = database;
        this.key = key;
        this.bar = bar;
        this.rows = new Rows(database);
    }

    private record Row(boolean synthetic, String side, long contracts, String price, String market, String reason) {
        String line() {
            return String.format(
                            Locale.ROOT,
                            "  %-5s %d%s  %s",
                            side,
                            contracts,
                            price.isEmpty() ? "" : " at " + price,
                            reason)
                    .stripTrailing();
        }
    }

    /** The lines, each readable by itself. */
    public List<String> lines() {
        lines.add("Bot " + key.emi() + ", " + key.symbol() + ", account " + key.account() + ": bar "
                + Minute.minute(bar) + " UTC (the minute that ended then)");
        List<JournalEntry> journal = journal();
        bar();
        quote(journal);
        List<Row> decisions = decisions();
        if (decisions.stream().allMatch(Row::synthetic)) {
            if (!decisions.isEmpty()) {
                synthetic(decisions);
            }
            lines.addAll(new NoDecision(database, key, bar).lines());
        } else {
            position("Before", ROW_BEFORE, "no position row before this bar");
            synthetic(decisions);
            decided(decisions, journal);
        }
        lines.addAll(new Requests(rows, key, bar).lines());
        position("After", ROW_AFTER, "no position row of this bar");
        timeline(journal);
        return lines;
    }

    /** What came in and went out from this bar until the next. */
    private List<JournalEntry> journal() {
        List<JournalEntry> entries = new ArrayList<>();
        SqlBotStore.readJournal(database, key, bar, bar + 2 * Bar.MINUTE_MILLIS - 1, entries::add);
        int from = indexOfBar(entries, bar);
        int to = indexOfBar(entries, bar + Bar.MINUTE_MILLIS);
        List<JournalEntry> ofThisBar = entries.subList(Math.max(from, 0), to < 0 ? entries.size() : Math.max(to, from));
        boolean untilNextBar = from >= 0 && to >= 0;
        return ofThisBar.stream()
                .filter(entry -> untilNextBar || entry.atMillis() < bar + Bar.MINUTE_MILLIS)
                .toList();
    }

    private static int indexOfBar(List<JournalEntry> entries, long closeMillis) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).payload() instanceof Event.BarArrived arrived
                    && arrived.bar().closeMillis() == closeMillis) {
                return i;
            }
        }
        return -1;
    }

    private void bar() {
        lines.add(rows.first(
                        BAR,
                        row -> "Bar: open " + row.price("open_px") + ", high " + row.price("high_px") + ", low "
                                + row.price("low_px") + ", close " + row.price("close_px") + "; " + row.number("trades")
                                + " trades, volume " + row.number("volume"),
                        key.symbol(),
                        Minute.sql(bar))
                .orElse("Bar: not stored"));
    }

    private void quote(List<JournalEntry> journal) {
        Optional<Event.BarArrived> arrived = journal.stream()
                .map(JournalEntry::payload)
                .filter(Event.BarArrived.class::isInstance)
                .map(Event.BarArrived.class::cast)
                .filter(event -> event.bar().closeMillis() == bar)
                .findFirst();
        arrived.map(Explanation::quote).ifPresent(lines::add);
    }

    private static String quote(Event.BarArrived arrived) {
        if (arrived.quote().isEmpty()) {
            return "Quote: none before the bar's end, so the close is the market price";
        }
        Quote quote = arrived.quote().get();
        return "Quote: " + Minute.milli(quote.atMillis()) + " bid " + E8.toString(quote.bidE8()) + " × "
                + quote.bidContracts() + ", ask " + E8.toString(quote.askE8()) + " × " + quote.askContracts()
                + ", middle "
                + E8.toString(quote.midE8());
    }

    private List<Row> decisions() {
        return rows.all(
                DECISIONS,
                row -> new Row(
                        row.number("synthetic") != 0,
                        row.text("side"),
                        row.number("position"),
                        row.price("price"),
                        row.price("mkt_price"),
                        row.text("reason")),
                key.account(),
                key.symbol(),
                key.emi(),
                Minute.sql(bar));
    }

    private void synthetic(List<Row> decisions) {
        List<Row> moved = decisions.stream().filter(Row::synthetic).toList();
        if (moved.isEmpty()) {
            lines.add("Reconciled: the venue held what the bot's own fills explain");
            return;
        }
        lines.add("Reconciled: something outside the bot moved the position, so two synthetic rows were written");
        moved.forEach(row -> lines.add(row.line()));
    }

    private void decided(List<Row> decisions, List<JournalEntry> journal) {
        List<Row> own = decisions.stream().filter(row -> !row.synthetic()).toList();
        String when = journal.isEmpty()
                ? ""
                : ", bar taken in at " + Minute.milli(journal.get(0).atMillis());
        lines.add("Decided: market price " + own.get(0).market() + when);
        own.forEach(row -> lines.add(row.line()));
        List<String> refused = own.stream()
                .map(Row::reason)
                .filter(reason -> reason.startsWith("refused: "))
                .toList();
        lines.add(refused.isEmpty() ? "Risk: nothing was refused" : "Risk: " + String.join("; ", refused));
    }

    private void position(String word, String sql, String none) {
        lines.add(word + ": "
                + rows.first(
                                sql,
                                row -> "position " + row.number("current_qty")
                                        + (row.price("avg_cost_price").isEmpty()
                                                ? ""
                                                : " at " + row.price("avg_cost_price"))
                                        + ", unrealised " + row.number("unrealised_pnl") + " minor units (row of "
                                        + Minute.minute(row.millis("bar_dt")) + ", read "
                                        + Minute.milli(row.millis("current_timestamp_dt")) + ")",
                                key.account(),
                                key.symbol(),
                                key.emi(),
                                Minute.sql(bar))
                        .orElse(none));
    }

    private void timeline(List<JournalEntry> journal) {
        if (journal.isEmpty()) {
            lines.add("Journal: nothing of this minute is kept");
            return;
        }
        lines.add("Journal (venue time; < came in, > went out):");
        journal.stream()
                .limit(MAX_JOURNAL)
                .forEach(entry -> lines.add("  " + Minute.milli(entry.atMillis()) + " "
                        + (entry.direction() == JournalEntry.Direction.IN ? "<" : ">") + " "
                        + JournalWords.of(entry.payload())));
        if (journal.size() > MAX_JOURNAL) {
            lines.add("  … and " + (journal.size() - MAX_JOURNAL) + " more");
        }
    }
}
