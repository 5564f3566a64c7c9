package dev.barkeeper.bitmex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One table of a stream, kept as the venue keeps it: an image first, then changes by key. Rows before their image are
 * dropped; an absent field stays, an explicit null clears it. Not thread-safe.
 */
final class TableState {
    /** Orders that ended stay for a while, for the changes that come after; the eldest go first. */
    static final int MAX_ENDED_ROWS = 1_000;

    private static final String ALL = "";
    private final boolean stored;
    private final Map<List<String>, ObjectNode> rows = new LinkedHashMap<>();
    private final Set<String> imaged = new HashSet<>();
    private List<String> keys = List.of();

    private TableState(boolean stored) {
        this.stored = stored;
    }

    /** A table whose rows change: order, position. */
    static TableState keyed() {
        return new TableState(true);
    }

    /** A table that only grows: execution, quote, bins. Nothing is kept. */
    static TableState growing() {
        return new TableState(false);
    }

    /**
     * Applies a frame.
     *
     * @return the rows it concerns, whole, in the frame's order; none for a delete and before the image
     * @throws LostTrackException when a change is about a row that is not there: the stream must start again
     */
    List<ObjectNode> apply(TableFrame frame) throws LostTrackException {
        if (frame.action() == TableFrame.Action.PARTIAL) {
            return replace(frame);
        }
        List<ObjectNode> changed = new ArrayList<>();
        for (ObjectNode row : frame.rows()) {
            if (isImaged(row)) {
                change(frame, row, changed);
            }
        }
        return changed;
    }

    private List<ObjectNode> replace(TableFrame frame) {
        keys = frame.keys();
        imaged.add(frame.symbol());
        rows.values()
                .removeIf(row -> frame.symbol().equals(ALL) || symbolOf(row).equals(frame.symbol()));
        frame.rows().forEach(this::keep);
        return frame.rows();
    }

    private void change(TableFrame frame, ObjectNode row, List<ObjectNode> changed) throws LostTrackException {
        switch (frame.action()) {
            case PARTIAL, INSERT -> {
                keep(row);
                changed.add(row);
            }
            case UPDATE -> changed.add(stored ? merge(frame, row) : row);
            case DELETE -> {
                if (stored && rows.remove(keyOf(row)) == null) {
                    throw lost(frame, row);
                }
            }
        }
    }

    private ObjectNode merge(TableFrame frame, ObjectNode change) throws LostTrackException {
        ObjectNode known = rows.get(keyOf(change));
        if (known == null) {
            throw lost(frame, change);
        }
        known.setAll(change);
        return known.deepCopy();
    }

    private void keep(ObjectNode row) {
        if (!stored || keys.isEmpty()) {
            return;
        }
        rows.remove(keyOf(row));
        rows.put(keyOf(row), row.deepCopy());
        long surplus = rows.values().stream().filter(TableState::isEnded).count() - MAX_ENDED_ROWS;
        for (Iterator<ObjectNode> it = rows.values().iterator(); surplus > 0 && it.hasNext(); ) {
            if (isEnded(it.next())) {
                it.remove();
                surplus--;
            }
        }
    }

    private boolean isImaged(ObjectNode row) {
        return imaged.contains(ALL)
                || imaged.contains(symbolOf(row))
                || (!imaged.isEmpty() && symbolOf(row).isEmpty());
    }

    private List<String> keyOf(ObjectNode row) {
        return keys.stream().map(key -> row.path(key).asText()).toList();
    }

    private static boolean isEnded(ObjectNode row) {
        JsonNode leaves = row.path("leavesQty");
        return leaves.isNumber() && leaves.longValue() == 0;
    }

    private static String symbolOf(ObjectNode row) {
        return row.path("symbol").asText("");
    }

    private LostTrackException lost(TableFrame frame, ObjectNode row) {
        return new LostTrackException("table " + frame.table() + ": " + frame.action() + " of a row that is not there, "
                + keys + " " + keyOf(row));
    }

    /** The kept rows are not what the venue has. */
    static final class LostTrackException extends Exception {
        private static final long serialVersionUID = 1L;

        LostTrackException(String message) {
            super(message);
        }
    }
}
