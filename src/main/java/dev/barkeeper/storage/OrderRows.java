package dev.barkeeper.storage;

import dev.barkeeper.model.BotKey;
import dev.barkeeper.model.Order;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The table {@code orders}; the decision price comes from the order's ticket. Used within one transaction. */
final class OrderRows {
    private static final int MAX_REASON = 500;
    private static final String WRITE = "insert into orders (order_id, symbol, price, decision_px, stop_px, side,"
            + " quantity, order_type, created_dt, account, bot, client_id, status, leaves_qty, cum_qty, avg_px,"
            + " reduce_only, triggered, reason, updated_dt)"
            + " values (?, ?, ?, (select t.decision_px from order_requests t where t.account = ? and t.client_id = ?),"
            + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on duplicate key update"
            + " price = values(price), decision_px = values(decision_px), stop_px = values(stop_px),"
            + " side = values(side), quantity = values(quantity), order_type = values(order_type),"
            + " bot = values(bot), client_id = values(client_id), status = values(status),"
            + " leaves_qty = values(leaves_qty), cum_qty = values(cum_qty), avg_px = values(avg_px),"
            + " reduce_only = values(reduce_only), triggered = values(triggered), reason = values(reason),"
            + " updated_dt = values(updated_dt)";

    private OrderRows() {}

    static void write(Connection connection, BotKey key, List<Order> orders) throws SQLException {
        if (orders.isEmpty()) {
            return;
        }
        try (RowBatch batch = new RowBatch(connection, WRITE)) {
            for (Order order : orders) {
                String clientId = Words.text(order.clientId());
                batch.text(order.orderId())
                        .text(order.symbol())
                        .optionalPrice(order.limitE8())
                        .number(key.account())
                        .text(clientId)
                        .optionalPrice(order.triggerE8())
                        .text(Words.text(order.side()))
                        .number(order.contracts())
                        .text(order.type().text())
                        .time(order.atMillis())
                        .number(key.account())
                        .text(Words.bot(order.clientId()))
                        .text(clientId)
                        .text(order.status().text())
                        .number(order.leavesContracts())
                        .number(order.filledContracts())
                        .price(order.averageE8())
                        .flag(order.reduceOnly())
                        .flag(order.triggered())
                        .text(order.text(), MAX_REASON)
                        .time(order.atMillis())
                        .add();
            }
            batch.execute();
        }
    }
}
