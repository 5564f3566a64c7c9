package dev.barkeeper.storage;

import dev.barkeeper.model.Bar;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Rows of the table {@code tradeBin1m} going in. Used within one transaction. */
final class BarRows {
    private static final int BATCH = 1_000;
    private static final String ROW = "into tradeBin1m (timestamp_dt, symbol, open_px, high_px, low_px,"
            + " close_px, trades, volume, vwap, last_size, turnover, home_notional, foreign_notional)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String REPLACE = "insert " + ROW
            + " on duplicate key update open_px = values(open_px), high_px = values(high_px), low_px = values(low_px),"
            + " close_px = values(close_px), trades = values(trades), volume = values(volume), vwap = values(vwap),"
            + " last_size = values(last_size), turnover = values(turnover),"
            + " home_notional = values(home_notional), foreign_notional = values(foreign_notional)";
    private static final String KEEP = "insert " + ROW + " on duplicate key update symbol = symbol";
    /** Quicker on H2 for the reason told in {@link KeyedTable}; a server would cut what does not fit and say nothing. */
    private static final String KEEP_ON_H2 = "insert ignore " + ROW;

    private BarRows() {}

    /** Writes them, replacing those of the same minute and symbol. */
    static boolean replace(Connection connection, List<Bar> bars) throws SQLException {
        return write(connection, REPLACE, bars);
    }

    /** Writes those whose minute and symbol have no row yet: what is there may be a correction that came meanwhile. */
    static boolean add(Connection connection, List<Bar> bars) throws SQLException {
        return !bars.isEmpty() && write(connection, KeyedTable.isEmbedded(connection) ? KEEP_ON_H2 : KEEP, bars);
    }

    private static boolean write(Connection connection, String sql, List<Bar> bars) throws SQLException {
        try (RowBatch batch = new RowBatch(connection, sql)) {
            int rows = 0;
            for (Bar bar : bars) {
                batch.time(bar.closeMillis())
                        .text(bar.symbol())
                        .price(bar.openE8())
                        .price(bar.highE8())
                        .price(bar.lowE8())
                        .price(bar.closeE8())
                        .number(bar.trades())
                        .number(bar.volume())
                        .price(bar.vwapE8())
                        .number(bar.lastSize())
                        .number(bar.turnover())
                        .price(bar.homeNotionalE8())
                        .price(bar.foreignNotionalE8())
                        .add();
                if (++rows % BATCH == 0) {
                    batch.execute();
                }
            }
            batch.execute();
        }
        return true;
    }
}
