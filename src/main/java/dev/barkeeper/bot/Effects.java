package dev.barkeeper.bot;

import dev.barkeeper.alert.Alert;
import dev.barkeeper.execution.Command;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.journal.JournalEntry;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.BotState;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.OrderTicket;
import dev.barkeeper.model.Payment;
import dev.barkeeper.model.PositionRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one event leads to: rows to keep, then times to ask for, then requests to send. Filled and emptied once. */
public final class Effects {
    /** An alarm with its time. */
    public record Due(Alarm alarm, long dueMillis) {}

    final List<Bar> bars = new ArrayList<>();
    final List<Decision> decisions = new ArrayList<>();
    final List<Fill> fills = new ArrayList<>();
    final List<Payment> payments = new ArrayList<>();
    final List<PositionRow> positions = new ArrayList<>();
    final List<Command> commands = new ArrayList<>();
    final List<Alert> alerts = new ArrayList<>();
    /** A few at most. */
    private final List<Due> dues = new ArrayList<>();

    List<OrderTicket> tickets = List.of();
    List<Order> orders = List.of();
    Optional<BotState> state = Optional.empty();
    /** Bars that were read for the strategy in the course of the event. */
    Optional<List<Bar>> history = Optional.empty();

    void ringAt(Alarm alarm, long dueMillis) {
        for (int i = 0; i < dues.size(); i++) {
            if (dues.get(i).alarm().equals(alarm)) {
                dues.set(i, new Due(alarm, dueMillis));
                return;
            }
        }
        dues.add(new Due(alarm, dueMillis));
    }

    void problem(String key, String subject, String text) {
        alerts.add(new Alert(Alert.Severity.PROBLEM, key, subject, text));
    }

    void notice(String key, String subject, String text) {
        alerts.add(new Alert(Alert.Severity.NOTICE, key, subject, text));
    }

    void recovered(String key, String subject) {
        alerts.add(new Alert(Alert.Severity.RECOVERED, key, subject, ""));
    }

    /** Whether nothing has to last and nothing is to be sent or said. */
    boolean isQuiet() {
        return bars.isEmpty()
                && decisions.isEmpty()
                && fills.isEmpty()
                && payments.isEmpty()
                && positions.isEmpty()
                && commands.isEmpty()
                && alerts.isEmpty()
                && tickets.isEmpty()
                && orders.isEmpty()
                && state.isEmpty();
    }

    /** The rows with their journal lines, to be written together. */
    Commit commit(List<JournalEntry> journal) {
        return new Commit(
                List.copyOf(journal),
                List.copyOf(decisions),
                tickets,
                orders,
                List.copyOf(fills),
                List.copyOf(payments),
                List.copyOf(positions),
                state,
                List.copyOf(bars));
    }

    List<Due> dues() {
        return dues;
    }
}
