package dev.barkeeper.app.explain;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.BotKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was asked of the venue for one bar, what it made of it, and the stop that stood then. */
final class Requests {
    private static final String OF_BOT = " account = ? and symbol = ? and bot = ?";
    /** As they were asked for, which with the same stamp is out, in, stop. */
    private static final String OF_BAR = "select * from order_requests where" + OF_BOT + " and bar_dt = ?"
            + " order by updated_dt, case leg when 'LEAVE' then 0 when 'STOP' then 2 when 'FLATTEN' then 3 else 1 end,"
            + " number";

    private static final String STOP_BEFORE = "select * from order_requests where" + OF_BOT
            + " and leg = 'STOP' and bar_dt < ? order by bar_dt desc, number desc limit 1";
    private static final String ORDER = "select * from orders where account = ? and client_id = ?";
    private static final String FILLS =
            "select * from fills where account = ? and client_id = ? order by transaction_dt, exec_id";
    private static final String OTHER_FILLS = "select * from fills where account = ? and symbol = ?"
            + " and transaction_dt >= ? and transaction_dt < ? order by transaction_dt, exec_id";

    private final Rows rows;
    private final BotKey key;
    private final long bar;
    private final List<String> told = new ArrayList<>();

    Requests(Rows rows, BotKey key, long bar) {
        this.rows = rows;
        this.key = key;
        this.bar = bar;
    }

    private record Request(String id, String leg, String line) {}

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        List<Request> requests = rows.all(OF_BAR, Requests::request, key.account(), key.symbol(), key.emi(), at(bar));
        lines.add(requests.isEmpty() ? "Requests: none for this bar" : "Requests:");
        requests.forEach(request -> withFate(request, lines));
        boolean ownStop = requests.stream().anyMatch(request -> request.leg().equals("STOP"));
        if (!ownStop) {
            lines.add(stopBefore()
                    .map(stop -> "Stop before: " + stop.line())
                    .orElse("Stop before: none was ever asked for"));
        }
        List<String> others = rows.all(
                OTHER_FILLS,
                row -> told.contains(row.text("exec_id")) ? "" : "  " + fill(row),
                key.account(),
                key.symbol(),
                at(bar),
                at(bar + Bar.MINUTE_MILLIS));
        others.removeIf(String::isEmpty);
        if (!others.isEmpty()) {
            lines.add("Other fills until the next bar:");
            lines.addAll(others);
        }
        return lines;
    }

    private void withFate(Request request, List<String> lines) {
        lines.add("  " + request.line());
        rows.all(ORDER, Requests::order, key.account(), request.id()).forEach(order -> lines.add("    " + order));
        rows.all(
                        FILLS,
                        row -> {
                            told.add(row.text("exec_id"));
                            return fill(row);
                        },
                        key.account(),
                        request.id())
                .forEach(fill -> lines.add("    " + fill));
    }

    private Optional<Request> stopBefore() {
        return rows.first(STOP_BEFORE, Requests::request, key.account(), key.symbol(), key.emi(), at(bar));
    }

    private static Request request(Rows.Row row) throws SQLException {
        String id = row.text("client_id");
        String what =
                row.text("side") + " " + (row.number("quantity") == 0 ? "everything" : row.number("quantity")) + " "
                        + row.text("order_type")
                        + (row.price("stop_px").isEmpty() ? "" : " at " + row.price("stop_px"))
                        + (row.price("price").isEmpty() ? "" : " limit " + row.price("price"))
                        + (row.number("reduce_only") == 0 ? "" : ", reduce only");
        String line = row.text("leg") + " attempt " + row.number("attempt") + ": " + what + ", id " + id
                + ", decision price " + row.price("decision_px") + " → " + row.text("state") + " at "
                + Minute.milli(row.millis("updated_dt")) + " (bar " + Minute.minute(row.millis("bar_dt")) + ")"
                + (row.text("note").isEmpty() ? "" : ": " + row.text("note"));
        return new Request(id, row.text("leg"), line);
    }

    private static String order(Rows.Row row) throws SQLException {
        return "order " + row.text("order_id") + ": " + row.text("status") + ", " + row.number("cum_qty") + " of "
                + row.number("quantity") + " filled"
                + (row.price("avg_px").isEmpty() ? "" : " at " + row.price("avg_px"))
                + (row.number("triggered") == 0 ? "" : ", set off")
                + (row.text("reason").isEmpty() ? "" : " (" + row.text("reason") + ")");
    }

    private static String fill(Rows.Row row) throws SQLException {
        return "fill " + Minute.milli(row.millis("transaction_dt")) + ": " + row.text("side") + " "
                + row.number("last_qty") + " at " + row.price("last_px") + ", fee " + row.number("fee")
                + " minor units, "
                + (row.text("client_id").isEmpty() ? "of somebody else" : "of " + row.text("client_id")) + ", exec "
                + row.text("exec_id");
    }

    private static String at(long millis) {
        return Minute.sql(millis);
    }
}
