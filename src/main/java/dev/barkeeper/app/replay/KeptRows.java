package dev.barkeeper.app.replay;

import dev.barkeeper.model.BotKey;
import dev.barkeeper.storage.Database;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What a bot's tables hold of a span of time, as text, whatever the database. */
final class KeptRows {
    private static final DateTimeFormatter SQL_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

    /** A table of the bot's, and the columns that its rows are told apart by and dated with. */
    enum Table {
        DECISIONS("decisions", "bot", "timestamp_dt", "timestamp_dt", "side", "synthetic"),
        REQUESTS("order_requests", "bot", "bar_dt", "client_id"),
        ORDERS("orders", "bot", "created_dt", "order_id"),
        FILLS("fills", "", "transaction_dt", "exec_id"),
        LEDGER("ledger", "", "transaction_dt", "exec_id", "kind"),
        POSITIONS("positions", "bot", "bar_dt", "bar_dt");

        private final String name;
        private final String owner;
        private final String time;
        private final String[] key;

        Table(String name, String owner, String time, String... key) {
            this.name = name;
            this.owner = owner;
            this.time = time;
            this.key = key;
        }

        String title() {
            return name;
        }
    }

    private KeptRows() {}

    /** Rows dated in {@code [from, to)} by key, without what the database itself put in. */
    static Map<String, Map<String, String>> of(
            Database database, BotKey key, Table table, long fromMillis, long toMillis) {
        String sql = "select * from " + table.name + " where account = ? and symbol = ?"
                + (table.owner.isEmpty() ? "" : " and " + table.owner + " = '" + key.emi() + "'")
                + " and " + table.time + " >= ? and " + table.time + " < ?";
        Map<String, Map<String, String>> rows = new TreeMap<>();
        database.jdbi()
                .useHandle(handle -> handle.select(sql, key.account(), key.symbol(), time(fromMillis), time(toMillis))
                        .mapToMap()
                        .forEach(row -> {
                            Map<String, String> plain = plain(table, row);
                            rows.put(keyOf(table, plain), plain);
                        }));
        return rows;
    }

    private static Map<String, String> plain(Table table, Map<String, Object> row) {
        Map<String, String> plain = new LinkedHashMap<>();
        row.forEach((column, value) -> {
            String name = column.toLowerCase(java.util.Locale.ROOT);
            boolean ofDatabase = name.equals("pid") || (table == Table.FILLS && name.equals("created_dt"));
            if (!ofDatabase) {
                plain.put(name, text(value));
            }
        });
        return plain;
    }

    private static String keyOf(Table table, Map<String, String> row) {
        StringBuilder text = new StringBuilder();
        for (String column : table.key) {
            text.append(text.length() == 0 ? "" : " ").append(row.get(column));
        }
        return text.toString();
    }

    private static String text(Object value) {
        if (value instanceof BigDecimal number) {
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        }
        if (value instanceof Timestamp time) {
            return SQL_TIME.format(time.toLocalDateTime());
        }
        if (value instanceof LocalDateTime time) {
            return SQL_TIME.format(time);
        }
        return value instanceof Boolean flag ? (flag ? "1" : "0") : String.valueOf(value);
    }

    private static String time(long millis) {
        return SQL_TIME.format(LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC));
    }
}
