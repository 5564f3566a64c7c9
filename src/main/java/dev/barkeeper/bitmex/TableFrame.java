package dev.barkeeper.bitmex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One message about a table.
 *
 * @param keys fields that identify a row; only images tell
 * @param symbol the image's filter, empty when it is for all symbols
 */
record TableFrame(String table, Action action, List<String> keys, String symbol, List<ObjectNode> rows) {

    /** What to do with the rows. */
    enum Action {
        PARTIAL,
        INSERT,
        UPDATE,
        DELETE
    }

    /** @throws WireFormatException for an action that does not exist or rows that are none */
    static TableFrame of(JsonNode frame) {
        List<String> keys = new ArrayList<>();
        frame.path("keys").forEach(key -> keys.add(key.asText()));
        List<ObjectNode> rows = new ArrayList<>();
        for (JsonNode row : frame.path("data")) {
            if (!(row instanceof ObjectNode object)) {
                throw new WireFormatException("a row that is no object in table " + frame.path("table"));
            }
            rows.add(object);
        }
        String symbol = frame.path("filter").path("symbol").asText("");
        return new TableFrame(
                frame.path("table").asText(), action(frame.path("action").asText()), keys, symbol, rows);
    }

    private static Action action(String word) {
        return switch (word) {
            case "partial" -> Action.PARTIAL;
            case "insert" -> Action.INSERT;
            case "update" -> Action.UPDATE;
            case "delete" -> Action.DELETE;
            default -> throw new WireFormatException("unknown table action: " + word);
        };
    }
}
