package dev.barkeeper.storage;

import dev.barkeeper.model.BotKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a bot holds by its own books.
 *
 * @param contracts signed: long above 0, short below; never 0
 */
public record HeldPosition(BotKey key, long contracts) {
    private static final String READ = "select s.account, s.symbol, s.bot, s.adopted_qty + (select"
            + " coalesce(sum(case when f.side = 'Buy' then f.last_qty else -f.last_qty end), 0) from fills f"
            + " where f.account = s.account and f.symbol = s.symbol and f.bot = s.bot) as contracts from bot_state s"
            + " where not (s.account = ? and s.symbol = ? and s.bot = ?) and not exists (select 1 from lease l"
            + " where l.account = s.account and l.name = concat('symbol:', s.symbol) and l.bot = s.bot"
            + " and l.host <> '' and l.pid <> ? and timestampdiff(second, l.renewed_dt, current_timestamp(3)) <= "
            + Lease.TIME_TO_LIVE.toSeconds() + ") order by s.account, s.symbol, s.bot";

    /**
     * What bots of this database hold that is nobody's: no process runs them.
     *
     * @param except whose position is minded
     * @param ownPid the process that works for {@code except}, under whatever name it took its lease; 0 for none
     * @throws StoreUnavailableException when the database does not answer
     */
    public static List<HeldPosition> ofNobody(Database database, BotKey except, long ownPid) {
        return Transactions.inQuickTransaction(
                database, "positions of other bots", connection -> read(connection, except, ownPid));
    }

    private static List<HeldPosition> read(Connection connection, BotKey except, long ownPid) throws SQLException {
        List<HeldPosition> held = new ArrayList<>();
        try (RowBatch query = new RowBatch(connection, READ)) {
            ResultSet row = query.number(except.account())
                    .text(except.symbol())
                    .text(except.emi())
                    .number(ownPid)
                    .query();
            while (row.next()) {
                if (row.getLong("contracts") != 0) {
                    BotKey key = new BotKey(row.getLong("account"), row.getString("symbol"), row.getString("bot"));
                    held.add(new HeldPosition(key, row.getLong("contracts")));
                }
            }
        }
        return held;
    }
}
