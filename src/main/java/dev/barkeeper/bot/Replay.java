package dev.barkeeper.bot;

import dev.barkeeper.execution.Command;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.journal.HistoryRead;
import dev.barkeeper.journal.JournalEntry;
import dev.barkeeper.strategy.Strategies;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Plays a journal through fresh bots, one for each process that lived in it, and demands what the journaled ones asked
 * for, request by request. Lines before the first start of a process are passed over. Not thread-safe.
 */
public final class Replay {
    private static final int LINES_BEFORE = 12;

    private final Consumer<Commit> rows;
    private final JournaledBars bars = new JournaledBars();
    private final Deque<Command> due = new ArrayDeque<>();
    private final Deque<String> before = new ArrayDeque<>();
    private Optional<TradingBot> bot = Optional.empty();
    private long newestSequence;
    private long processes;
    private long events;
    private long requests;

    /**
     * Where the two part.
     *
     * @param journaled what the journal has there
     * @param replayed what the bot asked for now
     * @param before the events and requests that led to it, oldest first, at most {@value Replay#LINES_BEFORE}
     */
    public record Difference(long sequence, long atMillis, String journaled, String replayed, List<String> before) {}

    /** @param rows takes the rows that the replayed events lead to, event by event, without journal lines */
    public Replay(Consumer<Commit> rows) {
        this.rows = rows;
    }

    /** Takes the journal's next line in; empty while both do the same. Of no use after a difference. */
    public Optional<Difference> take(JournalEntry entry) {
        Optional<Difference> difference = isHole(entry) ? Optional.of(hole(entry)) : play(entry);
        newestSequence = entry.sequence();
        before.addLast(entry.sequence() + " " + entry.direction() + " " + shown(entry));
        if (before.size() > LINES_BEFORE) {
            before.removeFirst();
        }
        return difference;
    }

    public long processes() {
        return processes;
    }

    public long events() {
        return events;
    }

    public long requests() {
        return requests;
    }

    private Optional<Difference> play(JournalEntry entry) {
        if (entry.payload() instanceof Started started) {
            processes++;
            Optional<Difference> missing = nothingMore(entry);
            bot = Optional.of(new TradingBot(
                    started.rules(),
                    Strategies.create(started.strategy(), started.settings()),
                    bars,
                    started.saved(),
                    entry.atMillis()));
            bars.forget();
            return missing;
        }
        if (bot.isEmpty()) {
            return Optional.empty();
        }
        if (entry.payload() instanceof HistoryRead read) {
            bars.give(read.bars());
            return nothingMore(entry);
        }
        return entry.direction() == JournalEntry.Direction.IN
                ? takeEvent(entry, bot.get())
                : takeRequest(entry, bot.get());
    }

    private Optional<Difference> takeEvent(JournalEntry entry, TradingBot playing) {
        Optional<Difference> missing = nothingMore(entry);
        if (missing.isPresent()) {
            return missing;
        }
        events++;
        Effects effects = playing.handle((Event) entry.payload(), entry.atMillis());
        due.addAll(effects.commands);
        rows.accept(effects.commit(List.of()));
        return Optional.empty();
    }

    private Optional<Difference> takeRequest(JournalEntry entry, TradingBot playing) {
        requests++;
        Command replayed = due.poll();
        if (!entry.payload().equals(replayed)) {
            String found = replayed == null ? "nothing" : replayed.toString();
            return Optional.of(difference(entry, entry.payload().toString(), found));
        }
        if (replayed instanceof Command.Submit submit) {
            playing.onSent(submit, entry.atMillis());
        }
        return Optional.empty();
    }

    private Optional<Difference> nothingMore(JournalEntry entry) {
        return due.isEmpty()
                ? Optional.empty()
                : Optional.of(difference(entry, "nothing more", due.peek().toString()));
    }

    private boolean isHole(JournalEntry entry) {
        return newestSequence > 0 && entry.sequence() != newestSequence + 1;
    }

    private Difference hole(JournalEntry entry) {
        return difference(entry, "no lines from " + (newestSequence + 1) + " on", "every line, numbered without holes");
    }

    private Difference difference(JournalEntry entry, String journaled, String replayed) {
        return new Difference(entry.sequence(), entry.atMillis(), journaled, replayed, List.copyOf(before));
    }

    private static String shown(JournalEntry entry) {
        if (entry.payload() instanceof HistoryRead read) {
            return "HistoryRead[" + read.bars().size() + " bars]";
        }
        return entry.payload() instanceof Started started
                ? "Started[" + started.rules().key() + ", " + started.strategy() + "]"
                : entry.payload().toString();
    }
}
