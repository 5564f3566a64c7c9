package dev.barkeeper.storage;

import dev.barkeeper.model.BotKey;
import dev.barkeeper.model.BotMode;
import dev.barkeeper.model.BotState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A bot's row of the table {@code bot_state}. Used within one transaction. */
final class StateRow {
    private static final String WRITE = "insert into bot_state (account, symbol, bot, mode, adopted_qty, entry_px,"
            + " decision_px, held_since_dt, stop_widenings, last_decided_dt, fills_known_to_dt)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " on duplicate key update mode = values(mode), adopted_qty = values(adopted_qty),"
            + " entry_px = values(entry_px), decision_px = values(decision_px), held_since_dt = values(held_since_dt),"
            + " stop_widenings = values(stop_widenings), last_decided_dt = values(last_decided_dt),"
            + " fills_known_to_dt = values(fills_known_to_dt)";
    /** H2 reads a statement with a duplicate clause anew each time, and its way through the duplicate is slow. */
    private static final String UPDATE =
            "update bot_state set mode = ?, adopted_qty = ?, entry_px = ?, decision_px = ?,"
                    + " held_since_dt = ?, stop_widenings = ?, last_decided_dt = ?, fills_known_to_dt = ?"
                    + " where account = ? and symbol = ? and bot = ?";

    private static final String READ = "select * from bot_state where account = ? and symbol = ? and bot = ?";

    private StateRow() {}

    static void write(Connection connection, BotKey key, BotState state) throws SQLException {
        try (RowBatch row = new RowBatch(connection, UPDATE)) {
            if (bindKey(bindState(row, state), key).update() > 0) {
                return;
            }
        }
        try (RowBatch row = new RowBatch(connection, WRITE)) {
            bindState(bindKey(row, key), state).update();
        }
    }

    private static RowBatch bindKey(RowBatch row, BotKey key) throws SQLException {
        return row.number(key.account()).text(key.symbol()).text(key.emi());
    }

    private static RowBatch bindState(RowBatch row, BotState state) throws SQLException {
        return row.text(state.mode().name())
                .number(state.adoptedContracts())
                .price(state.entryE8())
                .price(state.decisionE8())
                .optionalTime(state.heldSinceMillis())
                .number(state.stopWidenings())
                .optionalTime(state.lastDecidedMillis())
                .optionalTime(state.fillsKnownToMillis());
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
