package dev.barkeeper.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barkeeper.bot.Alarm;
import dev.barkeeper.bot.Event;
import dev.barkeeper.exchange.AccountSnapshot;
import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.exchange.RejectReason;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.OrderStatus;
import dev.barkeeper.model.Position;
import dev.barkeeper.model.Quote;
import dev.barkeeper.model.RequestState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordCodecTest {
    private static final ClientOrderId ID = new ClientOrderId(29_000_000_000_123L, "bot0");

    private final RecordCodec codec = new RecordCodec();

    static Stream<Record> records() {
        return Stream.of(
                BarStoreTest.bar(60_000, 9_000),
                Rows.entry(0, RequestState.IN_FLIGHT),
                Rows.strangersFill(0),
                new Event.BarArrived(
                        BarStoreTest.bar(60_000, 9_000), Optional.of(new Quote("XBTUSD", 59_999, 1, 2, 3, 4)), true),
                new Event.BarArrived(BarStoreTest.bar(60_000, 9_000), Optional.empty(), false),
                new Event.Reported(new ExchangeReport.Connected()),
                new Event.Reported(new ExchangeReport.LookedUp(
                        ID, Optional.of(Rows.order(Rows.stop(0, RequestState.WORKING), OrderStatus.NEW)))),
                new Event.Reported(new ExchangeReport.LookedUp(ID, Optional.empty())),
                new Event.Reported(new ExchangeReport.SubmitRejected(ID, RejectReason.OVERLOADED, "503 \"a\"\n{}")),
                new Event.Reported(new ExchangeReport.FillsFetched(
                        List.of(Rows.strangersFill(1), Rows.fill(0, 1, Rows.entry(0, RequestState.WORKING))),
                        List.of(Rows.funding(2)))),
                new Event.Reported(new ExchangeReport.AccountFetched(new AccountSnapshot(
                        Position.flat("XBTUSD", 7),
                        List.of(Rows.order(Rows.stop(0, RequestState.WORKING), OrderStatus.NEW))))),
                new Event.AlarmRang(new Alarm(Alarm.Kind.STOP_UNFILLED, Long.MAX_VALUE)),
                new Event.Operator("id-1", Event.Operator.Command.FLATTEN),
                new Event.StopRequested("TERM"),
                new Spool.Line(3, Rows.full(0, 1)));
    }

    @ParameterizedTest
    @MethodSource("records")
    void comesBackEqual(Record record) {
        String json = codec.encode(record);
        assertThat(json).doesNotContain("\n");
        assertThat(codec.decode(codec.kindOf(record), json)).isEqualTo(record);
    }

    @Test
    void writesComponentsOnly() {
        assertThat(codec.encode(ID)).isEqualTo("{\"number\":29000000000123,\"emi\":\"bot0\"}");
        assertThat(codec.encode(Rows.order(Rows.entry(0, RequestState.WORKING), OrderStatus.NEW)))
                .doesNotContain("\"open\"");
    }

    @Test
    void knowsKindsByTheirPlaceInTheProject() {
        assertThat(codec.kindOf(new Event.StopRequested(""))).isEqualTo("bot.Event$StopRequested");
        assertThatThrownBy(() -> codec.decode("model.Nothing", "{}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("model.Nothing");
        assertThatThrownBy(() -> codec.decode("model.E8", "{}")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesClassesOfOthers() {
        String evil = "{\"report\":{\"@class\":\"javax.swing.JEditorPane\",\"page\":\"http://127.0.0.1/\"}}";
        assertThatThrownBy(() -> codec.decode("bot.Event$Reported", evil))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("javax.swing.JEditorPane");
    }

    @Test
    void toleratesComponentsOfOtherVersions() {
        assertThat(codec.decode("bot.Event$StopRequested", "{\"cause\":\"TERM\",\"later\":{\"a\":1}}"))
                .isEqualTo(new Event.StopRequested("TERM"));
        assertThat(codec.decode("exchange.ExchangeReport$LookedUp", "{\"id\":{\"number\":1,\"emi\":\"b\"}}"))
                .isEqualTo(new ExchangeReport.LookedUp(new ClientOrderId(1, "b"), Optional.empty()));
    }
}
