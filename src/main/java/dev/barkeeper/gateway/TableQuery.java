package dev.barkeeper.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The parameters every table call takes.
 *
 * @param symbols wanted symbols in upper case, empty for all
 * @param columns wanted columns, empty for all; key columns always stay
 * @param startMillis inclusive, {@code Long.MIN_VALUE} for none
 * @param endMillis inclusive, {@code Long.MAX_VALUE} for none
 */
record TableQuery(
        Table table,
        Set<String> symbols,
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
        Predicate<Row> filter = params.has("filter") || params.json("filter").isPresent()
                ? RowFilter.of(
                        params.json("filter").orElseThrow(() -> ApiError.badRequest("filter values are not valid")),
                        table)
                : row -> true;
        return new TableQuery(
                table,
                symbols.resolve(params.text("symbol")),
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
        Optional<JsonNode> json = params.text("columns").isEmpty() || params.text("columns").get().startsWith("[")
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

    /**
     * Applies filter, order, offset, count and columns; rows are made only as far as they are looked at.
     *
     * @param oldestFirst everything there is
     * @param within whether an item is of the wanted symbols and times
     */
    <T> List<Row> page(List<T> oldestFirst, Predicate<T> within, Function<T, Row> toRow) {
        int last = oldestFirst.size() - 1;
        return IntStream.rangeClosed(0, last)
                .mapToObj(index -> oldestFirst.get(reverse ? last - index : index))
                .filter(within)
                .map(toRow)
                .filter(filter)
                .skip(start)
                .limit(count)
                .map(this::cut)
                .toList();
    }

    private Row cut(Row row) {
        return columns.isEmpty() ? row : row.only(columns);
    }
}
