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
    private static final String WRITE = "insert into decisions (timestamp_dt, symbol, side, position, price, synthetic,"
            + " mkt_price, active, account, bot, reason) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " on duplicate key update position = values(position), price = values(price),"
            + " mkt_price = values(mkt_price), active = values(active), reason = values(reason)";
    private static final String NEWEST = "select * from decisions where account = ? and symbol = ? and bot = ?"
            + " order by timestamp_dt desc, side desc, synthetic desc limit ";

    private DecisionRows() {}

    static void write(Connection connection, BotKey key, List<Decision> decisions) throws SQLException {
        if (decisions.isEmpty()) {
            return;
        }
        try (RowBatch batch = new RowBatch(connection, WRITE)) {
            for (Decision decision : decisions) {
                batch.time(decision.barMillis())
                        .text(decision.symbol())
                        .text(decision.direction().text())
                        .number(decision.contracts())
                        .price(decision.priceE8())
                        .flag(decision.synthetic())
                        .price(decision.marketE8())
                        .flag(decision.active())
                        .number(key.account())
                        .text(key.emi())
                        .text(decision.reason(), MAX_REASON)
                        .add();
            }
            batch.execute();
        }
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
