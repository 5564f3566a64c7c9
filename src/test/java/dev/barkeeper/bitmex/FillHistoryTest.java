package dev.barkeeper.bitmex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.bitmex.ScriptedVenue.Reply;
import dev.barkeeper.bitmex.ScriptedVenue.Request;
import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.model.Fill;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FillHistoryTest extends ExchangeRig {
    private static final long START = Instant.parse("2020-02-03T18:00:00Z").toEpochMilli();

    private final List<Execution> executions = new ArrayList<>();

    /** One row of the venue's history. */
    private record Execution(String id, long atMillis, long stampMillis, long filled) {
        String json() {
            return "{\"execID\":\"" + id + "\",\"orderID\":\"o\",\"clOrdID\":\"1.EMI\",\"symbol\":\"XBTUSD\","
                    + "\"side\":\"Buy\",\"execType\":\"Trade\",\"lastQty\":1,\"lastPx\":9000,\"cumQty\":" + filled
                    + ",\"leavesQty\":1,\"transactTime\":\"" + WireRow.iso(atMillis) + "\",\"timestamp\":\""
                    + WireRow.iso(stampMillis) + "\"}";
        }
    }

    private String broken = "";
    private String brokenPart = "";
    private String brokenBy = "";

    @BeforeEach
    void keepPages() {
        server.rest(this::page);
    }

    /** As the venue pages: by its stamp, inclusive, then offset and count. */
    private Reply page(Request request) {
        long from = Instant.parse(request.parameter("startTime")).toEpochMilli();
        return Reply.ok(executions.stream()
                .filter(row -> row.stampMillis() >= from)
                .skip(Long.parseLong(request.parameter("start")))
                .limit(Long.parseLong(request.parameter("count")))
                .map(row -> row.id().equals(broken) ? row.json().replaceFirst(brokenPart, brokenBy) : row.json())
                .collect(Collectors.joining(",", "[", "]")));
    }

    private void happen(int count, long atMillis, long stepMillis) {
        for (int i = 0; i < count; i++) {
            long at = atMillis + i * stepMillis;
            executions.add(new Execution("e" + executions.size(), at, at, executions.size() + 1));
        }
    }

    private List<String> fetch(long fromMillis) throws InterruptedException {
        exchange.fetchFills("XBTUSD", fromMillis);
        return reports.next(ExchangeReport.FillsFetched.class).fills().stream()
                .map(Fill::execId)
                .toList();
    }

    @Test
    void readsPagesUntilTheLastOne() throws Exception {
        happen(1_234, START, 7);

        assertThat(fetch(START)).containsExactlyElementsOf(idsFrom(0));
    }

    /** Else no round would ever end, and a position would have no stop for the sake of one row. */
    @ParameterizedTest
    @CsvSource({
        "'\"Buy\"', '\"Both\"'",
        "'\"execID\":\"[^\"]*\"', '\"execID\":null'",
        "'\"transactTime\":\"[^\"]*\"', '\"transactTime\":\"yesterday\"'",
        "'\"timestamp\":\"[^\"]*\"', '\"timestamp\":\"yesterday\"'",
        "'\"cumQty\":\\d+', '\"cumQty\":\"x\"'"
    })
    void passesOverARowThatCannotBeRead(String part, String by) throws Exception {
        happen(FillHistory.PAGE_ROWS + 2, START, 1_000);
        // the last of a page, whose time the next one begins with
        broken = "e" + (FillHistory.PAGE_ROWS - 1);
        brokenPart = part;
        brokenBy = by;

        assertThat(fetch(START))
                .hasSize(FillHistory.PAGE_ROWS + 1)
                .doesNotContain(broken)
                .contains("e" + (FillHistory.PAGE_ROWS + 1));
    }

    @Test
    void startsAtTheTimeGivenInclusive() throws Exception {
        happen(10, START, 1_000);

        assertThat(fetch(START + 4_000)).containsExactlyElementsOf(idsFrom(4));
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void findsAllOfMoreThanAPageInOneMillisecond() throws Exception {
        happen(100, START, 3);
        happen(1_300, START + 1_000, 0);
        happen(800, START + 2_000, 1);

        assertThat(fetch(START)).containsExactlyElementsOf(idsFrom(0));
    }

    @Test
    void findsAllWhenExactlyAPageSharesATime() throws Exception {
        happen(FillHistory.PAGE_ROWS, START, 0);

        assertThat(fetch(START)).hasSize(FillHistory.PAGE_ROWS);
    }

    @Test
    void missesNothingWhereTheTwoTimesOfARowDiffer() throws Exception {
        for (int i = 0; i < 1_700; i++) {
            long at = START + i / 400;
            executions.add(new Execution("e" + i, at, at + 1, i + 1));
        }

        assertThat(fetch(START)).containsExactlyElementsOf(idsFrom(0));
    }

    @Test
    void putsRowsOfOneTimeInTheOrderOfTheSumFilled() throws Exception {
        executions.add(new Execution("second", START, START, 2));
        executions.add(new Execution("first", START, START, 1));

        assertThat(fetch(START)).containsExactly("first", "second");
    }

    @Test
    void givesUpOnAVenueThatAlwaysAnswersTheSamePage() throws Exception {
        happen(FillHistory.PAGE_ROWS, START, 0);
        server.rest(request ->
                Reply.ok(executions.stream().map(Execution::json).collect(Collectors.joining(",", "[", "]"))));

        exchange.fetchFills("XBTUSD", START);

        assertThat(reports.next(ExchangeReport.FillsFetchFailed.class).cause()).contains("does not end");
    }

    @Test
    void reportsNothingWhenOnePageCannotBeRead() throws Exception {
        happen(700, START, 1);
        server.rest(request ->
                request.parameter("startTime").equals(WireRow.iso(START)) ? page(request) : Reply.error(400, "no"));

        exchange.fetchFills("XBTUSD", START);

        assertThat(reports.next(ExchangeReport.FillsFetchFailed.class).cause()).contains("HTTP 400 no");
    }

    private List<String> idsFrom(int first) {
        return executions.stream().skip(first).map(Execution::id).toList();
    }
}
