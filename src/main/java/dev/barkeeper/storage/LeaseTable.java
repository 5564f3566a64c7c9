package dev.barkeeper.storage;

import dev.barkeeper.model.BotKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The rows of {@code lease} a bot needs: its symbol's and its name's. Used within one transaction. */
final class LeaseTable {
    private static final String READ = "select name, fence, bot, host, pid, pid_space, process_started_dt, acquired_dt,"
            + " renewed_dt, current_timestamp(3) as now_dt from lease where account = ? and name in (?, ?)"
            + " order by name for update";
    private static final String TAKE = "update lease set fence = ?, bot = ?, host = ?, pid = ?, pid_space = ?,"
            + " process_started_dt = ?, acquired_dt = current_timestamp(3), renewed_dt = current_timestamp(3)"
            + " where account = ? and name in (?, ?)";

    private final Connection connection;
    private final BotKey key;

    LeaseTable(Connection connection, BotKey key) {
        this.connection = connection;
        this.key = key;
    }

    static String symbolName(BotKey key) {
        return "symbol:" + key.symbol();
    }

    static String botName(BotKey key) {
        return "bot:" + key.emi();
    }

    private record Row(
            String name, long fence, String bot, LeaseHolder holder, long acquiredMillis, long silentMillis) {}

    /** Takes both or none; the new fencing number. */
    long take(LeaseHolder wanted) throws SQLException {
        makeRows();
        long fence = 0;
        for (Row row : rows()) {
            if (!isFree(row, wanted)) {
                throw new LeaseRefusedException(refusal(row));
            }
            fence = Math.max(fence, row.fence());
        }
        write(fence + 1, wanted);
        return fence + 1;
    }

    private static boolean isFree(Row row, LeaseHolder wanted) {
        return row.holder().host().isEmpty()
                || row.silentMillis() > Lease.TIME_TO_LIVE.toMillis()
                || row.holder().isKnownDeadTo(wanted);
    }

    private String refusal(Row row) {
        String what = row.name().startsWith("symbol:")
                ? key.symbol() + " of account " + key.account() + " is traded by bot " + row.bot()
                : "the name " + key.emi() + " is used on account " + key.account();
        return what + " in process " + row.holder().process().pid() + " on "
                + row.holder().host() + " since "
                + Instant.ofEpochMilli(row.acquiredMillis()) + ": stop that process first; if it is gone, try again in "
                + Lease.TIME_TO_LIVE.toSeconds() + " s";
    }

    private void makeRows() throws SQLException {
        try (RowBatch row = new RowBatch(connection, "insert ignore into lease (account, name) values (?, ?)")) {
            row.number(key.account()).text(botName(key)).add();
            row.number(key.account()).text(symbolName(key)).add();
            row.execute();
        }
    }

    private List<Row> rows() throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (RowBatch query = new RowBatch(connection, READ)) {
            ResultSet row = query.number(key.account())
                    .text(symbolName(key))
                    .text(botName(key))
                    .query();
            while (row.next()) {
                rows.add(new Row(
                        row.getString("name"),
                        row.getLong("fence"),
                        row.getString("bot"),
                        LeaseHolder.ofRow(
                                row.getString("host"),
                                row.getLong("pid"),
                                row.getString("pid_space"),
                                RowBatch.millis(row, "process_started_dt")),
                        RowBatch.millis(row, "acquired_dt"),
                        RowBatch.millis(row, "now_dt") - RowBatch.millis(row, "renewed_dt")));
            }
        }
        return rows;
    }

    private void write(long fence, LeaseHolder holder) throws SQLException {
        try (RowBatch row = new RowBatch(connection, TAKE)) {
            row.number(fence)
                    .text(key.emi())
                    .text(holder.host())
                    .number(holder.process().pid())
                    .text(holder.spaceAndMark())
                    .optionalTime(holder.startedMillis())
                    .number(key.account())
                    .text(symbolName(key))
                    .text(botName(key))
                    .update();
        }
    }
}
