package dev.barkeeper.gateway;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What one subscription asks for: a table, for all or for a symbol (of {@code instrument} also for a group).
 *
 * @param filter a symbol, a group, or empty for all
 */
record Topic(Table table, String filter) {
    private static final Set<String> CONTRACT_GROUPS = Set.of("CONTRACTS", "DERIVATIVES");
    private static final String INDICES = "INDICES";
    private static final Set<String> OTHER_GROUPS = Set.of(INDICES, "SPOT");

    /** Empty for a table there is not. */
    static Optional<Topic> parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String filter = colon < 0 ? "" : text.substring(colon + 1).toUpperCase(Locale.ROOT);
        return Table.of(name).filter(Table::isTopic).map(table -> new Topic(table, filter.equals("*") ? "" : filter));
    }

    /** Whether the filter is one the table can have. */
    boolean isValid(Symbols symbols) {
        return filter.isEmpty()
                || table.isBySymbol() && symbols.isKnown(filter)
                || table == Table.INSTRUMENT && (CONTRACT_GROUPS.contains(filter) || OTHER_GROUPS.contains(filter));
    }

    /** Whether rows of that symbol belong to it; an index begins with a dot. */
    boolean covers(String symbol) {
        if (filter.isEmpty() || filter.equals(symbol)) {
            return true;
        }
        boolean index = symbol.startsWith(".");
        return table == Table.INSTRUMENT
                && (CONTRACT_GROUPS.contains(filter) && !index || filter.equals(INDICES) && index);
    }

    /** The image's {@code filter}. */
    Row frameFilter(long account) {
        Row row = new Row();
        if (table.isPersonal()) {
            row.whole("account", account);
        }
        return row.text("symbol", filter);
    }
}
