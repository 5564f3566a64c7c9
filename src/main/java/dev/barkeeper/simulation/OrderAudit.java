package dev.barkeeper.simulation;

import dev.barkeeper.bot.BotRules;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.Leg;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.OrderTicket;
import dev.barkeeper.model.RequestState;
import dev.barkeeper.paper.PaperOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The bot's orders as the venue made them: whether they may be, and whether the rows of requests and orders tell of them. */
final class OrderAudit {
    private final BotRules rules;
    private final DecisionAudit decisions;
    private final Findings findings;
    private final Map<Long, Long> enteredByMinute = new HashMap<>();
    private final Set<String> liveEntries = new HashSet<>();

    private final Map<ClientOrderId, PaperOrder> made = new HashMap<>();
    private final Map<ClientOrderId, OrderTicket> requests = new HashMap<>();
    private final Map<String, Order> orders = new HashMap<>();
    /** What the venue changed since the rows were last compared. */
    private final Set<ClientOrderId> changed = new HashSet<>();

    OrderAudit(BotRules rules, DecisionAudit decisions, Findings findings) {
        this.rules = rules;
        this.decisions = decisions;
        this.findings = findings;
    }

    // ---- the venue's side

    /** One of the bot's orders is at the venue, as it is now. */
    void onOrder(ClientOrderId id, PaperOrder order) {
        made.put(id, order);
        changed.add(id);
        Leg leg = legOf(id);
        if (!leg.isEntry() && !order.isReducing()) {
            findings.violate("order", leg + " " + id + " is not reduce-only");
        }
        if (leg.isEntry() && order.contracts() > rules.limits().orderMaxContracts()) {
            findings.violate("limit", "order of " + order.contracts());
        }
        if (leg.isEntry() && order.isOpen()) {
            liveEntries.add(order.orderId());
            if (liveEntries.size() > 1) {
                findings.violate("order", "two entries live at once");
            }
        } else {
            liveEntries.remove(order.orderId());
        }
    }

    void onFill(ClientOrderId id, long contracts) {
        Leg leg = legOf(id);
        if (!leg.isEntry()) {
            return;
        }
        long entered = enteredByMinute.merge(id.barMillis(), contracts, Long::sum);
        long wished = decisions.wished(id.barMillis(), leg == Leg.ENTER_LONG ? Direction.LONG : Direction.SHORT);
        if (entered > wished) {
            findings.violate("order", "entered " + entered + " on bar " + id.barMillis() + ", decided on " + wished);
        }
    }

    private static Leg legOf(ClientOrderId id) {
        return id.leg().orElse(Leg.LEAVE);
    }

    // ---- the bot's rows

    void onCommit(Commit commit) {
        commit.tickets().forEach(row -> requests.put(row.id(), row));
        commit.orders().forEach(row -> orders.put(row.orderId(), row));
    }

    // ---- between them

    /** Nothing is under way on either side. */
    void checkAtRest() {
        changed.forEach(id -> check(made.get(id)));
        changed.clear();
    }

    private void check(PaperOrder order) {
        OrderTicket request = requests.get(ClientOrderId.parse(order.clOrdId()).orElseThrow());
        if (request == null
                || request.state() != stateOf(order)
                || request.filledContracts() != order.filledContracts()
                || !request.venueOrderId().equals(order.orderId())) {
            findings.violate("request", "row " + request + ", the venue has " + order);
        }
        Order row = orders.get(order.orderId());
        if (row == null || !tells(row, order)) {
            findings.violate("order-row", "row " + row + ", the venue has " + order);
        }
    }

    private static RequestState stateOf(PaperOrder order) {
        return switch (order.status()) {
            case PENDING, NEW, PARTIALLY_FILLED -> RequestState.WORKING;
            case FILLED -> RequestState.FILLED;
            case CANCELED, EXPIRED -> RequestState.CANCELED;
            case REJECTED -> RequestState.REJECTED;
        };
    }

    /** Its remark may be another: of an order that the venue forgot it tells nothing any more. */
    private static boolean tells(Order row, PaperOrder order) {
        return row.status() == order.status()
                && row.side() == order.side()
                && row.type() == order.type()
                && row.contracts() == order.contracts()
                && row.leavesContracts() == order.leavesContracts()
                && row.filledContracts() == order.filledContracts()
                && row.averageE8() == order.averageE8()
                && row.triggerE8() == order.triggerE8()
                && row.limitE8() == order.limitE8()
                && row.reduceOnly() == order.isReducing();
    }

    /** At the end: what the store gives back is what was kept, and every request's fate is known. */
    void checkStored(List<OrderTicket> stored) {
        for (OrderTicket row : stored) {
            if (!Optional.of(row).equals(Optional.ofNullable(requests.get(row.id())))) {
                findings.violate("request", "stored " + row + ", kept " + requests.get(row.id()));
            }
        }
        for (OrderTicket row : requests.values()) {
            boolean isMade = made.containsKey(row.id());
            if (row.state().isOpenQuestion() || (!isMade && row.filledContracts() > 0)) {
                findings.violate("request", "at the end " + row + ", the venue has " + made.get(row.id()));
            }
        }
    }
}
