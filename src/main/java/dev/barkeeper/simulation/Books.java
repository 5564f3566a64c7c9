package dev.barkeeper.simulation;

import dev.barkeeper.bot.BotRules;
import dev.barkeeper.bot.BotView;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.journal.SavedState;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Leg;
import dev.barkeeper.model.Payment;
import dev.barkeeper.paper.ExecType;
import dev.barkeeper.paper.PaperExecution;
import dev.barkeeper.paper.PaperOrder;
import dev.barkeeper.paper.PaperPosition;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.VenueListener;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The venue's own books on one side, the rows the bot kept on the other, and what must hold between them. Knows nothing
 * of how the bot comes to its rows.
 */
final class Books implements VenueListener {
    private static final int MOST_STOPS = 10;
    private static final int LEGS_AND_ATTEMPTS = 10_000;
    private static final int ATTEMPTS = 1_000;

    private final PaperVenue venue;
    private final long account;
    private final BotRules rules;
    private final Chance chance;
    private final Findings findings;
    private final Protection protection;

    private long venueContracts;
    private long ownContracts;
    private long venueFills;
    private final ForeignTrades foreign = new ForeignTrades();
    private final Map<Long, Long> enteredByMinute = new HashMap<>();
    private final Set<String> liveEntries = new HashSet<>();

    private final Set<String> keptExecutions = new HashSet<>();
    private final Map<Long, long[]> wishedByMinute = new HashMap<>();
    private final Map<Long, Integer> rowsByMinute = new HashMap<>();
    private long keptContracts;
    private long keptFills;
    private long keptCostMinor;
    private long keptPaidMinor;
    private long syntheticRows;
    private boolean isDirty;

    Books(PaperVenue venue, long account, BotRules rules, Chance chance, Findings findings, Protection protection) {
        this.venue = venue;
        this.account = account;
        this.rules = rules;
        this.chance = chance;
        this.findings = findings;
        this.protection = protection;
    }

    long venueContracts() {
        return venueContracts;
    }

    long fills() {
        return keptFills;
    }

    long syntheticRows() {
        return syntheticRows;
    }

    // ---- the venue's side

    @Override
    public void onOrder(PaperOrder order, List<PaperExecution> executions) {
        if (order.account() != account || !order.symbol().equals(rules.key().symbol())) {
            return;
        }
        Optional<ClientOrderId> own = ClientOrderId.parse(order.clOrdId())
                .filter(id -> id.emi().equals(rules.key().emi()));
        for (PaperExecution row : executions) {
            if (row.type().isFill()) {
                onFill(order, own, row);
            }
        }
        own.ifPresent(id -> checkOwn(order, id));
        protection.onOrder(order, venueContracts, venue.nowMillis());
        isDirty = true;
    }

    @Override
    public void onPosition(PaperPosition position) {
        // the executions tell the same
    }

    private void onFill(PaperOrder order, Optional<ClientOrderId> own, PaperExecution row) {
        long signed = order.side().sign() * row.lastContracts();
        venueContracts += signed;
        venueFills++;
        foreign.onFill(own.isEmpty() ? signed : 0, venueContracts);
        if (own.isEmpty()) {
            if (row.type() == ExecType.LIQUIDATION || order.text().contains("iquidation")) {
                chance.note(FaultKind.LIQUIDATION, row.atMillis(), row.atMillis());
            }
            return;
        }
        ownContracts += signed;
        Leg leg = legOf(own.get());
        if (leg.isEntry()) {
            long minute = minuteOf(own.get());
            long entered = enteredByMinute.merge(minute, row.lastContracts(), Long::sum);
            long[] wished = wishedByMinute.getOrDefault(minute, new long[2]);
            long intended = wished[leg == Leg.ENTER_LONG ? 0 : 1];
            if (entered > intended) {
                findings.violate("order", "entered " + entered + " on bar " + minute + ", decided on " + intended);
            }
        }
    }

    private void checkOwn(PaperOrder order, ClientOrderId id) {
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
        if (protection.openOrders() > MOST_STOPS) {
            findings.violate("stop", "more than " + MOST_STOPS + " orders open");
        }
    }

    // ---- the bot's rows

    /** Rows are kept once by their id, so that keeping one again after a restart is harmless. */
    void onCommit(Commit commit) {
        for (Fill fill : commit.fills()) {
            if (keptExecutions.add(fill.execId())) {
                keptFills++;
                keptContracts += fill.signedContracts();
                keptCostMinor += fill.costMinor();
                keptPaidMinor += fill.feeMinor();
            }
        }
        for (Payment payment : commit.payments()) {
            if (keptExecutions.add(payment.execId())) {
                keptPaidMinor += payment.amountMinor();
            }
        }
        onDecisions(commit.decisions());
        isDirty |= !commit.fills().isEmpty() || !commit.payments().isEmpty();
    }

