package dev.barkeeper.simulation;

import dev.barkeeper.journal.Commit;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Leg;
import dev.barkeeper.model.OrderRequest;
import java.util.List;
import java.util.Optional;

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
        return new Commit(
                c.journal(),
                rows,
                c.tickets(),
                c.orders(),
                c.fills(),
                c.payments(),
                c.positions(),
                c.state(),
                c.bars());
    }

    static Commit withFills(Commit c, List<Fill> fills) {
        return new Commit(
                c.journal(),
                c.decisions(),
                c.tickets(),
                c.orders(),
                fills,
                c.payments(),
                c.positions(),
                c.state(),
                c.bars());
    }
}
