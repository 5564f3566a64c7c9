package dev.barkeeper.bitmex;

import dev.barkeeper.model.OrderStatus;
import dev.barkeeper.model.OrderType;
import dev.barkeeper.model.Side;

/** The dialect's words for side, type and state of an order. Stateless. */
final class WireWords {
    private WireWords() {}

    static Side side(WireRow row) {
        return switch (row.required("side")) {
            case "Buy" -> Side.BUY;
            case "Sell" -> Side.SELL;
            default -> throw new WireFormatException("side is neither Buy nor Sell: " + row.node());
        };
    }

    static String text(Side side) {
        return side == Side.BUY ? "Buy" : "Sell";
    }

    /** The type by its word, or by its prices where the word is missing or none of ours (pegged orders of others). */
    static OrderType type(WireRow row) {
        String word = row.text("ordType");
        for (OrderType type : OrderType.values()) {
            if (type.text().equals(word)) {
                return type;
            }
        }
        if (row.has("stopPx")) {
            return row.has("price") ? OrderType.STOP_LIMIT : OrderType.STOP;
        }
        return row.has("price") || word.equals("Pegged") ? OrderType.LIMIT : OrderType.MARKET;
    }

    /**
     * The state by its word; where the word is missing, passing (PendingCancel, PendingReplace) or unknown, by the
     * quantities: nothing left is filled or, with nothing done either, cancelled.
     */
    static OrderStatus status(WireRow row) {
        String word = row.text("ordStatus");
        for (OrderStatus status : OrderStatus.values()) {
            if (status.text().equals(word)) {
                return status;
            }
        }
        boolean filledSome = row.whole("cumQty") > 0;
        if (restOf(row) > 0) {
            return filledSome ? OrderStatus.PARTIALLY_FILLED : OrderStatus.NEW;
        }
        return filledSome ? OrderStatus.FILLED : OrderStatus.CANCELED;
    }

    /** What may still be filled; 0 in every terminal state. */
    static long leaves(WireRow row, OrderStatus status) {
        return status.isTerminal() ? 0 : restOf(row);
    }

    private static long restOf(WireRow row) {
        return row.has("leavesQty") ? row.whole("leavesQty") : Math.max(0, row.whole("orderQty") - row.whole("cumQty"));
    }
}
