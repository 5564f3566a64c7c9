package dev.barkeeper.storage;

import dev.barkeeper.model.BotKey;
import dev.barkeeper.model.BotMode;
import dev.barkeeper.model.BotState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** A bot's row of the table {@code bot_state}. Used within one transaction. */
final class StateRow {
    private static final KeyedTable TABLE = KeyedTable.of(
            "bot_state",
            List.of(
                    "mode",
                    "adopted_qty",
                    "entry_px",
                    "decision_px",
                    "held_since_dt",
                    "stop_widenings",
                    "last_decided_dt",
                    "fills_known_to_dt"),
            List.of("account", "symbol", "bot"),
            List.of());
    private static final String READ = "select * from bot_state where account = ? and symbol = ? and bot = ?";

    private StateRow() {}

    static void write(Connection connection, BotKey key, BotState state) throws SQLException {
        TABLE.write(
                connection,
                List.of(state),
                (row, it) -> row.text(it.mode().name())
                        .number(it.adoptedContracts())
                        .price(it.entryE8())
                        .price(it.decisionE8())
                        .optionalTime(it.heldSinceMillis())
                        .number(it.stopWidenings())
                        .optionalTime(it.lastDecidedMillis())
                        .optionalTime(it.fillsKnownToMillis())
                        .number(key.account())
                        .text(key.symbol())
                        .text(key.emi()));
    }

    static BotState read(Connection connection, BotKey key) throws SQLException {
        try (RowBatch query = new RowBatch(connection, READ)) {
            ResultSet row = query.number(key.account())
                    .text(key.symbol())
                    .text(key.emi())
                    .query();
            if (!row.next()) {
                return BotState.INITIAL;
            }
            return new BotState(
                    BotMode.valueOf(row.getString("mode")),
                    row.getLong("adopted_qty"),
                    RowBatch.e8(row, "entry_px"),
                    RowBatch.e8(row, "decision_px"),
                    RowBatch.millis(row, "held_since_dt"),
                    row.getInt("stop_widenings"),
                    RowBatch.millis(row, "last_decided_dt"),
                    RowBatch.millis(row, "fills_known_to_dt"));
        }
    }
}
