package dev.barkeeper.storage;

import dev.barkeeper.model.BotKey;
import dev.barkeeper.model.Position;
import dev.barkeeper.model.PositionRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The table {@code positions}. Used within one transaction. */
final class PositionRows {
    private static final String WRITE = "insert into positions (symbol, current_qty, avg_cost_price, unrealised_pnl,"
            + " current_timestamp_dt, account, bot, bar_dt, mark_px) values (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " on duplicate key update current_qty = values(current_qty), avg_cost_price = values(avg_cost_price),"
            + " unrealised_pnl = values(unrealised_pnl), current_timestamp_dt = values(current_timestamp_dt),"
            + " mark_px = values(mark_px)";

    private PositionRows() {}

    static void write(Connection connection, BotKey key, List<PositionRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (RowBatch batch = new RowBatch(connection, WRITE)) {
            for (PositionRow row : rows) {
                Position position = row.position();
                batch.text(position.symbol())
                        .number(position.contracts())
                        .price(position.averageE8())
                        .number(position.unrealisedPnlMinor())
                        .time(position.atMillis())
                        .number(key.account())
                        .text(key.emi())
                        .time(row.barMillis())
                        .optionalPrice(position.markE8())
                        .add();
            }
            batch.execute();
        }
    }
}
