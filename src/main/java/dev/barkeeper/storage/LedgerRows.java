package dev.barkeeper.storage;

import dev.barkeeper.model.BotKey;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Payment;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The table {@code ledger}: payments, and the fee of every fill. Used within one transaction. */
final class LedgerRows {
    private static final String WRITE =
            "insert ignore into ledger (transaction_dt, exec_id, kind, account, symbol, bot,"
                    + " quantity, price, rate, amount, currency) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String FEE = "Fee";
    private static final String NEWEST = "select max(newest_dt) as newest_dt from ("
            + "select max(transaction_dt) as newest_dt from fills where account = ? and symbol = ? union all"
            + " select max(transaction_dt) as newest_dt from ledger where account = ? and symbol = ?) both_tables";

    private static final String PAYMENTS = "select exec_id from ledger where account = ? and symbol = ? and kind <> '"
            + FEE + "' order by transaction_dt desc, exec_id desc limit ";

    private LedgerRows() {}

    static void writeFees(Connection connection, BotKey key, List<Fill> fills) throws SQLException {
        try (RowBatch batch = new RowBatch(connection, WRITE)) {
            for (Fill fill : fills) {
                batch.time(fill.atMillis())
                        .text(fill.execId())
                        .text(FEE)
                        .number(key.account())
                        .text(fill.symbol())
                        .text(Words.bot(fill.clientId()))
                        .number(fill.lastContracts())
                        .price(fill.lastE8())
                        .optionalPrice(0)
                        .number(fill.feeMinor())
                        .text("")
                        .add();
            }
            batch.execute();
        }
    }

    static void write(Connection connection, BotKey key, List<Payment> payments) throws SQLException {
        if (payments.isEmpty()) {
            return;
        }
        try (RowBatch batch = new RowBatch(connection, WRITE)) {
            for (Payment payment : payments) {
                batch.time(payment.atMillis())
                        .text(payment.execId())
                        .text(payment.kind())
                        .number(key.account())
                        .text(payment.symbol())
                        .text("")
                        .number(payment.contracts())
                        .price(payment.priceE8())
                        .price(payment.rateE8())
                        .number(payment.amountMinor())
                        .text(payment.currency())
                        .add();
            }
            batch.execute();
        }
    }

    /** Execution ids of the newest payments of the account and symbol, newest first. */
    static List<String> newestPayments(Connection connection, BotKey key, int count) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (RowBatch query = new RowBatch(connection, PAYMENTS + count)) {
            ResultSet row = query.number(key.account()).text(key.symbol()).query();
            while (row.next()) {
                ids.add(row.getString("exec_id"));
            }
        }
        return ids;
    }

    /** Transaction time of the newest fill or payment of the account and symbol, 0 when there is none. */
    static long newestMillis(Connection connection, BotKey key) throws SQLException {
        try (RowBatch query = new RowBatch(connection, NEWEST)) {
            ResultSet row = query.number(key.account())
                    .text(key.symbol())
                    .number(key.account())
                    .text(key.symbol())
                    .query();
            return row.next() ? RowBatch.millis(row, "newest_dt") : 0;
        }
    }
}
