package dev.barkeeper.gateway;

import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.MarketState;
import dev.barkeeper.paper.PaperVenue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** The public calls on instruments and indices. Thread-safe. */
final class InstrumentRoutes {
    private final PaperVenue venue;
    private final Symbols symbols;
    private final Notionals notionals;

    InstrumentRoutes(PaperVenue venue, Symbols symbols) {
        this.venue = venue;
        this.symbols = symbols;
        this.notionals = new Notionals(venue, symbols);
    }

    void addTo(Routes routes) {
        routes.open("GET /instrument", this::instruments)
                .open("GET /instrument/active", request -> contracts())
                .open("GET /instrument/indices", request -> indices())
                .open("GET /instrument/activeAndIndices", request -> contractsAndIndices())
                .open("GET /instrument/activeIntervals", request -> intervals())
                .open("GET /instrument/compositeIndex", this::composition)
                .open("GET /instrument/usdVolume", request -> volumes())
                .open("GET /stats", request -> stats());
    }

    private List<Row> instruments(ApiRequest request) {
        TableQuery query = TableQuery.of(request.params(), Table.INSTRUMENT, TableQuery.MAX_COUNT, false, symbols);
        return query.pageOldestFirst(contractsAndIndices().stream()
                .filter(row -> query.wants(row.string("symbol")))
                .toList());
    }

    /** One row per contract. */
    List<Row> contracts() {
        return states().stream().map(notionals::instrument).toList();
    }

    /** One row per index. */
    List<Row> indices() {
        Map<String, Row> bySymbol = new LinkedHashMap<>();
        for (MarketState state : states()) {
            Row row = InstrumentRows.index(state);
            bySymbol.putIfAbsent(row.string("symbol"), row);
        }
        return List.copyOf(bySymbol.values());
    }

    List<Row> contractsAndIndices() {
        List<Row> rows = new ArrayList<>(contracts());
        rows.addAll(indices());
        return rows;
    }

    private List<MarketState> states() {
        return symbols.all().stream()
                .flatMap(spec -> venue.state(spec.symbol()).stream())
                .toList();
    }

    private Row intervals() {
        Map<String, String> nearest = new LinkedHashMap<>();
        for (ContractSpec spec : symbols.all()) {
            nearest.putIfAbsent(spec.underlying() + ":perpetual", spec.symbol());
        }
        return new Row().put("intervals", List.copyOf(nearest.keySet())).put("symbols", List.copyOf(nearest.values()));
    }

    private List<Row> volumes() {
        return states().stream()
                .map(state -> new Row()
                        .text("symbol", state.symbol())
                        .text("currency", state.spec().instrument().settlementCurrency())
                        .whole("turnover24h", state.turnover24hMinor())
                        .whole("turnover", state.turnover24hMinor()))
                .toList();
    }

    /** What an index is made of: at a paper exchange of itself. */
    private List<Row> composition(ApiRequest request) {
        Optional<String> wanted = request.params().text("symbol");
        return indices().stream()
                .filter(index -> wanted.isEmpty() || wanted.get().equalsIgnoreCase(index.string("symbol")))
                .map(index -> new Row()
                        .put("timestamp", index.get("timestamp"))
                        .put("symbol", index.get("symbol"))
                        .put("indexSymbol", index.get("symbol"))
                        .put("reference", index.get("reference"))
                        .put("lastPrice", index.get("lastPrice"))
                        .whole("weight", 1)
                        .put("logged", index.get("timestamp")))
                .toList();
    }

    /** The day's trade of each underlying by settlement currency, and of each currency in total. */
    private List<Row> stats() {
        Map<List<String>, List<MarketState>> series = new LinkedHashMap<>();
        Map<List<String>, List<MarketState>> totals = new LinkedHashMap<>();
        for (MarketState state : states()) {
            String currency = state.spec().instrument().settlementCurrency();
            series.computeIfAbsent(List.of(state.spec().underlying(), currency), any -> new ArrayList<>())
                    .add(state);
            totals.computeIfAbsent(List.of("Total", currency), any -> new ArrayList<>())
                    .add(state);
        }
        List<Row> rows = new ArrayList<>();
        series.forEach((key, states) -> rows.add(stats(key, states, true)));
        totals.forEach((key, states) -> rows.add(stats(key, states, false)));
        return rows;
    }

    /** @param contracts whether contracts of these instruments can be added up; otherwise they are told as 0 */
    private static Row stats(List<String> rootAndCurrency, List<MarketState> states, boolean contracts) {
        return new Row()
                .text("rootSymbol", rootAndCurrency.get(0))
                .text("currency", rootAndCurrency.get(1))
                .whole("volume24h", contracts ? sum(states, MarketState::volume24h) : 0)
                .whole("turnover24h", sum(states, MarketState::turnover24hMinor))
                .whole("openInterest", contracts ? sum(states, MarketState::openInterestContracts) : 0)
                .whole("openValue", sum(states, MarketState::openValueMinor));
    }

    private static long sum(List<MarketState> states, ToLongFunction<MarketState> figure) {
        return states.stream().mapToLong(figure).sum();
    }
}
