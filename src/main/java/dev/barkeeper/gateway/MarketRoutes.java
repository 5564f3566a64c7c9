package dev.barkeeper.gateway;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Quote;
import dev.barkeeper.paper.BinSize;
import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.FundingRow;
import dev.barkeeper.paper.PaperTrade;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** The public calls on trades, bins, quotes, book and funding. Thread-safe. */
final class MarketRoutes {
    private static final int DEFAULT_DEPTH = 25;

    private final PaperVenue venue;
    private final Symbols symbols;

    MarketRoutes(PaperVenue venue, Symbols symbols) {
        this.venue = venue;
        this.symbols = symbols;
    }

    void addTo(Routes routes) {
        routes.open("GET /trade", this::trades)
                .open("GET /trade/bucketed", this::bins)
                .open("GET /quote", this::quotes)
                .open("GET /quote/bucketed", this::quoteBins)
                .open("GET /orderBook/L2", this::book)
                .open("GET /funding", this::funding);
    }

    private List<Row> trades(ApiRequest request) {
        TableQuery query = TableQuery.of(request.params(), Table.TRADE, TableQuery.MAX_TRADES, false, symbols);
        return query.page(merge(
                query, spec -> venue.trades(spec.symbol(), query.window()), PaperTrade::atMillis, MarketRows::trade));
    }

    private List<Row> bins(ApiRequest request) {
        TableQuery query = TableQuery.of(request.params(), Table.TRADE_BIN_1M, TableQuery.MAX_TRADES, false, symbols);
        BinSize size = binSize(request);
        boolean partial = request.params().flag("partial", false);
        return query.page(merge(
                query,
                spec -> venue.bars(spec.symbol(), size, query.window(), partial),
                Bar::closeMillis,
                MarketRows::bin));
    }

    private static BinSize binSize(ApiRequest request) {
        String text = request.params().text("binSize").orElse("1m");
        return Arrays.stream(BinSize.values())
                .filter(size -> size.text().equals(text))
                .findFirst()
                .orElseThrow(() -> ApiError.badRequest("binSize is invalid: it is one of 1m, 5m, 1h, 1d"));
    }

    private List<Row> quotes(ApiRequest request) {
        TableQuery query = TableQuery.of(request.params(), Table.QUOTE, TableQuery.MAX_COUNT, false, symbols);
        return query.page(
                merge(query, spec -> venue.quotes(spec.symbol(), query.window()), Quote::atMillis, MarketRows::quote));
    }

    /** The last quote of every bin; the stamp is the bin's end. */
    private List<Row> quoteBins(ApiRequest request) {
        TableQuery query = TableQuery.of(request.params(), Table.QUOTE, TableQuery.MAX_COUNT, false, symbols);
        long bin = binSize(request).millis();
        List<Row> rows = new ArrayList<>();
        for (ContractSpec spec : symbols.wanted(query)) {
            Map<Long, Quote> last = new LinkedHashMap<>();
            for (Quote quote : venue.quotes(spec.symbol(), Window.between(0, Long.MAX_VALUE, Integer.MAX_VALUE))) {
                last.put(Math.floorDiv(quote.atMillis(), bin) * bin + bin, quote);
            }
            last.forEach((end, quote) -> {
                if (query.wants(end) && end <= venue.nowMillis()) {
                    rows.add(MarketRows.quote(quote).put("timestamp", WireTime.text(end)));
                }
            });
        }
        rows.sort(Comparator.comparing(row -> row.string("timestamp")));
        return query.pageOldestFirst(rows);
    }

    private List<Row> funding(ApiRequest request) {
        TableQuery query = TableQuery.of(request.params(), Table.FUNDING, TableQuery.MAX_COUNT, false, symbols);
        return query.page(merge(
                query,
                spec -> venue.funding(spec.symbol(), query.window()),
                FundingRow::atMillis,
                MarketRows::funding));
    }

    private List<Row> book(ApiRequest request) {
        long depth = request.params().whole("depth").orElse((long) DEFAULT_DEPTH);
        if (depth < 0 || depth > Integer.MAX_VALUE) {
            throw ApiError.badRequest("depth is invalid");
        }
        TableQuery query = TableQuery.of(
                Params.of(Json.tree(Map.of("symbol", request.required("symbol")))),
                Table.ORDER_BOOK_L2,
                TableQuery.MAX_COUNT,
                false,
                symbols);
        return symbols.wanted(query).stream()
                .flatMap(spec -> venue.book(spec.symbol(), (int) depth).stream())
                .map(MarketRows::level)
                .toList();
    }

    /** Rows of all wanted symbols in the query's order of time; each list already is in that order. */
    private <T> Stream<Row> merge(
            TableQuery query, Function<ContractSpec, List<T>> source, ToLongFunction<T> time, Function<T, Row> row) {
        List<ContractSpec> wanted = symbols.wanted(query);
        if (wanted.size() == 1) {
            return source.apply(wanted.get(0)).stream().map(row);
        }
        Comparator<T> order = Comparator.comparingLong(time);
        return wanted.stream()
                .flatMap(spec -> source.apply(spec).stream())
                .sorted(query.reverse() ? order.reversed() : order)
                .map(row);
    }
}
