package dev.barkeeper.storage;

import dev.barkeeper.model.BotKey;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Direction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The table {@code decisions}. Used within one transaction. */
final class DecisionRows {
    static final int MAX_REASON = 500;
    /** The {@code row_no} of what did not come from the original. */
    private static final long OURS = 0;

    private static final KeyedTable TABLE = KeyedTable.of(
            "decisions",
            List.of("position", "price", "mkt_price", "active", "reason"),
            List.of("timestamp_dt", "symbol", "side", "synthetic", "bot", "account", "row_no"),
            List.of());
    private static final String NEWEST = "select * from decisions where account = ? and symbol = ? and bot = ?"
            + " order by timestamp_dt desc, side desc, synthetic desc limit ";

    private DecisionRows() {}

    static void write(Connection connection, BotKey key, List<Decision> decisions) throws SQLException {
        TABLE.write(
                connection,
                decisions,
                (batch, decision) -> batch.number(decision.contracts())
                        .price(decision.priceE8())
                        .price(decision.marketE8())
                        .flag(decision.active())
                        .text(decision.reason(), MAX_REASON)
                        .time(decision.barMillis())
                        .text(decision.symbol())
                        .text(decision.direction().text())
                        .flag(decision.synthetic())
                        .text(key.emi())
                        .number(key.account())
                        .number(OURS));
    }

    /** The newest, oldest first. */
    static List<Decision> newest(Connection connection, BotKey key, int count) throws SQLException {
        List<Decision> decisions = new ArrayList<>();
        try (RowBatch query = new RowBatch(connection, NEWEST + count)) {
            ResultSet row = query.number(key.account())
                    .text(key.symbol())
                    .text(key.emi())
                    .query();
            while (row.next()) {
                decisions.add(decision(row));
            }
        }
        Collections.reverse(decisions);
        return decisions;
    }

    private static Decision decision(ResultSet row) throws SQLException {
        return new Decision(
                RowBatch.millis(row, "timestamp_dt"),
                row.getString("symbol"),
                Direction.valueOf(row.getString("side").toUpperCase(Locale.ROOT)),
                row.getLong("position"),
                RowBatch.e8(row, "price"),
                row.getInt("synthetic") != 0,
                RowBatch.e8(row, "mkt_price"),
                row.getInt("active") != 0,
                row.getString("reason"));
    }
}
