package dev.barkeeper.storage;

import dev.barkeeper.model.BotKey;
import dev.barkeeper.model.Order;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The table {@code orders}; the decision price comes from the order's ticket. Used within one transaction. */
final class OrderRows {
    private static final int MAX_REASON = 500;
    /** The {@code row_no} of what did not come from the original. */
    private static final long OURS = 0;

    private static final KeyedTable TABLE = KeyedTable.of(
            "orders",
            List.of(
                    "price",
                    "decision_px",
                    "stop_px",
                    "side",
                    "quantity",
                    "order_type",
                    "bot",
                    "client_id",
                    "status",
                    "leaves_qty",
                    "cum_qty",
                    "avg_px",
                    "reduce_only",
                    "triggered",
                    "reason",
                    "updated_dt"),
            List.of("order_id", "account", "row_no"),
            List.of("symbol", "created_dt"),
            Map.of(
                    "decision_px",
                    "(select t.decision_px from order_requests t where t.account = ? and t.client_id = ?)"));

    private OrderRows() {}

    static void write(Connection connection, BotKey key, List<Order> orders) throws SQLException {
        TABLE.write(
                connection,
                orders,
                (batch, order) -> bind(batch, key, order)
                        .text(order.orderId())
                        .number(key.account())
                        .number(OURS),
                (batch, order) -> batch.text(order.symbol()).time(order.atMillis()));
    }

    private static RowBatch bind(RowBatch batch, BotKey key, Order order) throws SQLException {
        String clientId = Words.text(order.clientId());
        return batch.optionalPrice(order.limitE8())
                .number(key.account())
                .text(clientId)
                .optionalPrice(order.triggerE8())
                .text(Words.text(order.side()))
                .number(order.contracts())
                .text(order.type().text())
                .text(Words.bot(order.clientId()))
                .text(clientId)
                .text(order.status().text())
                .number(order.leavesContracts())
                .number(order.filledContracts())
                .price(order.averageE8())
                .flag(order.reduceOnly())
                .flag(order.triggered())
                .text(order.text(), MAX_REASON)
                .time(order.atMillis());
    }
}
