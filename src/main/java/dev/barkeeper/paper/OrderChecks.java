package dev.barkeeper.paper;

import dev.barkeeper.model.Instrument;
import dev.barkeeper.model.OrderType;
import dev.barkeeper.model.TimeInForce;
import dev.barkeeper.model.TriggerPrice;
import java.util.Optional;

/** Whether an order's figures fit its contract, in the dialect's words. Stateless. */
final class OrderChecks {
    static final int CLIENT_ID_LENGTH = 36;

    private OrderChecks() {}

    /** The first thing that does not fit. */
    static Optional<Placement.Refused> check(NewOrder order, Instrument instrument) {
        if (order.clOrdId().length() > CLIENT_ID_LENGTH) {
            return invalid("Invalid clOrdID: at most " + CLIENT_ID_LENGTH + " characters");
        }
        Optional<Placement.Refused> words = types(order);
        if (words.isEmpty()) {
            words = instructions(order);
        }
        return words.isPresent() ? words : figures(order, instrument);
    }

    private static Optional<Placement.Refused> figures(NewOrder order, Instrument instrument) {
        Optional<Placement.Refused> refused =
                quantity(order.contracts(), order.execInst().contains(ExecInst.CLOSE), instrument);
        if (refused.isEmpty()) {
            refused = limit(order.limitE8(), order.type(), instrument);
        }
        if (refused.isEmpty()) {
            refused = trigger(order.triggerE8(), order.type(), instrument);
        }
        return refused.isPresent() ? refused : display(order);
    }

    static Optional<Placement.Refused> quantity(long contracts, boolean mayBeLeftOut, Instrument instrument) {
        if (contracts == 0 && mayBeLeftOut) {
            return Optional.empty();
        }
        if (contracts <= 0 || contracts > instrument.maxOrderContracts()) {
            return invalid("Invalid orderQty");
        }
        if (contracts % instrument.lotContracts() != 0) {
            return invalid("Order quantity must be a multiple of lot size: " + instrument.lotContracts());
        }
        return Optional.empty();
    }

    static Optional<Placement.Refused> limit(long limitE8, OrderType type, Instrument instrument) {
        if (!type.isLimit()) {
            return limitE8 == 0 ? Optional.empty() : invalid("Invalid price");
        }
        if (limitE8 <= 0 || limitE8 > instrument.maxPriceE8()) {
            return invalid("Invalid price");
        }
        return instrument.isOnTick(limitE8) ? Optional.empty() : invalid("Invalid price tickSize");
    }

    static Optional<Placement.Refused> trigger(long triggerE8, OrderType type, Instrument instrument) {
        if (!type.isTriggered()) {
            return triggerE8 == 0 ? Optional.empty() : invalid("Invalid stopPx for ordType");
        }
        if (triggerE8 <= 0 || triggerE8 > instrument.maxPriceE8()) {
            return invalid("Invalid stopPx for ordType");
        }
        return instrument.isOnTick(triggerE8) ? Optional.empty() : invalid("Invalid stopPx tickSize");
    }

    private static Optional<Placement.Refused> types(NewOrder order) {
        boolean close = order.execInst().contains(ExecInst.CLOSE);
        if (order.side().isEmpty() && (!close || order.type().isTriggered())) {
            return invalid("Invalid side");
        }
        boolean immediate = order.timeInForce() == TimeInForce.IMMEDIATE_OR_CANCEL
                || order.timeInForce() == TimeInForce.FILL_OR_KILL;
        if (!order.type().isLimit() && order.timeInForce() == TimeInForce.DAY) {
            return invalid("Unsupported timeInForce");
        }
        if (immediate && order.execInst().contains(ExecInst.PARTICIPATE_DO_NOT_INITIATE)) {
            return invalid("Invalid ordType or timeInForce for execInst");
        }
        return Optional.empty();
    }

    private static Optional<Placement.Refused> instructions(NewOrder order) {
        if (order.execInst().contains(ExecInst.PARTICIPATE_DO_NOT_INITIATE)
                && !order.type().isLimit()) {
            return invalid("Invalid ordType for execInst");
        }
        boolean stop = order.type() == OrderType.STOP || order.type() == OrderType.STOP_LIMIT;
        if (order.execInst().contains(ExecInst.LAST_WITHIN_MARK)
                && (!stop || order.triggerPrice() != TriggerPrice.LAST)) {
            return invalid("Invalid ordType for execInst");
        }
        return Optional.empty();
    }

    private static Optional<Placement.Refused> display(NewOrder order) {
        if (order.displayContracts().isEmpty()) {
            return Optional.empty();
        }
        long shown = order.displayContracts().getAsLong();
        return shown >= 0 && shown <= order.contracts() ? Optional.empty() : invalid("Invalid displayQty");
    }

    static Optional<Placement.Refused> invalid(String message) {
        return Optional.of(new Placement.Refused(RefusalReason.INVALID_PARAMETER, message));
    }
}
