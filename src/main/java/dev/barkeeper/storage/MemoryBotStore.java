package dev.barkeeper.storage;

import dev.barkeeper.journal.BotStore;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.journal.Durability;
import dev.barkeeper.journal.JournalEntry;
import dev.barkeeper.journal.SavedState;
import dev.barkeeper.market.BarStore;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.BotKey;
import dev.barkeeper.model.BotState;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.OrderTicket;
import dev.barkeeper.model.Payment;
import dev.barkeeper.model.PositionRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One bot's memory without a database, for backtests and tests: what survives here survives as long as the object. Holds
 * all rows and the newest {@value #MAX_JOURNAL} journal entries. Thread-safe, so that others may look on.
 */
public final class MemoryBotStore implements BotStore {
    private static final int MAX_JOURNAL = 100_000;

    private final BotKey key;
    private final BarStore bars;
    private final TreeMap<DecisionKey, Decision> decisions = new TreeMap<>();
    private final TreeMap<ClientOrderId, OrderTicket> tickets =
            new TreeMap<>(Comparator.comparingLong(ClientOrderId::number).thenComparing(ClientOrderId::emi));
    private final Map<String, Order> orders = new LinkedHashMap<>();
    private final Map<String, Fill> fills = new LinkedHashMap<>();
    private final Map<String, Payment> payments = new LinkedHashMap<>();
    private final TreeMap<Long, PositionRow> positions = new TreeMap<>();
    private final Map<Long, JournalEntry> journal = new LinkedHashMap<>();
    private long newestSequence;
    private BotState state = BotState.INITIAL;

    private record DecisionKey(long barMillis, Direction direction, boolean synthetic)
            implements Comparable<DecisionKey> {
        private static final Comparator<DecisionKey> ORDER = Comparator.comparingLong(DecisionKey::barMillis)
                .thenComparing(DecisionKey::direction)
                .thenComparing(DecisionKey::synthetic);

        @Override
        public int compareTo(DecisionKey other) {
            return ORDER.compare(this, other);
        }
    }

    /** @param bars takes the bars of the commits: the store that the bot reads its history from */
    public MemoryBotStore(BotKey key, BarStore bars) {
        this.key = key;
        this.bars = bars;
    }

    @Override
    public synchronized Durability commit(Commit commit) {
        for (JournalEntry entry : commit.journal()) {
            journal.put(entry.sequence(), entry);
            newestSequence = Math.max(newestSequence, entry.sequence());
        }
        for (Iterator<JournalEntry> oldest = journal.values().iterator(); journal.size() > MAX_JOURNAL; ) {
            oldest.next();
            oldest.remove();
        }
        commit.decisions()
                .forEach(row -> decisions.put(new DecisionKey(row.barMillis(), row.direction(), row.synthetic()), row));
        commit.tickets().forEach(row -> tickets.put(row.id(), row));
        commit.orders().forEach(row -> orders.put(row.orderId(), row));
        commit.fills().forEach(row -> fills.putIfAbsent(row.execId(), row));
        commit.payments().forEach(row -> payments.putIfAbsent(row.execId(), row));
        commit.positions().forEach(row -> positions.put(row.barMillis(), row));
        state = commit.state().orElse(state);
        bars.store(commit.bars().stream().filter(this::isUnknown).toList());
        return Durability.COMMITTED;
    }

    /** A bar that is there may be a correction that came meanwhile. */
    private boolean isUnknown(Bar bar) {
        return bars.closes(bar.symbol(), bar.closeMillis(), bar.closeMillis()).isEmpty();
    }

    @Override
    public synchronized SavedState load() {
        long newest = Stream.concat(
                        fills.values().stream().map(Fill::atMillis),
                        payments.values().stream().map(Payment::atMillis))
                .max(Long::compare)
                .orElse(0L);
        long own = fills.values().stream()
                .filter(fill ->
                        fill.clientId().map(id -> id.emi().equals(key.emi())).orElse(false))
                .mapToLong(Fill::signedContracts)
                .sum();
        return new SavedState(
                state,
                own,
                ticketsToLoad(),
                newest(List.copyOf(decisions.values()), SavedState.RECENT_DECISIONS),
                newest(fills(), SavedState.RECENT_FILLS),
                newestPayments(),
                newest,
                newestSequence + 1);
    }

    private List<String> newestPayments() {
        return payments.values().stream()
                .sorted(Comparator.comparingLong(Payment::atMillis)
                        .reversed()
                        .thenComparing(Payment::execId, Comparator.reverseOrder()))
                .limit(SavedState.RECENT_PAYMENTS)
                .map(Payment::execId)
                .toList();
    }

    private List<OrderTicket> ticketsToLoad() {
        List<OrderTicket> loaded = new ArrayList<>();
        int ended = 0;
        for (OrderTicket ticket : tickets.descendingMap().values()) {
            if (!ticket.state().isTerminal() || ended++ < SavedState.RECENT_TICKETS) {
                loaded.add(0, ticket);
            }
        }
        return loaded;
    }

    private static <T> List<T> newest(List<T> rows, int count) {
        return rows.subList(Math.max(0, rows.size() - count), rows.size());
    }

    /** By bar, long before short, decided before synthetic. */
    public synchronized List<Decision> decisions() {
        return List.copyOf(decisions.values());
    }

    /** By client order number. */
    public synchronized List<OrderTicket> tickets() {
        return List.copyOf(tickets.values());
    }

    /** As first reported. */
    public synchronized List<Order> orders() {
        return List.copyOf(orders.values());
    }

    /** By transaction time. */
    public synchronized List<Fill> fills() {
        return fills.values().stream()
                .sorted(Comparator.comparingLong(Fill::atMillis))
                .toList();
    }

    /** As first reported. */
    public synchronized List<Payment> payments() {
        return List.copyOf(payments.values());
    }

    /** By bar. */
    public synchronized List<PositionRow> positions() {
        return List.copyOf(positions.values());
    }

    /** By sequence, as they are always written. */
    public synchronized List<JournalEntry> journal() {
        return List.copyOf(journal.values());
    }

    public synchronized BotState state() {
        return state;
    }
}
