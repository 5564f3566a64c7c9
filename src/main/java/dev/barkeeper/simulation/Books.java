package dev.barkeeper.simulation;

import dev.barkeeper.bot.BotRules;
import dev.barkeeper.bot.BotView;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.journal.SavedState;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Payment;
import dev.barkeeper.paper.ExecType;
import dev.barkeeper.paper.PaperExecution;
import dev.barkeeper.paper.PaperOrder;
import dev.barkeeper.paper.PaperPosition;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.VenueListener;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The venue's own books on one side, the rows the bot kept on the other, and what must hold between them. Knows nothing
 * of how the bot comes to its rows.
 */
final class Books implements VenueListener {
    private final PaperVenue venue;
    private final long account;
    private final BotRules rules;
    private final Chance chance;
    private final Findings findings;
    private final Protection protection;
    private final DecisionAudit decisions;
    private final OrderAudit orders;
    private final StopAudit stops;

    private long venueContracts;
    private long ownContracts;
    private long venueFills;

    private final Set<String> keptExecutions = new HashSet<>();
    private long keptContracts;
    private long keptFills;
    private long keptCostMinor;
    private long keptPaidMinor;
    private boolean isDirty;

    Books(PaperVenue venue, long account, BotRules rules, Chance chance, Findings findings, Protection protection) {
        this.venue = venue;
        this.account = account;
        this.rules = rules;
        this.chance = chance;
        this.findings = findings;
        this.protection = protection;
        decisions = new DecisionAudit(chance, findings);
        orders = new OrderAudit(rules, decisions, findings);
        stops = new StopAudit(rules, decisions, chance, findings);
    }

    long venueContracts() {
        return venueContracts;
    }

    long fills() {
        return keptFills;
    }

    long syntheticRows() {
        return decisions.syntheticRows();
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
        own.ifPresent(id -> orders.onOrder(id, order));
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
        decisions.onFill(own.isEmpty() ? signed : 0, venueContracts, row.atMillis());
        if (own.isEmpty()) {
            if (row.type() == ExecType.LIQUIDATION || order.text().contains("iquidation")) {
                chance.note(FaultKind.LIQUIDATION, row.atMillis(), row.atMillis());
            }
            return;
        }
        ownContracts += signed;
        orders.onFill(own.get(), row.lastContracts());
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
        decisions.onCommit(commit, venue.nowMillis());
        orders.onCommit(commit);
        stops.onCommit(commit);
        isDirty |= !commit.fills().isEmpty() || !commit.payments().isEmpty();
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
        if (Math.abs(ownContracts) > rules.limits().positionMaxContracts() && decisions.syntheticRows() == 0) {
            findings.violate("limit", "position of " + ownContracts);
        }
        decisions.checkAtRest(venueContracts);
        orders.checkAtRest();
        if (expected == 1 && protection.openOrders() == 1) {
            stops.checkAtRest(
                    venue.openOrders(account).get(0), position().orElseThrow().averageE8());
        }
        checkMoney();
    }

    /** Deposit − Σ cost of what was closed − Σ fees and funding = wallet, to the satoshi. */
    private void checkMoney() {
        long wallet = venue.wallets(account).get(0).amountMinor();
        long openCost = position().map(PaperPosition::costMinor).orElse(0L);
        long expected = Simulation.DEPOSIT_SATOSHI - (keptCostMinor - openCost) - keptPaidMinor;
        if (wallet != expected) {
            findings.violate("money", "wallet " + wallet + ", by the rows " + expected);
        }
    }

    private Optional<PaperPosition> position() {
        return venue.positions(account).stream()
                .filter(p -> p.symbol().equals(rules.key().symbol()))
                .findFirst();
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
        if (stored.state().lastDecidedMillis() != decisions.newestMillis()) {
            findings.violate(
                    "decision",
                    "newest stored " + stored.state().lastDecidedMillis() + ", kept " + decisions.newestMillis());
        }
        orders.checkStored(stored.tickets());
    }

    long decidedBars() {
        return decisions.bars();
    }
}
