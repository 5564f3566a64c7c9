package dev.barkeeper.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barkeeper.model.E8;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WireFormatTest {
    @Test
    void writesNumbersPlainAndTimesAtFixedWidth() {
        Row row = new Row()
                .whole("total", 37_882_942_161_064_729L)
                .price("price", E8.parse("79139.90000000001"))
                .price("round", E8.parse("10000000"))
                .decimal("tiny", E8.parse("0.00000001"))
                .price("absent", 0)
                .text("empty", "")
                .time("at", Instant.parse("2022-01-01T00:00:00Z").toEpochMilli());
        assertThat(Json.write(row))
                .isEqualTo("{\"total\":37882942161064729,\"price\":79139.9,\"round\":10000000,\"tiny\":0.00000001,"
                        + "\"at\":\"2022-01-01T00:00:00.000Z\"}");
    }

    @Test
    void writesIntervalsFromTheYear2000() {
        assertThat(WireTime.interval(28_800_000)).isEqualTo("2000-01-01T08:00:00.000Z");
    }

    @Test
    void readsEveryFormOfATime() {
        long millis = Instant.parse("2022-01-31T12:30:00Z").toEpochMilli();
        for (String text : List.of(
                "2022-01-31T12:30:00.000Z",
                "2022-01-31T12:30:00Z",
                "2022-01-31T12:30",
                "2022-01-31 12:30:00",
                "2022-01-31T14:30:00+02:00",
                String.valueOf(millis))) {
            assertThat(WireTime.parse(text)).as(text).hasValue(millis);
        }
        assertThat(WireTime.parse("yesterday")).isEmpty();
    }

    @Test
    void updatesCarryOnlyWhatChanged() {
        ShadowTable shadow = new ShadowTable(Table.POSITION, Set.of("account", "symbol", "timestamp"));
        Row before = new Row().whole("account", 1).text("symbol", "XBTUSD").whole("currentQty", 5);
        before.whole("avgEntryPrice", 9000).text("timestamp", "1");
        assertThat(shadow.change(before)).isEqualTo(before);
        Row later = new Row().whole("account", 1).text("symbol", "XBTUSD").whole("currentQty", 5);
        later.whole("avgEntryPrice", 9000).text("timestamp", "2");
        assertThat(shadow.change(later).fields()).isEmpty();
        Row closed = new Row().whole("account", 1).text("symbol", "XBTUSD").whole("currentQty", 0);
        closed.text("timestamp", "3");
        assertThat(Json.write(shadow.change(closed)))
                .isEqualTo("{\"account\":1,\"symbol\":\"XBTUSD\",\"currentQty\":0,\"timestamp\":\"3\","
                        + "\"avgEntryPrice\":null}");
    }

    @Test
    void syncSaysWhatItTakes() {
        ShadowTable shadow = new ShadowTable(Table.ORDER_BOOK_L2, Set.of("symbol", "id", "side"));
        shadow.sync(List.of(level(1, 10), level(2, 20)));
        ShadowTable.Changes changes = shadow.sync(List.of(level(2, 25), level(3, 30)));
        assertThat(changes.inserted()).containsExactly(level(3, 30));
        assertThat(changes.updated()).containsExactly(level(2, 25));
        assertThat(changes.deleted()).containsExactly(level(1, 10).only(List.of("symbol", "id", "side")));
        assertThat(shadow.sync(List.of(level(2, 25), level(3, 30))))
                .isEqualTo(new ShadowTable.Changes(List.of(), List.of(), List.of()));
    }

    private static Row level(long id, long size) {
        return new Row()
                .text("symbol", "XBTUSD")
                .whole("id", id)
                .text("side", "Buy")
                .whole("size", size);
    }

    @Test
    void readsParametersFromQueryFormAndJson() {
        byte[] form = "orderID=a%2Cb&orderQty=10".getBytes();
        Params params = Params.of("symbol=XBTUSD&text=a+b", "application/x-www-form-urlencoded", form);
        assertThat(params.text("text")).contains("a b");
        assertThat(params.list("orderID")).containsExactly("a", "b");
        assertThat(params.whole("orderQty")).contains(10L);
        byte[] json = "{\"orderID\":[\"a\",\"b\"],\"price\":219.0,\"side\":null,\"text\":\"\"}".getBytes();
        Params body = Params.of("", "application/json", json);
        assertThat(body.list("orderID")).containsExactly("a", "b");
        assertThat(body.decimal("price").orElseThrow()).isEqualByComparingTo("219.0");
        assertThat(body.has("side") || body.has("text") || body.has("nothing")).isFalse();
    }

    @Test
    void refusesANumberWithoutEnd() {
        Params params = Params.of("", "", ("orderQty=" + "9".repeat(1 << 19)).getBytes());
        assertThatThrownBy(() -> params.decimal("orderQty")).hasMessage("orderQty is invalid");
    }

    @Test
    void faultsStrikeWhereTheyMatchAsOftenAsTheyShould() {
        GatewayFaults faults = new GatewayFaults(fault -> false);
        faults.arm(Fault.once(FaultKind.ANSWER_LOST)
                .times(2)
                .after(1)
                .where("route", "POST /order")
                .where("ordType", "Stop"));
        Map<String, String> stop = Map.of("route", "POST /order", "ordType", "Stop");
        Map<String, String> market = Map.of("route", "POST /order", "ordType", "Market");
        assertThat(strikes(faults, stop)).as("skipped").isFalse();
        assertThat(strikes(faults, market)).isFalse();
        assertThat(strikes(faults, stop)).isTrue();
        assertThat(faults.armed()).extracting(Fault::count).containsExactly(1);
        assertThat(strikes(faults, stop)).isTrue();
        assertThat(strikes(faults, stop)).isFalse();
        assertThat(faults.struck()).isEqualTo(2);
    }

    private static boolean strikes(GatewayFaults faults, Map<String, String> occasion) {
        return faults.take(FaultKind.Site.AFTER, name -> java.util.Optional.ofNullable(occasion.get(name)))
                .isPresent();
    }
}
