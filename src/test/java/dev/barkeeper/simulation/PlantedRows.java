package dev.barkeeper.simulation;

import dev.barkeeper.journal.Commit;
import dev.barkeeper.model.BotState;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Leg;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.OrderTicket;
import dev.barkeeper.model.PositionRow;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Rows with a mistake in them. */
final class PlantedRows {
    private PlantedRows() {}

    static boolean isLeg(OrderRequest request, Leg leg) {
        return request.id().number() % 10_000 / 1_000 == leg.code();
    }

    static OrderRequest resized(OrderRequest r, long contracts, boolean reduceOnly) {
        return new OrderRequest(
                r.id(),
                r.symbol(),
                r.side(),
                r.type(),
                contracts,
                r.limitE8(),
                r.triggerE8(),
                r.trigger(),
                reduceOnly,
                r.closePosition());
    }

    static OrderRequest lowered(OrderRequest r) {
        return OrderRequest.stop(
                r.id(),
                r.symbol(),
                r.side(),
                r.contracts(),
                r.triggerE8() - E8.parse("0.5"),
                r.limitE8() > 0 ? r.limitE8() - E8.parse("0.5") : 0,
                r.trigger());
    }

    static Decision mirrored(Decision d) {
        return d.synthetic()
                ? new Decision(
                        d.barMillis(),
                        d.symbol(),
                        d.direction() == Direction.LONG ? Direction.SHORT : Direction.LONG,
                        d.contracts(),
                        d.priceE8(),
                        true,
                        d.marketE8(),
                        d.active(),
                        d.reason())
                : d;
    }

    static Fill renamed(Fill f) {
        return copy(f, f.execId() + "b", f.clientId(), f.feeMinor());
    }

    static Fill free(Fill f) {
        return copy(f, f.execId(), f.clientId(), 0);
    }

    static Fill copy(Fill f, String execId, Optional<ClientOrderId> id, long feeMinor) {
        return new Fill(
                execId,
                f.orderId(),
                id,
                f.symbol(),
                f.side(),
                f.orderType(),
                f.orderStatus(),
                f.orderContracts(),
                f.limitE8(),
                f.triggerE8(),
                f.lastE8(),
                f.lastContracts(),
                f.leavesContracts(),
                f.filledContracts(),
                f.averageE8(),
                f.costMinor(),
                feeMinor,
                f.atMillis());
    }

    static Commit withDecisions(Commit c, List<Decision> rows) {
        return changed(c, draft -> draft.decisions = rows);
    }

    static Commit withFills(Commit c, List<Fill> fills) {
        return changed(c, draft -> draft.fills = fills);
    }

    static Commit withTickets(Commit c, List<OrderTicket> tickets) {
        return changed(c, draft -> draft.tickets = tickets);
    }

    static Commit withOrders(Commit c, List<Order> orders) {
        return changed(c, draft -> draft.orders = orders);
    }

    static Commit withPositions(Commit c, List<PositionRow> positions) {
        return changed(c, draft -> draft.positions = positions);
    }

    static Commit withState(Commit c, Optional<BotState> state) {
        return changed(c, draft -> draft.state = state);
    }

    private static Commit changed(Commit c, Consumer<Draft> change) {
        Draft draft = new Draft(c);
        change.accept(draft);
        return new Commit(
                c.journal(),
                draft.decisions,
                draft.tickets,
                draft.orders,
                draft.fills,
                c.payments(),
                draft.positions,
                draft.state,
                c.bars());
    }

    /** What a commit keeps, to be exchanged. */
    private static final class Draft {
        private List<Decision> decisions;
        private List<OrderTicket> tickets;
        private List<Order> orders;
        private List<Fill> fills;
        private List<PositionRow> positions;
        private Optional<BotState> state;

        Draft(Commit c) {
            decisions = c.decisions();
            tickets = c.tickets();
            orders = c.orders();
            fills = c.fills();
            positions = c.positions();
            state = c.state();
        }
    }
}
