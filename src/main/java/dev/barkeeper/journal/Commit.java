package dev.barkeeper.journal;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.BotState;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.OrderTicket;
import dev.barkeeper.model.Payment;
import dev.barkeeper.model.PositionRow;
import java.util.List;
import java.util.Optional;

/**
 * Everything one event changed: written together or not at all. Applying one twice leaves the same rows (decisions,
 * tickets, orders and positions replace the row of their key, a bar is kept where its minute has none, fills and payments
 * are kept once by {@code execId}, the journal by its sequence).
 */
public record Commit(
        List<JournalEntry> journal,
        List<Decision> decisions,
        List<OrderTicket> tickets,
        List<Order> orders,
        List<Fill> fills,
        List<Payment> payments,
        List<PositionRow> positions,
        Optional<BotState> state,
        List<Bar> bars) {

    /** What an event changed that brought no bar. */
    public Commit(
            List<JournalEntry> journal,
            List<Decision> decisions,
            List<OrderTicket> tickets,
            List<Order> orders,
            List<Fill> fills,
            List<Payment> payments,
            List<PositionRow> positions,
            Optional<BotState> state) {
        this(journal, decisions, tickets, orders, fills, payments, positions, state, List.of());
    }

    /** What the bot must remember alone. */
    public static Commit ofState(BotState state) {
        return new Commit(
                List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Optional.of(state));
    }

    /** Journal lines alone. */
    public static Commit ofLines(List<JournalEntry> journal) {
        return new Commit(journal, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Optional.empty());
    }
}
