package dev.barkeeper.bitmex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barkeeper.exchange.ExchangeException;
import dev.barkeeper.exchange.ExchangeReport.FillsFetched;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Payment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads an account's executions from a time on until there are no more. Pages by a time cursor, inclusive, and by
 * offset only within one time stamp, since offsets over a changing list lose and double rows; rows are told apart by
 * their execution id. Stateless.
 */
final class FillHistory {
    static final int PAGE_ROWS = 500;

    private static final Logger LOG = LoggerFactory.getLogger(FillHistory.class);
    /** A million executions in one go: more is a mistake. */
    private static final int MAX_PAGES = 2_000;
    /** A venue that ignores the offset answers the same page for ever. */
    private static final int MAX_PAGES_WITHOUT_NEWS = 3;

    private final BitmexRest rest;

    FillHistory(BitmexRest rest) {
        this.rest = rest;
    }

    /** @throws ExchangeException when a page could not be read; what was read before it is then not reported */
    FillsFetched read(String symbol, long fromMillis) throws ExchangeException {
        Map<String, JsonNode> rows = new LinkedHashMap<>();
        long cursor = fromMillis;
        int offset = 0;
        int withoutNews = 0;
        for (int page = 0; page < MAX_PAGES; page++) {
            JsonNode answer = readPage(symbol, cursor, offset);
            int before = rows.size();
            long last = cursor;
            for (JsonNode row : answer) {
                if (isReadable(row)) {
                    rows.putIfAbsent(new WireRow(row).required("execID"), row);
                    last = Math.max(last, stamp(row));
                }
            }
            if (answer.size() < PAGE_ROWS) {
                return report(rows);
            }
            withoutNews = rows.size() > before ? 0 : withoutNews + 1;
            if (withoutNews == MAX_PAGES_WITHOUT_NEWS) {
                break;
            }
            offset = last > cursor ? 0 : offset + PAGE_ROWS;
            cursor = last;
        }
        throw new ExchangeException(
                "execution history of " + symbol + " from " + WireRow.iso(fromMillis) + " does not end: " + rows.size()
                        + " executions read, stuck at " + WireRow.iso(cursor) + " offset " + offset,
                false);
    }

    private JsonNode readPage(String symbol, long cursor, int offset) throws ExchangeException {
        Map<String, String> query = Map.of(
                "symbol", symbol,
                "startTime", WireRow.iso(cursor),
                "count", Integer.toString(PAGE_ROWS),
                "start", Integer.toString(offset),
                "reverse", "false");
        return rest.list("execution/tradeHistory", query, RateBudget.Use.ACCOUNT)
                .body();
    }

    /** The earlier of a row's two times: whichever the venue filters by, the next page then misses nothing. */
    private static long stamp(JsonNode node) {
        WireRow row = new WireRow(node);
        return Math.min(row.millis("timestamp", "transactTime"), row.millis("transactTime", "timestamp"));
    }

    private static FillsFetched report(Map<String, JsonNode> rows) {
        List<JsonNode> byTime = new ArrayList<>(rows.values());
        byTime.sort(Comparator.comparingLong(row -> new WireRow(row).millis("transactTime", "timestamp")));
        List<Fill> fills = new ArrayList<>();
        List<Payment> payments = new ArrayList<>();
        for (JsonNode row : BitmexParser.inOrderOfFilling(byTime)) {
            BitmexParser.fill(row).ifPresent(fills::add);
            BitmexParser.payment(row).ifPresent(payments::add);
        }
        return new FillsFetched(List.copyOf(fills), List.copyOf(payments));
    }

    /**
     * One that cannot be read is passed over: else nothing of the account would be known any more, and a position might have no
     * stop. A fill of ours among them is missing behind its order then, which the venue's position settles.
     */
    private static boolean isReadable(JsonNode row) {
        try {
            BitmexParser.fill(row);
            BitmexParser.payment(row);
            new WireRow(row).required("execID");
            new WireRow(row).whole("cumQty");
            stamp(row);
            return true;
        } catch (WireFormatException | IllegalArgumentException e) {
            LOG.error("an execution cannot be read and is passed over cause={}", e.getMessage());
            return false;
        }
    }
}
