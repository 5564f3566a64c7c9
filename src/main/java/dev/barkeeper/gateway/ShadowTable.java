package dev.barkeeper.gateway;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What subscribers of a table know, so that updates carry only what changed. Guarded by the venue's lock. Bounded by
 * what the venue keeps: rows leave it when they end.
 */
final class ShadowTable {
    private final List<String> keys;
    private final Set<String> always;
    private final Map<List<Object>, Row> known = new LinkedHashMap<>();

    /** @param always columns every update carries beside the changed ones, the keys among them */
    ShadowTable(Table table, Set<String> always) {
        this.keys = table.keys();
        this.always = always;
    }

    /** The rows to send as insert, update and delete. */
    record Changes(List<Row> inserted, List<Row> updated, List<Row> deleted) {}

    boolean knows(Row row) {
        return known.containsKey(key(row));
    }

    /** Takes the row as known without telling. */
    void learn(Row row) {
        known.put(key(row), row);
    }

    void forget(Row row) {
        known.remove(key(row));
    }

    /**
     * Takes the row as known.
     *
     * @return what changed: the fields that differ, those gone as null, and the ones always sent; the whole row when it
     *     was not known; an empty row when nothing but the time stamps differ
     */
    Row change(Row row) {
        Row before = known.put(key(row), row);
        if (before == null) {
            return row;
        }
        Row update = new Row();
        boolean changed = false;
        for (Map.Entry<String, Object> field : row.fields().entrySet()) {
            boolean differs = !Objects.equals(before.get(field.getKey()), field.getValue());
            changed |= differs && !isStamp(field.getKey());
            if (differs || always.contains(field.getKey())) {
                update.put(field.getKey(), field.getValue());
            }
        }
        for (String name : before.fields().keySet()) {
            if (!row.has(name)) {
                update.clear(name);
                changed = true;
            }
        }
        return changed ? update : new Row();
    }

    /** Makes the whole table equal to the rows and says what that takes. */
    Changes sync(Collection<Row> rows) {
        List<Row> inserted = new ArrayList<>();
        List<Row> updated = new ArrayList<>();
        List<Row> deleted = new ArrayList<>();
        Map<List<Object>, Row> gone = new LinkedHashMap<>(known);
        for (Row row : rows) {
            gone.remove(key(row));
            if (!knows(row)) {
                learn(row);
                inserted.add(row);
            } else {
                Row update = change(row);
                if (!update.fields().isEmpty()) {
                    updated.add(update);
                }
            }
        }
        gone.forEach((key, row) -> {
            known.remove(key);
            deleted.add(row.only(always));
        });
        return new Changes(inserted, updated, deleted);
    }

    private List<Object> key(Row row) {
        return keys.stream().map(row::get).toList();
    }

    private static boolean isStamp(String column) {
        return column.equals("timestamp") || column.equals("transactTime");
    }
}
