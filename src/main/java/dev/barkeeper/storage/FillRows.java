package dev.barkeeper.storage;

import dev.barkeeper.model.BotKey;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.OrderType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The table {@code fills}: one row per execution, kept as first told; a row that came from the original is completed when
 * the venue tells it again. Used within one transaction.
 */
final class FillRows {
    private static final String WRITE = "insert into fills (transaction_dt, exec_id, order_id, symbol, side, price,"
            + " stop_px, order_qty, order_type, order_status, last_px, last_qty, leaves_qty, cum_qty, avg_px, account,"
            + " bot, client_id, cost, fee) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " on duplicate key update"
            + " bot = case when account = 0 then values(bot) else bot end,"
            + " client_id = case when account = 0 then values(client_id) else client_id end,"
            + " cost = case when account = 0 then values(cost) else cost end,"
            + " fee = case when account = 0 then values(fee) else fee end,"
            + " account = case when account = 0 then values(account) else account end";
    private static final String NEWEST = "select * from fills where account = ? and symbol = ?"
            + " order by transaction_dt desc, cum_qty desc, exec_id desc limit ";
    private static final String OWN = "select coalesce(sum(case when side = 'Buy' then last_qty else -last_qty end), 0)"
            + " as contracts from fills where account = ? and symbol = ? and bot = ?";

    private FillRows() {}

    static void write(Connection connection, BotKey key, List<Fill> fills) throws SQLException {
        if (fills.isEmpty()) {
            return;
        }
        try (RowBatch batch = new RowBatch(connection, WRITE)) {
            for (Fill fill : fills) {
                bind(batch, key, fill).add();
            }
            batch.execute();
        }
        LedgerRows.writeFees(connection, key, fills);
    }

    private static RowBatch bind(RowBatch batch, BotKey key, Fill fill) throws SQLException {
        return batch.time(fill.atMillis())
                .text(fill.execId())
                .text(fill.orderId())
                .text(fill.symbol())
                .text(Words.text(fill.side()))
                .optionalPrice(fill.limitE8())
                .optionalPrice(fill.triggerE8())
                .number(fill.orderContracts())
                .text(fill.orderType().text())
                .text(fill.orderStatus().text())
                .price(fill.lastE8())
                .number(fill.lastContracts())
                .number(fill.leavesContracts())
                .number(fill.filledContracts())
                .price(fill.averageE8())
                .number(key.account())
                .text(Words.bot(fill.clientId()))
                .text(Words.text(fill.clientId()))
                .number(fill.costMinor())
                .number(fill.feeMinor());
    }

    /** Signed sum of the bot's own fills. */
    static long ownContracts(Connection connection, BotKey key) throws SQLException {
        try (RowBatch query = new RowBatch(connection, OWN)) {
            ResultSet row = query.number(key.account())
                    .text(key.symbol())
                    .text(key.emi())
                    .query();
            row.next();
            return row.getLong("contracts");
        }
    }

    /** The newest of the account and symbol, oldest first. */
    static List<Fill> newest(Connection connection, BotKey key, int count) throws SQLException {
        List<Fill> fills = new ArrayList<>();
        try (RowBatch query = new RowBatch(connection, NEWEST + count)) {
            ResultSet row = query.number(key.account()).text(key.symbol()).query();
            while (row.next()) {
                fills.add(fill(row));
            }
        }
        Collections.reverse(fills);
        return fills;
    }

    private static Fill fill(ResultSet row) throws SQLException {
        return new Fill(
                row.getString("exec_id"),
                row.getString("order_id"),
                ClientOrderId.parse(row.getString("client_id")),
                row.getString("symbol"),
                Words.side(row.getString("side")),
                OrderType.of(row.getString("order_type")),
                Words.status(row.getString("order_status")),
                row.getLong("order_qty"),
                RowBatch.e8(row, "price"),
                RowBatch.e8(row, "stop_px"),
                RowBatch.e8(row, "last_px"),
                row.getLong("last_qty"),
                row.getLong("leaves_qty"),
                row.getLong("cum_qty"),
                RowBatch.e8(row, "avg_px"),
                row.getLong("cost"),
                row.getLong("fee"),
                RowBatch.millis(row, "transaction_dt"));
    }
}
