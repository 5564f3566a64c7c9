package dev.barkeeper.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barkeeper.paper.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The parameters every table call takes.
 *
 * @param symbols wanted symbols in upper case, empty for all
 * @param filtered whether there is a filter at all
 * @param columns wanted columns, empty for all; key columns always stay
 * @param startMillis inclusive, {@code Long.MIN_VALUE} for none
 * @param endMillis inclusive, {@code Long.MAX_VALUE} for none
 */
record TableQuery(
        Set<String> symbols,
        boolean filtered,
        Predicate<Row> filter,
        Set<String> columns,
        int count,
        int start,
        boolean reverse,
        long startMillis,
        long endMillis) {
    static final int MAX_COUNT = 500;
    static final int MAX_TRADES = 1_000;
    static final int MAX_TRANSACTIONS = 10_000;
    private static final int DEFAULT_COUNT = 100;

    /**
     * Reads the parameters of a table call.
     *
     * @param symbols turns the {@code symbol} parameter into symbols
     * @throws ApiError 400 naming the wrong parameter
     */
    static TableQuery of(Params params, Table table, int maxCount, boolean reverse, SymbolFilter symbols) {
        long count = params.whole("count").orElse((long) DEFAULT_COUNT);
        long start = params.whole("start").orElse(0L);
        if (count < 0 || count > maxCount) {
            throw ApiError.badRequest("count is invalid: it is 1 to " + maxCount);
        }
        if (start < 0 || start > Integer.MAX_VALUE) {
            throw ApiError.badRequest("start is invalid");
        }
        boolean filtered = params.has("filter") || params.json("filter").isPresent();
        Predicate<Row> filter = filtered
                ? RowFilter.of(
                        params.json("filter").orElseThrow(() -> ApiError.badRequest("filter values are not valid")),
                        table)
                : row -> true;
        return new TableQuery(
                symbols.resolve(params.text("symbol")),
                filtered,
                filter,
                columns(params, table),
                (int) count,
                (int) start,
                params.flag("reverse", reverse),
                time(params, "startTime").orElse(Long.MIN_VALUE),
                time(params, "endTime").orElse(Long.MAX_VALUE));
    }

    /** What a {@code symbol} parameter stands for: a symbol, a series root with or without a timeframe. */
    interface SymbolFilter {
        /** Upper case symbols; empty for all. */
        Set<String> resolve(Optional<String> symbol);
    }

    private static Set<String> columns(Params params, Table table) {
        List<String> names = new ArrayList<>();
        Optional<JsonNode> json =
                params.text("columns").isEmpty() || params.text("columns").get().startsWith("[")
                        ? params.json("columns")
                        : Optional.empty();
        json.ifPresentOrElse(
                node -> node.forEach(name -> names.add(name.asText())), () -> names.addAll(params.list("columns")));
        if (!table.types().keySet().containsAll(names)) {
            throw ApiError.badRequest("columns are not valid");
        }
        if (names.isEmpty()) {
            return Set.of();
        }
        Set<String> wanted = new LinkedHashSet<>(table.keys());
        wanted.addAll(names);
        return wanted;
    }

    private static OptionalLong time(Params params, String name) {
        Optional<String> text = params.text(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        OptionalLong millis = WireTime.parse(text.get());
        if (millis.isEmpty()) {
            throw ApiError.badRequest(name + " is invalid");
        }
        return millis;
    }

    boolean wants(String symbol) {
        return symbols.isEmpty() || symbols.contains(symbol);
    }

    boolean wants(long atMillis) {
        return atMillis >= startMillis && atMillis <= endMillis;
    }

    /** The part of a long table to ask the venue for: without a filter no more than is shown. */
    Window window() {
        int rows = filtered ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, (long) start + count);
        return new Window(startMillis, endMillis, rows, reverse);
    }

    /** Puts rows that are oldest first in the wanted order, then pages them. */
    List<Row> pageOldestFirst(List<Row> rows) {
        List<Row> inOrder = new ArrayList<>(rows);
        if (reverse) {
            Collections.reverse(inOrder);
        }
        return page(inOrder.stream());
    }

    /** Applies filter, offset, count and columns to rows in the wanted order. */
    List<Row> page(Stream<Row> inOrder) {
        return inOrder.filter(filter).skip(start).limit(count).map(this::cut).toList();
    }

    private Row cut(Row row) {
        return columns.isEmpty() ? row : row.only(columns);
    }
}
