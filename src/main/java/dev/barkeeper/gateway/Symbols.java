package dev.barkeeper.gateway;

import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.PaperVenue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The contracts of a venue, by symbol, series or timeframe. Immutable. */
final class Symbols implements TableQuery.SymbolFilter {
    private final Map<String, ContractSpec> bySymbol = new LinkedHashMap<>();

    Symbols(PaperVenue venue) {
        venue.instruments().forEach(spec -> bySymbol.put(spec.symbol(), spec));
    }

    List<ContractSpec> all() {
        return List.copyOf(bySymbol.values());
    }

    /** Whether it is a contract or the index of one. */
    boolean isKnown(String symbol) {
        return bySymbol.containsKey(symbol) || isIndex(symbol);
    }

    boolean isIndex(String symbol) {
        return bySymbol.values().stream()
                .anyMatch(spec -> spec.referenceSymbol().equals(symbol));
    }

    /** The contract; its symbol is one the venue has named. */
    ContractSpec spec(String symbol) {
        ContractSpec spec = bySymbol.get(symbol);
        if (spec == null) {
            throw new IllegalStateException("the venue spoke of a contract it does not list: " + symbol);
        }
        return spec;
    }

    /**
     * A symbol stands for itself; a root (XBT) for its nearest contract; {@code XBT:perpetual} for the nearest of that
     * timeframe. There are perpetuals only; another timeframe fits nothing.
     */
    @Override
    public Set<String> resolve(Optional<String> symbol) {
        if (symbol.isEmpty()) {
            return Set.of();
        }
        String wanted = symbol.get().toUpperCase(Locale.ROOT);
        if (bySymbol.containsKey(wanted)) {
            return Set.of(wanted);
        }
        int colon = wanted.indexOf(':');
        String root = colon < 0 ? wanted : wanted.substring(0, colon);
        boolean perpetual = colon < 0 || wanted.substring(colon + 1).equals("PERPETUAL");
        return bySymbol.values().stream()
                .filter(spec -> perpetual && spec.underlying().equals(root))
                .findFirst()
                .map(spec -> Set.of(spec.symbol()))
                .orElse(Set.of(wanted));
    }

    /** The contracts a query wants. */
    List<ContractSpec> wanted(TableQuery query) {
        return bySymbol.values().stream()
                .filter(spec -> query.wants(spec.symbol()))
                .toList();
    }
}
