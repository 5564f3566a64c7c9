package dev.barkeeper.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The socket's frames. Stateless. */
final class Frames {
    private Frames() {}

    static String welcome(long nowMillis, int connectionsLeft, boolean lockStep) {
        Row row = new Row()
                .text("info", "Welcome to the BitMEX Realtime API.")
                .text("version", "2020-10-09T21:10:34.000Z")
                .time("timestamp", nowMillis)
                .text("docs", "https://www.bitmex.com/app/wsAPI")
                .flag("heartbeatEnabled", false)
                .put("limit", new Row().whole("remaining", connectionsLeft).fields());
        if (lockStep) {
            row.flag("lockStep", true);
        }
        return Json.write(row);
    }

    static String ack(String operation, String topic, JsonNode request) {
        return Json.write(new Row().flag("success", true).text(operation, topic).put("request", request));
    }

    static String authenticated(JsonNode request) {
        return Json.write(new Row().flag("success", true).put("request", request));
    }

    static Row error(int status, String message, Object request) {
        return new Row()
                .whole("status", status)
                .text("error", message)
                .put("meta", new Row().fields())
                .put("request", request);
    }

    static String image(Topic topic, long account, List<Row> rows) {
        return Json.write(new Row()
                .text("table", topic.table().text())
                .text("action", "partial")
                .put("keys", topic.table().keys())
                .put("types", topic.table().types())
                .put("filter", topic.frameFilter(account).fields())
                .put("data", rows));
    }

    static String delta(Table table, String action, List<Row> rows) {
        return Json.write(
                new Row().text("table", table.text()).text("action", action).put("data", rows));
    }
}