    private void onDecisions(List<Decision> rows) {
        int decided = 0;
        int synthetic = 0;
        for (Decision row : rows) {
            if (row.synthetic()) {
                synthetic++;
            } else {
                decided++;
                int sofar = rowsByMinute.merge(row.barMillis(), 1, Integer::sum);
                if (sofar > 2) {
                    findings.violate("decision", sofar + " rows of bar " + row.barMillis());
                }
                wishedByMinute
                                .computeIfAbsent(row.barMillis(), m -> new long[2])[
                                row.direction() == Direction.LONG ? 0 : 1] =
                        row.contracts();
            }
        }
        if (decided % 2 != 0 || synthetic % 2 != 0) {
            findings.violate("decision", decided + " decided and " + synthetic + " synthetic rows in one commit");
        }
        if (synthetic > 0) {
            syntheticRows += synthetic;
            checkSynthetic(rows.stream().filter(Decision::synthetic).toList());
        }
    }

    private void checkSynthetic(List<Decision> rows) {
        long taken = rows.stream()
                .mapToLong(row -> row.direction().sign() * row.contracts())
                .sum();
        if (!foreign.isUnexplained()) {
            findings.violate("synthetic", "without a trade from outside: " + rows);
        }
        if (!foreign.take(taken)) {
            findings.violate("synthetic", rows + ", the venue held " + foreign);
        }
        if (rows.stream().anyMatch(row -> row.why().isBlank())) {
            findings.violate("synthetic", "without a cause");
        }
    }

    // ---- between them

    /** Nothing is under way on either side. */
    void checkAtRest(BotView view) {
        if (!isDirty) {
            return;
        }
        isDirty = false;
        if (keptContracts != venueContracts) {
            findings.violate("position", "sum of fills " + keptContracts + ", venue " + venueContracts);
        }
        if (view.contracts() != venueContracts) {
            findings.violate("position", "bot " + view.contracts() + ", venue " + venueContracts);
        }
        if (keptFills != venueFills) {
            findings.violate("fill", keptFills + " kept, the venue made " + venueFills);
        }
        int expected = venueContracts == 0 ? 0 : 1;
        if (protection.isBare() || protection.openOrders() != expected) {
            findings.violate(
                    "stop",
                    "at rest with " + venueContracts + " and " + protection.openOrders() + " orders: "
                            + venue.openOrders(account));
        }
        if (Math.abs(ownContracts) > rules.limits().positionMaxContracts() && syntheticRows == 0) {
            findings.violate("limit", "position of " + ownContracts);
        }
        if (foreign.contracts() != 0) {
            findings.violate("synthetic", "none, though others traded " + foreign.contracts());
        }
        checkMoney();
    }

    /** Deposit − Σ cost of what was closed − Σ fees and funding = wallet, to the satoshi. */
    private void checkMoney() {
        long wallet = venue.wallets(account).get(0).amountMinor();
        long openCost = venue.positions(account).stream()
                .filter(p -> p.symbol().equals(rules.key().symbol()))
                .mapToLong(PaperPosition::costMinor)
                .sum();
        long expected = Simulation.DEPOSIT_SATOSHI - (keptCostMinor - openCost) - keptPaidMinor;
        if (wallet != expected) {
            findings.violate("money", "wallet " + wallet + ", by the rows " + expected);
        }
    }

    /** What the store gives back at the end is what the venue made, once each. */
    void checkStored(SavedState stored) {
        long distinct =
                stored.recentFills().stream().map(Fill::execId).distinct().count();
        boolean isWhole = stored.recentFills().size() < SavedState.RECENT_FILLS;
        if (distinct != stored.recentFills().size() || (isWhole && distinct != venueFills)) {
            findings.violate(
                    "fill",
                    stored.recentFills().size() + " stored, " + distinct + " of them distinct, the venue made "
                            + venueFills);
        }
        if (stored.ownContracts() != ownContracts) {
            findings.violate(
                    "position", "own fills stored " + stored.ownContracts() + ", at the venue " + ownContracts);
        }
        long newest =
                rowsByMinute.keySet().stream().mapToLong(minute -> minute).max().orElse(0);
        if (stored.state().lastDecidedMillis() != newest) {
            findings.violate("decision", "newest stored " + stored.state().lastDecidedMillis() + ", kept " + newest);
        }
    }

    long decidedBars() {
        return rowsByMinute.size();
    }

    private static Leg legOf(ClientOrderId id) {
        int code = (int) (id.number() % LEGS_AND_ATTEMPTS / ATTEMPTS);
        for (Leg leg : Leg.values()) {
            if (leg.code() == code) {
                return leg;
            }
        }
        return Leg.LEAVE;
    }

    private static long minuteOf(ClientOrderId id) {
        return id.number() / LEGS_AND_ATTEMPTS * Bar.MINUTE_MILLIS;
    }
}
