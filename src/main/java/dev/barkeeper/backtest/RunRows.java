package dev.barkeeper.backtest;

import dev.barkeeper.journal.BotStore;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.journal.Durability;
import dev.barkeeper.journal.SavedState;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.OrderTicket;
import dev.barkeeper.model.Payment;
import dev.barkeeper.model.RequestState;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * A run's rows in little memory: what a database would hold of decisions, fills, orders, positions and payments. The
 * journal and the requests are not kept: a run is not taken up again, it is repeated. Not thread-safe.
 */
public final class RunRows implements BotStore {
    /** How the reason of a decision begins that the bot's limits did not let through. */
    private static final String REFUSED = "refused: ";

    private final MinuteRows minutes;
    private final TradeRows trades = new TradeRows();
    private final List<Decision> synthetic = new ArrayList<>();
    private final List<Payment> payments = new ArrayList<>();
    private long refused;
    private String whyRefused = "";

    RunRows(String symbol) {
        minutes = new MinuteRows(symbol);
    }

    @Override
    public boolean keepsJournal() {
        return false;
    }

    @Override
    public SavedState load() {
        return SavedState.EMPTY;
    }

    @Override
    public Durability commit(Commit commit) {
        keepDecisions(commit.decisions());
        for (int i = 0; i < commit.tickets().size(); i++) {
            OrderTicket ticket = commit.tickets().get(i);
            if (ticket.state() == RequestState.REJECTED && ticket.leg().isEntry()) {
                refuse(ticket.note());
            }
        }
        for (int i = 0; i < commit.orders().size(); i++) {
            trades.add(commit.orders().get(i));
        }
        for (int i = 0; i < commit.fills().size(); i++) {
            trades.add(commit.fills().get(i));
        }
        if (!commit.payments().isEmpty()) {
            payments.addAll(commit.payments());
        }
        for (int i = 0; i < commit.positions().size(); i++) {
            minutes.add(commit.positions().get(i));
        }
        return Durability.COMMITTED;
    }

    private void keepDecisions(List<Decision> rows) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).synthetic()) {
                synthetic.add(rows.get(i));
            } else {
                minutes.add(rows.get(i));
                if (rows.get(i).why().pattern().startsWith(REFUSED)) {
                    refuse(rows.get(i).reason());
                }
            }
        }
    }

    private void refuse(String why) {
        whyRefused = refused++ == 0 ? why : whyRefused;
    }

    /** Bars decided on. */
    public long bars() {
        return minutes.size();
    }

    /** Every bar's rows in order; made as they are read. */
    public void forEachMinute(Consumer<MinuteRow> sink) {
        minutes.forEach(sink);
    }

    /** Entries that came to nothing. */
    public Refusals refusals() {
        return new Refusals(refused, whyRefused);
    }

    /** By arrival; each made as it is read. */
    public Iterator<Fill> fills() {
        return trades.fillsInOrder();
    }

    public long fillCount() {
        return trades.fills();
    }

    /** Each in its newest state, those that ended first; made as they are read. */
    public void forEachOrder(Consumer<Order> sink) {
        trades.forEachOrder(sink);
    }

    /** Funding and the like, by arrival. */
    public List<Payment> payments() {
        return List.copyOf(payments);
    }

    /** Rows for what moved the position from outside, a liquidation for example. */
    public List<Decision> synthetic() {
        return List.copyOf(synthetic);
    }
}
