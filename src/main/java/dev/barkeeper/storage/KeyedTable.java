package dev.barkeeper.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How rows of one table go in, each replacing the one of its key. A server gets one statement with a duplicate clause for
 * all of them, since each statement is a round trip. H2 would read such a statement anew each time; being embedded it is
 * asked to update first, and to insert where there was nothing to update. Immutable.
 */
final class KeyedTable {
    private static final String H2 = "H2";

    private final String update;
    private final String insert;
    private final String upsert;

    /** Fills in the columns of one row, left to right. */
    interface Binder<T> {
        void bind(RowBatch batch, T row) throws SQLException;
    }

    private KeyedTable(String update, String insert, String upsert) {
        this.update = update;
        this.insert = insert;
        this.upsert = upsert;
    }

    /**
     * Of a table with such columns.
     *
     * @param values what a later row replaces
     * @param keys what tells rows apart
     * @param first what only the first row of a key says
     */
    static KeyedTable of(String table, List<String> values, List<String> keys, List<String> first) {
        return of(table, values, keys, first, Map.of());
    }

    /** @param expressions what stands for the {@code ?} of a column, by its name */
    static KeyedTable of(
            String table, List<String> values, List<String> keys, List<String> first, Map<String, String> expressions) {
        List<String> columns =
                Stream.of(values, keys, first).flatMap(Collection::stream).toList();
        String insert = "insert into " + table + " (" + String.join(", ", columns) + ") values ("
                + columns.stream()
                        .map(column -> expressions.getOrDefault(column, "?"))
                        .collect(Collectors.joining(", "))
                + ")";
        String update = "update " + table + " set "
                + values.stream()
                        .map(column -> column + " = " + expressions.getOrDefault(column, "?"))
                        .collect(Collectors.joining(", "))
                + " where " + keys.stream().map(key -> key + " = ?").collect(Collectors.joining(" and "));
        String upsert = insert + " on duplicate key update "
                + values.stream()
                        .map(column -> column + " = values(" + column + ")")
                        .collect(Collectors.joining(", "));
        return new KeyedTable(update, insert, upsert);
    }

    /** Writes them in their order. */
    <T> void write(Connection connection, List<T> rows, Binder<T> valuesAndKeys) throws SQLException {
        write(connection, rows, valuesAndKeys, (batch, row) -> {});
    }

    /** @param first fills in what only the first row of a key says */
    <T> void write(Connection connection, List<T> rows, Binder<T> valuesAndKeys, Binder<T> first) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        if (isEmbedded(connection)) {
            updateOrInsert(connection, rows, valuesAndKeys, first);
        } else {
            batch(connection, upsert, rows, valuesAndKeys, first);
        }
    }

    /** Writes rows whose keys are surely not there yet. */
    <T> void addNew(Connection connection, List<T> rows, Binder<T> valuesAndKeys) throws SQLException {
        batch(connection, insert, rows, valuesAndKeys, (batch, row) -> {});
    }

    private <T> void updateOrInsert(Connection connection, List<T> rows, Binder<T> valuesAndKeys, Binder<T> first)
            throws SQLException {
        try (RowBatch updating = new RowBatch(connection, update)) {
            for (T row : rows) {
                valuesAndKeys.bind(updating, row);
                if (updating.update() == 0) {
                    batch(connection, insert, List.of(row), valuesAndKeys, first);
                }
            }
        }
    }

    private static <T> void batch(
            Connection connection, String sql, List<T> rows, Binder<T> valuesAndKeys, Binder<T> first)
            throws SQLException {
        try (RowBatch batch = new RowBatch(connection, sql)) {
            for (T row : rows) {
                valuesAndKeys.bind(batch, row);
                first.bind(batch, row);
                batch.add();
            }
            batch.execute();
        }
    }

    /** Says so without asking anybody. */
    static boolean isEmbedded(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals(H2);
    }
}
