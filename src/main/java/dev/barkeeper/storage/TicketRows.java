package dev.barkeeper.storage;

import dev.barkeeper.model.BotKey;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Leg;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.OrderTicket;
import dev.barkeeper.model.OrderType;
import dev.barkeeper.model.RequestState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The table {@code order_requests}. Used within one transaction. */
final class TicketRows {
    private static final int MAX_NOTE = 500;
    private static final KeyedTable TABLE = KeyedTable.of(
            "order_requests",
            List.of(
                    "bar_dt",
                    "leg",
                    "attempt",
                    "side",
                    "order_type",
                    "quantity",
                    "price",
                    "stop_px",
                    "trigger_price",
                    "reduce_only",
                    "close_position",
                    "decision_px",
                    "state",
                    "order_id",
                    "cum_qty",
                    "note",
                    "updated_dt"),
            List.of("account", "client_id"),
            List.of("number", "bot", "symbol"));
    private static final String OF_BOT =
            "select * from order_requests where account = ? and symbol = ? and bot = ? and state ";
    private static final String ENDED = Arrays.stream(RequestState.values())
            .filter(RequestState::isTerminal)
            .map(state -> "'" + state + "'")
            .collect(Collectors.joining(", ", "in (", ")"));

    private TicketRows() {}

    static void write(Connection connection, BotKey key, List<OrderTicket> tickets) throws SQLException {
        TABLE.write(
                connection,
                tickets,
                (batch, ticket) -> bind(batch, ticket)
                        .number(key.account())
                        .text(ticket.request().id().text()),
                (batch, ticket) -> batch.number(ticket.request().id().number())
                        .text(ticket.request().id().emi())
                        .text(ticket.request().symbol()));
    }

    private static RowBatch bind(RowBatch batch, OrderTicket ticket) throws SQLException {
        OrderRequest request = ticket.request();
        return batch.time(ticket.barMillis())
                .text(ticket.leg().name())
                .number(ticket.attempt())
                .text(Words.text(request.side()))
                .text(request.type().text())
                .number(request.contracts())
                .optionalPrice(request.limitE8())
                .optionalPrice(request.triggerE8())
                .text(request.trigger().text())
                .flag(request.reduceOnly())
                .flag(request.closePosition())
                .price(ticket.decisionE8())
                .text(ticket.state().name())
                .text(ticket.venueOrderId())
                .number(ticket.filledContracts())
                .text(ticket.note(), MAX_NOTE)
                .time(ticket.atMillis());
    }

    /** Every ticket that has not ended and the newest of those that have, oldest first. */
    static List<OrderTicket> openAndNewest(Connection connection, BotKey key, int ended) throws SQLException {
        List<OrderTicket> tickets = new ArrayList<>();
        read(connection, key, OF_BOT + "not " + ENDED, tickets);
        read(connection, key, OF_BOT + ENDED + " order by number desc limit " + ended, tickets);
        tickets.sort(Comparator.comparingLong(ticket -> ticket.id().number()));
        return tickets;
    }

    private static void read(Connection connection, BotKey key, String sql, List<OrderTicket> tickets)
            throws SQLException {
        try (RowBatch query = new RowBatch(connection, sql)) {
            ResultSet row = query.number(key.account())
                    .text(key.symbol())
                    .text(key.emi())
                    .query();
            while (row.next()) {
                tickets.add(ticket(row));
            }
        }
    }

    private static OrderTicket ticket(ResultSet row) throws SQLException {
        OrderRequest request = new OrderRequest(
                new ClientOrderId(row.getLong("number"), row.getString("bot")),
                row.getString("symbol"),
                Words.side(row.getString("side")),
                OrderType.of(row.getString("order_type")),
                row.getLong("quantity"),
                RowBatch.e8(row, "price"),
                RowBatch.e8(row, "stop_px"),
                Words.trigger(row.getString("trigger_price")),
                row.getInt("reduce_only") != 0,
                row.getInt("close_position") != 0);
        return new OrderTicket(
                request,
                RowBatch.millis(row, "bar_dt"),
                Leg.valueOf(row.getString("leg")),
                row.getInt("attempt"),
                RowBatch.e8(row, "decision_px"),
                RequestState.valueOf(row.getString("state")),
                row.getString("order_id"),
                row.getLong("cum_qty"),
                row.getString("note"),
                RowBatch.millis(row, "updated_dt"));
    }
}
