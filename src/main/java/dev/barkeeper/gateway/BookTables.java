package dev.barkeeper.gateway;

import dev.barkeeper.paper.PaperVenue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps the three book tables of each symbol in step with their subscribers. Guarded by the venue's lock. */
final class BookTables {
    private static final Set<String> ALWAYS = Set.of("symbol", "id", "side", "price", "timestamp", "transactTime");
    private static final List<Table> TABLES = List.of(Table.ORDER_BOOK_L2, Table.ORDER_BOOK_L2_25, Table.ORDER_BOOK_10);
    private static final int TOP_25 = 25;

    private final PaperVenue venue;
    private final Images images;
    private final Broadcast broadcast;
    private final Map<String, ShadowTable> shadows = new HashMap<>();

    BookTables(PaperVenue venue, Images images, Broadcast broadcast) {
        this.venue = venue;
        this.images = images;
        this.broadcast = broadcast;
    }

    /** Tells the subscribers of this symbol's book what changed. */
    void changed(String symbol) {
        TABLES.stream().filter(table -> broadcast.isWanted(table, 0, symbol)).forEach(table -> sync(table, symbol));
    }

    /** Before an image of that topic. */
    void level(Topic topic) {
        if (!TABLES.contains(topic.table())) {
            return;
        }
        venue.instruments().stream()
                .map(spec -> spec.symbol())
                .filter(topic::covers)
                .forEach(symbol -> sync(topic.table(), symbol));
    }

    private void sync(Table table, String symbol) {
        ShadowTable shadow =
                shadows.computeIfAbsent(table.text() + ":" + symbol, any -> new ShadowTable(table, ALWAYS));
        if (table == Table.ORDER_BOOK_10) {
            Row row = images.top(symbol);
            if (!shadow.change(row).fields().isEmpty()) {
                broadcast.send(table, "update", 0, symbol, List.of(row));
            }
            return;
        }
        int depth = table == Table.ORDER_BOOK_L2_25 ? TOP_25 : 0;
        ShadowTable.Changes changes = shadow.sync(
                venue.book(symbol, depth).stream().map(MarketRows::level).toList());
        send(table, "delete", symbol, changes.deleted());
        send(table, "update", symbol, changes.updated());
        send(table, "insert", symbol, changes.inserted());
    }

    private void send(Table table, String action, String symbol, List<Row> rows) {
        if (!rows.isEmpty()) {
            broadcast.send(table, action, 0, symbol, rows);
        }
    }
}
