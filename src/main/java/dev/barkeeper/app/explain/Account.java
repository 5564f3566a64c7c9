package dev.barkeeper.app.explain;

import dev.barkeeper.model.BotKey;
import dev.barkeeper.storage.Database;
import java.util.Optional;

/** Which account a bot of this database trades on, without asking the venue. Stateless. */
public final class Account {
    private static final String OF_DECISIONS = "select account, max(timestamp_dt) as newest from decisions"
            + " where symbol = ? and bot = ? group by account order by newest desc";
    private static final String NEWEST =
            "select timestamp_dt from decisions where account = ? and symbol = ? and bot = ?"
                    + " order by timestamp_dt desc limit 1";
    private static final String OF_STATE = "select account from bot_state where symbol = ? and bot = ?";

    private Account() {}

    /** End of the newest bar that was decided on, by the venue's clock, which may be far from this machine's. */
    public static Optional<Long> newestDecision(Database database, BotKey key) {
        return new Rows(database)
                .first(NEWEST, row -> row.millis("timestamp_dt"), key.account(), key.symbol(), key.emi());
    }

    /** The bot's key with the account it decided on last; empty when it has left nothing in this database. */
    public static Optional<BotKey> keyOf(Database database, String symbol, String emi) {
        Rows rows = new Rows(database);
        return rows.first(OF_DECISIONS, row -> row.number("account"), symbol, emi)
                .or(() -> rows.first(OF_STATE, row -> row.number("account"), symbol, emi))
                .map(account -> new BotKey(account, symbol, emi));
    }
}
