package dev.barkeeper.simulation;

import dev.barkeeper.bot.BotRules;
import dev.barkeeper.execution.ShippedStop;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.BotKey;
import dev.barkeeper.model.BotMode;
import dev.barkeeper.model.BotState;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Leg;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.OrderStatus;
import dev.barkeeper.model.OrderTicket;
import dev.barkeeper.model.Position;
import dev.barkeeper.model.PositionRow;
import dev.barkeeper.model.RequestState;
import dev.barkeeper.model.Side;
import dev.barkeeper.model.TimeInForce;
import dev.barkeeper.model.TriggerPrice;
import dev.barkeeper.paper.ContractSpecs;
import dev.barkeeper.paper.ExecInst;
import dev.barkeeper.paper.PaperOrder;
import dev.barkeeper.risk.RiskLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Three minutes of a bot that goes long 100 and puts its stop behind it, as the audits are told of them. */
final class AuditedTrade {
    private static final long BAR = 1_583_150_400_000L;
    private static final long CLOSE = E8.parse("9328.5");
    private static final long ENTRY = E8.parse("9321");
    private static final String EMI = "sim";

    private final BotRules rules = new BotRules(
            new BotKey(1, "XBTUSD", EMI),
            ContractSpecs.xbtusd().instrument(),
            ShippedStop.RULE,
            new RiskLimits(1_000, 1_000),
            5_000);
    private final Chance chance = new Chance(1, Set.of());
    private final Findings findings = new Findings();
    private final DecisionAudit decisions = new DecisionAudit(chance, findings);
    private final OrderAudit orders = new OrderAudit(rules, decisions, findings);
    private final StopAudit stops = new StopAudit(rules, decisions, chance, findings);
    private final UnaryOperator<Commit> change;
    private final List<OrderTicket> kept = new ArrayList<>();

    /** @param stopOffE8 how far from its place the stop is at the venue and in all rows */
    AuditedTrade(UnaryOperator<Commit> change, long stopOffE8) {
        this.change = change;
        OrderRequest entry =
                OrderRequest.market(ClientOrderId.derive(EMI, BAR, Leg.ENTER_LONG, 0), "XBTUSD", Side.BUY, 100);
        long triggerE8 = E8.parse("9211") + stopOffE8;
        OrderRequest stop = OrderRequest.stop(
                ClientOrderId.derive(EMI, BAR, Leg.STOP, 0),
                "XBTUSD",
                Side.SELL,
                100,
                triggerE8,
                triggerE8,
                TriggerPrice.LAST);
        keep(
                BAR,
                decided(
                        BAR,
                        ticket(entry, Leg.ENTER_LONG, RequestState.PLANNED),
                        ticket(stop, Leg.STOP, RequestState.INTENDED)));
        decisions.onFill(0, 100, BAR + 100);
        make(entry, Leg.ENTER_LONG, OrderStatus.FILLED, RequestState.FILLED);
        make(stop, Leg.STOP, OrderStatus.NEW, RequestState.WORKING);
        atRest(stop);
        for (long bar = BAR + Bar.MINUTE_MILLIS; bar <= BAR + 2 * Bar.MINUTE_MILLIS; bar += Bar.MINUTE_MILLIS) {
            keep(bar - 57_000, ofPosition(new PositionRow(bar - Bar.MINUTE_MILLIS, position(100))));
            keep(bar, decided(bar));
        }
        atRest(stop);
    }

    List<String> violations() {
        return findings.violations();
    }

    void checkStored(UnaryOperator<OrderTicket> stored) {
        orders.checkStored(kept.stream().map(stored).toList());
    }

    static Position position(long contracts) {
        return new Position("XBTUSD", contracts, ENTRY, 0, CLOSE, BAR);
    }

    private void atRest(OrderRequest stop) {
        decisions.checkAtRest(100);
        orders.checkAtRest();
        stops.checkAtRest(made(stop, OrderStatus.NEW), ENTRY);
    }

    private void keep(long atMillis, Commit right) {
        Commit commit = change.apply(right);
        decisions.onCommit(commit, atMillis);
        orders.onCommit(commit);
        stops.onCommit(commit);
        for (OrderTicket ticket : commit.tickets()) {
            kept.removeIf(other -> other.id().equals(ticket.id()));
            kept.add(ticket);
        }
    }

    private void make(OrderRequest request, Leg leg, OrderStatus status, RequestState state) {
        PaperOrder made = made(request, status);
        orders.onOrder(request.id(), made);
        long filled = made.filledContracts();
        if (filled > 0) {
            orders.onFill(request.id(), filled);
        }
        Order row = new Order(
                made.orderId(),
                Optional.of(request.id()),
                made.symbol(),
                made.side(),
                made.type(),
                status,
                made.contracts(),
                made.limitE8(),
                made.triggerE8(),
                made.leavesContracts(),
                filled,
                made.averageE8(),
                made.isReducing(),
                false,
                "",
                made.atMillis());
        OrderTicket ticket = new OrderTicket(request, BAR, leg, 0, CLOSE, state, row.orderId(), filled, "", BAR);
        BotState holding = new BotState(BotMode.TRADING, 0, ENTRY, CLOSE, BAR, 0, BAR, BAR);
        keep(
                BAR + 200,
                new Commit(
                        List.of(),
                        List.of(),
                        List.of(ticket),
                        List.of(row),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.of(holding)));
    }

    private static PaperOrder made(OrderRequest request, OrderStatus status) {
        long filled = status == OrderStatus.FILLED ? request.contracts() : 0;
        return new PaperOrder(
                "v" + request.id(),
                request.id().text(),
                1,
                request.symbol(),
                request.side(),
                request.type(),
                status,
                request.contracts(),
                request.limitE8(),
                request.triggerE8(),
                request.trigger(),
                TimeInForce.GOOD_TILL_CANCEL,
                request.reduceOnly() ? Set.of(ExecInst.REDUCE_ONLY) : Set.of(),
                -1,
                request.contracts() - filled,
                filled,
                filled > 0 ? ENTRY : 0,
                false,
                false,
                "",
                BAR,
                BAR);
    }

    private static Commit decided(long bar, OrderTicket... tickets) {
        List<Decision> rows = List.of(
                new Decision(bar, "XBTUSD", Direction.LONG, 100, CLOSE, false, CLOSE, false, "test"),
                new Decision(bar, "XBTUSD", Direction.SHORT, 0, 0, false, CLOSE, false, "test"));
        long priceE8 = bar == BAR ? CLOSE : CLOSE + E8.ONE;
        return new Commit(
                List.of(),
                rows,
                List.of(tickets),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(Bar.ofPrices("XBTUSD", bar, priceE8, priceE8, priceE8, priceE8, 1)));
    }

    private static Commit ofPosition(PositionRow row) {
        return new Commit(
                List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(row), Optional.empty());
    }

    private static OrderTicket ticket(OrderRequest request, Leg leg, RequestState state) {
        return new OrderTicket(request, BAR, leg, 0, CLOSE, state, "", 0, "", BAR);
    }
}
