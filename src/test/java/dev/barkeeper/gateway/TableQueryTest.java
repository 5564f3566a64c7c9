package dev.barkeeper.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableQueryTest {
    private static final List<Row> ORDERS = List.of(
            order("a", "XBTUSD", "New", "9000", "2022-01-01T00:00:00.000Z"),
            order("b", "XBTUSD", "Filled", "9000.5", "2022-01-01T01:00:00.000Z"),
            order("c", "ETHUSD", "PartiallyFilled", "200", "2022-01-02T00:00:00.000Z"),
            order("d", "ETHUSD", "Canceled", "201", "2022-01-03T00:00:00.000Z"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"open\":true}|ac",
                "{\"open\":false}|bd",
                "{\"ordStatus.isTerminated\":false,\"symbol\":\"XBTUSD\"}|a",
                "{\"ordStatus\":[\"Filled\",\"Canceled\"]}|bd",
                "{\"orderID\":[\"a\",\"d\"]}|ad",
                "{\"price\":9000.50}|b",
                "{\"startTime\":\"2022-01-01T01:00\",\"endTime\":\"2022-01-02\"}|bc",
                "{\"timestamp.date\":\"2022-01-01\"}|ab",
                "{\"timestamp\":\"2022-01-02T00:00:00Z\"}|c",
                "{\"clOrdID\":\"\"}|abcd",
                "{\"timestamp.year\":\"02022\"}|abcd",
                "{\"timestamp.year\":\"99999999999999999999\"}|~~",
                "{\"price\":\"9000.50\"}|b",
                "{}|abcd"
            })
    void filters(String filter, String ids) {
        assertThat(ids(query(Map.of("filter", filter)).pageOldestFirst(ORDERS))).isEqualTo(ids);
        // the same given as an object in a JSON body
        Params body = Params.of("", "application/json", ("{\"filter\":" + filter + "}").getBytes());
        assertThat(ids(TableQuery.of(body, Table.ORDER, 500, false, any -> Set.of())
                        .pageOldestFirst(ORDERS)))
                .isEqualTo(ids);
    }

    @ParameterizedTest
    @CsvSource({
        "filter,[1],filter values are not valid",
        "filter,nonsense,filter values are not valid",
        "filter,{\"nonsense\":1},filter columns are not valid",
        "filter,{\"symbol.date\":1},filter columns are not valid",
        "count,501,count is invalid: it is 1 to 500",
        "count,many,count is invalid",
        "start,-1,start is invalid",
        "columns,nonsense,columns are not valid",
        "startTime,noon,startTime is invalid",
        "startTime,+999999999-12-31T23:59:59Z,startTime is invalid",
        "endTime,2022-13-01,endTime is invalid"
    })
    void refusesWhatItCannotRead(String name, String value, String message) {
        assertThatThrownBy(() -> query(Map.of(name, value)))
                .isInstanceOf(ApiError.class)
                .hasMessage(message);
    }

    @Test
    void pagesInBothDirections() {
        List<Row> rows = IntStream.range(0, 250)
                .mapToObj(i -> new Row().text("orderID", "o" + i))
                .toList();
        assertThat(query(Map.of()).pageOldestFirst(rows)).isEqualTo(rows.subList(0, 100));
        assertThat(query(Map.of("start", "240")).pageOldestFirst(rows)).isEqualTo(rows.subList(240, 250));
        assertThat(query(Map.of("count", "2", "start", "1", "reverse", "true")).pageOldestFirst(rows))
                .containsExactly(rows.get(248), rows.get(247));
        assertThat(query(Map.of("start", "250")).pageOldestFirst(rows)).isEmpty();
    }

    @Test
    void cutsColumnsButKeepsTheKey() {
        List<Row> rows = query(Map.of("columns", "[\"price\",\"symbol\"]")).pageOldestFirst(ORDERS.subList(0, 1));
        assertThat(Json.write(rows)).isEqualTo("[{\"orderID\":\"a\",\"symbol\":\"XBTUSD\",\"price\":9000}]");
        assertThat(query(Map.of("columns", "price,symbol")).pageOldestFirst(ORDERS.subList(0, 1)))
                .isEqualTo(rows);
    }

    private static TableQuery query(Map<String, String> params) {
        return TableQuery.of(Params.of(Json.tree(params)), Table.ORDER, 500, false, any -> Set.of());
    }

    private static String ids(List<Row> rows) {
        return String.join("", rows.stream().map(row -> row.string("orderID")).toList());
    }

    private static Row order(String id, String symbol, String status, String price, String timestamp) {
        return new Row()
                .text("orderID", id)
                .text("symbol", symbol)
                .text("ordStatus", status)
                .decimal("price", new java.math.BigDecimal(price))
                .text("timestamp", timestamp);
    }
}
