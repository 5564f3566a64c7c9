package dev.barkeeper.storage;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a query gave, as text, and how the {@code mysql} shell would print it. Immutable.
 *
 * @param rows as many cells as columns; NULL reads {@code NULL}
 */
public record ResultTable(List<Column> columns, List<List<String>> rows) {
    public static final String NULL = "NULL";

    /**
     * A column.
     *
     * @param numeric printed to the right
     * @param nullable wide enough for {@code NULL}, as the shell has it
     */
    public record Column(String name, boolean numeric, boolean nullable) {}

    public ResultTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** With borders, each line ended; nothing but {@code Empty set} without rows. */
    public String toTable() {
        if (rows.isEmpty()) {
            return "Empty set\n";
        }
        int[] widths = IntStream.range(0, columns.size()).map(this::widthOf).toArray();
        StringBuilder border = new StringBuilder("+");
        for (int width : widths) {
            border.append("-".repeat(width + 2)).append('+');
        }
        border.append('\n');
        StringBuilder table = new StringBuilder(border);
        appendRow(table, columns.stream().map(Column::name).toList(), widths, true);
        table.append(border);
        rows.forEach(row -> appendRow(table, row, widths, false));
        return table.append(border).toString();
    }

    private int widthOf(int column) {
        Column about = columns.get(column);
        int width = Math.max(length(about.name()), about.nullable() ? NULL.length() : 0);
        for (List<String> row : rows) {
            width = Math.max(width, length(row.get(column)));
        }
        return width;
    }

    private void appendRow(StringBuilder table, List<String> cells, int[] widths, boolean header) {
        table.append('|');
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - length(cells.get(i)));
            boolean right = !header && columns.get(i).numeric();
            table.append(' ')
                    .append(right ? padding + cells.get(i) : cells.get(i) + padding)
                    .append(" |");
        }
        table.append('\n');
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** A header line and a line per row, separated by tabs; tab, line feed and backslash escaped as the shell does. */
    public String toTsv() {
        StringBuilder tsv = new StringBuilder();
        appendLine(tsv, columns.stream().map(Column::name).toList());
        rows.forEach(row -> appendLine(tsv, row));
        return tsv.toString();
    }

    private static void appendLine(StringBuilder tsv, List<String> cells) {
        tsv.append(String.join("\t", cells.stream().map(ResultTable::escaped).toList()))
                .append('\n');
    }

    private static String escaped(String cell) {
        return cell.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\0", "\\0");
    }
}
