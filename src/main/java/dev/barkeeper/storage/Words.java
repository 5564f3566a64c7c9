package dev.barkeeper.storage;

import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.OrderStatus;
import dev.barkeeper.model.Side;
import dev.barkeeper.model.TriggerPrice;
import java.util.Optional;

/** How the tables write what has no one text in the model: as the house dialect does. Stateless. */
final class Words {
    private static final String BUY = "Buy";
    private static final String SELL = "Sell";

    private Words() {}

    static String text(Side side) {
        return side == Side.BUY ? BUY : SELL;
    }

    static Side side(String text) {
        return switch (text) {
            case BUY -> Side.BUY;
            case SELL -> Side.SELL;
            default -> throw new IllegalStateException("database: side '" + text + "' is neither Buy nor Sell");
        };
    }

    static OrderStatus status(String text) {
        for (OrderStatus status : OrderStatus.values()) {
            if (status.text().equals(text)) {
                return status;
            }
        }
        throw new IllegalStateException("database: unknown order status '" + text + "'");
    }

    static TriggerPrice trigger(String text) {
        for (TriggerPrice trigger : TriggerPrice.values()) {
            if (trigger.text().equals(text)) {
                return trigger;
            }
        }
        throw new IllegalStateException("database: unknown trigger price '" + text + "'");
    }

    static String text(Optional<ClientOrderId> id) {
        return id.map(ClientOrderId::text).orElse("");
    }

    /** The bot an order belongs to, empty when it is somebody else's. */
    static String bot(Optional<ClientOrderId> id) {
        return id.map(ClientOrderId::emi).orElse("");
    }
}
