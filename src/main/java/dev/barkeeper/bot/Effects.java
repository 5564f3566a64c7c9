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

/**
 * What one event leads to: rows to keep, then times to ask for, then requests to send. One for all events, each of which
 * finds it empty. Its lists of rows go into the commit as they are; most events lead to next to nothing, so that a list
 * is made with its first row.
 */
public final class Effects {
    /** An alarm with its time. */
    public record Due(Alarm alarm, long dueMillis) {}

    final List<Command> commands = new ArrayList<>();
    List<Bar> bars = List.of();
    List<Decision> decisions = List.of();
    List<Fill> fills = List.of();
    List<Payment> payments = List.of();
    List<PositionRow> positions = List.of();
    List<Alert> alerts = List.of();
    /** A few at most. */
    private List<Due> dues = List.of();

    List<OrderTicket> tickets = List.of();
    List<Order> orders = List.of();
    Optional<BotState> state = Optional.empty();
    /** Bars that were read for the strategy in the course of the event. */
    Optional<List<Bar>> history = Optional.empty();
    /** Whether there is a row, or something to say. */
    private boolean lasts;

    /** Empty again. Lists that went into a commit are left to it. */
    void clear() {
        commands.clear();
        dues = List.of();
        history = Optional.empty();
        if (lasts) {
            lasts = false;
            bars = List.of();
            decisions = List.of();
            fills = List.of();
            payments = List.of();
            positions = List.of();
            alerts = List.of();
            tickets = List.of();
            orders = List.of();
            state = Optional.empty();
        }
    }

    /** What has become of requests and orders, and the state where it is another. */
    void keep(List<OrderTicket> changedTickets, List<Order> changedOrders, Optional<BotState> changedState) {
        tickets = changedTickets;
        orders = changedOrders;
        state = changedState;
        lasts |= !changedTickets.isEmpty() || !changedOrders.isEmpty() || changedState.isPresent();
    }

    void keep(Bar bar) {
        lasts = true;
        bars = with(bars, bar);
    }

    void keep(Fill fill) {
        lasts = true;
        fills = with(fills, fill);
    }

    void keep(Payment payment) {
        lasts = true;
        payments = with(payments, payment);
    }

    void keep(PositionRow row) {
        lasts = true;
        positions = with(positions, row);
    }

    void keepDecisions(List<Decision> rows) {
        lasts = true;
        if (decisions.isEmpty()) {
            decisions = rows;
            return;
        }
        List<Decision> all = new ArrayList<>(decisions);
        all.addAll(rows);
        decisions = all;
    }

    void ringAt(Alarm alarm, long dueMillis) {
        for (int i = 0; i < dues.size(); i++) {
            if (dues.get(i).alarm().equals(alarm)) {
                List<Due> others = new ArrayList<>(dues);
                others.set(i, new Due(alarm, dueMillis));
                dues = others;
                return;
            }
        }
        dues = with(dues, new Due(alarm, dueMillis));
    }

    void problem(String key, String subject, String text) {
        lasts = true;
        alerts = with(alerts, new Alert(Alert.Severity.PROBLEM, key, subject, text));
    }

    void notice(String key, String subject, String text) {
        lasts = true;
        alerts = with(alerts, new Alert(Alert.Severity.NOTICE, key, subject, text));
    }

    void recovered(String key, String subject) {
        lasts = true;
        alerts = with(alerts, new Alert(Alert.Severity.RECOVERED, key, subject, ""));
    }

    /** Whether nothing has to last: no row, nothing said, and nothing asked of the venue but to read. */
    boolean isQuiet() {
        return !lasts && onlyReads();
    }

    /** Whether nothing is asked for but to be rung for a bar's position row. */
    boolean isOnlyRowDue() {
        return dues.size() == 1 && commands.isEmpty() && dues.get(0).alarm().kind() == Alarm.Kind.POSITION_ROW;
    }

    void dropDues() {
        dues = List.of();
    }

    /** A reading may be lost with its process and is then asked for anew, so nobody has to know of it beforehand. */
    private boolean onlyReads() {
        for (int i = 0; i < commands.size(); i++) {
            if (!commands.get(i).isRead()) {
                return false;
            }
        }
        return true;
    }

    /** The rows with their journal lines, which it takes over, to be written together. */
    Commit commit(List<JournalEntry> journal) {
        return new Commit(journal, decisions, tickets, orders, fills, payments, positions, state, bars);
    }

    List<Due> dues() {
        return dues;
    }

    private static <T> List<T> with(List<T> rows, T row) {
        if (rows.isEmpty()) {
            return List.of(row);
        }
        List<T> growing = rows instanceof ArrayList ? rows : new ArrayList<>(rows);
        growing.add(row);
        return growing;
    }
}
