package dev.barkeeper.gateway;

import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.MarketState;
import dev.barkeeper.paper.PaperVenue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The public calls on instruments and indices. Thread-safe. */
final class InstrumentRoutes {
    private final PaperVenue venue;
    private final Symbols symbols;

    InstrumentRoutes(PaperVenue venue, Symbols symbols) {
        this.venue = venue;
        this.symbols = symbols;
    }

    void addTo(Routes routes) {
        routes.open("GET /instrument", this::instruments)
                .open("GET /instrument/active", request -> contracts())
                .open("GET /instrument/indices", request -> indices())
                .open("GET /instrument/activeAndIndices", request -> contractsAndIndices())
                .open("GET /instrument/activeIntervals", request -> intervals())
                .open("GET /instrument/compositeIndex", request -> List.of())
                .open("GET /instrument/usdVolume", request -> volumes());
    }

    private List<Row> instruments(ApiRequest request) {
        TableQuery query = TableQuery.of(request.params(), Table.INSTRUMENT, TableQuery.MAX_COUNT, false, symbols);
        return query.pageOldestFirst(contractsAndIndices().stream()
                .filter(row -> query.wants(row.string("symbol")))
                .toList());
    }

    /** One row per contract. */
    List<Row> contracts() {
        return states().stream().map(InstrumentRows::instrument).toList();
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
        return contracts().stream()
                .map(row -> row.only(List.of("symbol", "currency", "turnover24h", "turnover")))
                .toList();
    }
}
