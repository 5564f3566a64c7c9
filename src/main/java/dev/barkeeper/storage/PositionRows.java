package dev.barkeeper.storage;

import dev.barkeeper.model.BotKey;
import dev.barkeeper.model.Position;
import dev.barkeeper.model.PositionRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The table {@code positions}. Used within one transaction. */
final class PositionRows {
    private static final KeyedTable TABLE = KeyedTable.of(
            "positions",
            List.of("current_qty", "avg_cost_price", "unrealised_pnl", "current_timestamp_dt", "mark_px"),
            List.of("account", "symbol", "bot", "bar_dt"),
            List.of());

    private PositionRows() {}

    static void write(Connection connection, BotKey key, List<PositionRow> rows) throws SQLException {
        TABLE.write(
                connection,
                rows,
                (batch, row) -> bind(batch, row.position())
                        .number(key.account())
                        .text(row.position().symbol())
                        .text(key.emi())
                        .time(row.barMillis()));
    }

    private static RowBatch bind(RowBatch batch, Position position) throws SQLException {
        return batch.number(position.contracts())
                .price(position.averageE8())
                .number(position.unrealisedPnlMinor())
                .time(position.atMillis())
                .optionalPrice(position.markE8());
    }
}
