package dev.barkeeper.bot;

import dev.barkeeper.execution.Command;
import dev.barkeeper.journal.JournalEntry;
import dev.barkeeper.model.Decision;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Plays the journal of one process through a fresh bot and demands what the journaled one asked for, request by request.
 * The bot must be made of the state the process started on, with the same rules, strategy and stored bars.
 */
public final class Replay {
    private static final int LINES_BEFORE = 12;

    private final TradingBot bot;
    private final Deque<Command> due = new ArrayDeque<>();
    private final Deque<String> before = new ArrayDeque<>();
    private final List<Decision> decisions = new ArrayList<>();

    /**
     * Where the two part.
     *
     * @param journaled what the journal has there
     * @param replayed what the bot asked for now
     * @param before the events and requests that led to it, oldest first, at most {@value Replay#LINES_BEFORE}
     */
    public record Difference(long sequence, long atMillis, String journaled, String replayed, List<String> before) {}

    public Replay(TradingBot fresh) {
        bot = fresh;
    }

    /** Takes the journal's next line in; empty while both do the same. Of no use after a difference. */
    public Optional<Difference> take(JournalEntry entry) {
        Optional<Difference> difference =
                entry.direction() == JournalEntry.Direction.IN ? takeEvent(entry) : takeRequest(entry);
        before.addLast(entry.sequence() + " " + entry.direction() + " " + entry.payload());
        if (before.size() > LINES_BEFORE) {
            before.removeFirst();
        }
        return difference;
    }

    /** Rows decided on so far, synthetic ones included, in order. */
    public List<Decision> decisions() {
        return List.copyOf(decisions);
    }

    private Optional<Difference> takeEvent(JournalEntry entry) {
        if (!due.isEmpty()) {
            return Optional.of(difference(entry, "nothing more", due.peek().toString()));
        }
        Effects effects = bot.handle((Event) entry.payload(), entry.atMillis());
        due.addAll(effects.commands);
        decisions.addAll(effects.decisions);
        return Optional.empty();
    }

    private Optional<Difference> takeRequest(JournalEntry entry) {
        Command replayed = due.poll();
        if (!entry.payload().equals(replayed)) {
            String found = replayed == null ? "nothing" : replayed.toString();
            return Optional.of(difference(entry, entry.payload().toString(), found));
        }
        if (replayed instanceof Command.Submit submit) {
            bot.onSent(submit, entry.atMillis());
        }
        return Optional.empty();
    }

    private Difference difference(JournalEntry entry, String journaled, String replayed) {
        return new Difference(entry.sequence(), entry.atMillis(), journaled, replayed, List.copyOf(before));
    }
}
