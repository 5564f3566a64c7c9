package dev.barkeeper.bitmex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barkeeper.exchange.AccountSnapshot;
import dev.barkeeper.exchange.ExchangeException;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what the account holds now. Stateless. */
final class AccountReader {
    private static final Logger LOG = LoggerFactory.getLogger(AccountReader.class);
    private static final int PAGE_ROWS = 500;
    /** The venue allows 200 open orders a symbol. */
    private static final int MAX_PAGES = 10;

    private final BitmexRest rest;

    AccountReader(BitmexRest rest) {
        this.rest = rest;
    }

    /**
     * Open orders first, then the position: a fill in between shows in the position and as an order that has ended,
     * never as neither. No position row is flat.
     */
    AccountSnapshot account(String symbol, long nowMillis) throws ExchangeException {
        List<Order> open = openOrders(symbol);
        return new AccountSnapshot(position(symbol, nowMillis), open);
    }

    private List<Order> openOrders(String symbol) throws ExchangeException {
        List<Order> open = new ArrayList<>();
        for (int page = 0; page < MAX_PAGES; page++) {
            JsonNode rows = orders(symbol, "{\"open\":true}", PAGE_ROWS, page * PAGE_ROWS);
            for (JsonNode row : rows) {
                readable(row)
                        .filter(order -> order.isOpen() && order.symbol().equals(symbol))
                        .ifPresent(open::add);
            }
            if (rows.size() < PAGE_ROWS) {
                return List.copyOf(open);
            }
        }
        throw new ExchangeException("more than " + MAX_PAGES * PAGE_ROWS + " open orders in " + symbol, false);
    }

    /** Empty for one that cannot be read: it must hide neither the others nor the position. */
    private static Optional<Order> readable(JsonNode row) {
        try {
            return Optional.of(BitmexParser.order(row));
        } catch (WireFormatException | IllegalArgumentException e) {
            LOG.error("an open order cannot be read and is passed over cause={}", e.getMessage());
            return Optional.empty();
        }
    }

    private Position position(String symbol, long nowMillis) throws ExchangeException {
        String filter = WireJson.text(WireJson.object().put("symbol", symbol));
        JsonNode rows = rest.list("position", Map.of("filter", filter), RateBudget.Use.ACCOUNT)
                .body();
        for (JsonNode row : rows) {
            if (new WireRow(row).required("symbol").equals(symbol)) {
                return BitmexParser.position(row);
            }
        }
        return Position.flat(symbol, nowMillis);
    }

    /** The order of that client id, empty when the venue does not know it (yet); a row that is no order says nothing. */
    Optional<Order> order(ClientOrderId id, String symbol) throws ExchangeException {
        String filter = WireJson.text(WireJson.object().put("clOrdID", id.text()));
        for (JsonNode row : orders(symbol, filter, 1, 0)) {
            new WireRow(row).required("orderID");
            if (row.path("clOrdID").asText().equals(id.text())) {
                return Optional.of(BitmexParser.order(row));
            }
        }
        return Optional.empty();
    }

    private JsonNode orders(String symbol, String filter, int count, int start) throws ExchangeException {
        Map<String, String> query = Map.of(
                "symbol",
                symbol,
                "filter",
                filter,
                "count",
                Integer.toString(count),
                "start",
                Integer.toString(start),
                "reverse",
                "true");
        return rest.list("order", query, RateBudget.Use.ACCOUNT).body();
    }
}
