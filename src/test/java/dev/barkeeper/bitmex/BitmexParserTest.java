package dev.barkeeper.bitmex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.ContractKind;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Instrument;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.OrderStatus;
import dev.barkeeper.model.OrderType;
import dev.barkeeper.model.Payment;
import dev.barkeeper.model.Position;
import dev.barkeeper.model.Quote;
import dev.barkeeper.model.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BitmexParserTest {
    private static final Optional<ClientOrderId> ENTRY = Optional.of(new ClientOrderId(293123456000L, "EMI"));

    @Test
    void readsAWholeOrder() {
        assertThat(BitmexParser.order(Frames.table("order-partial.json").rows().get(0)))
                .isEqualTo(new Order(
                        "o-stop",
                        Optional.of(new ClientOrderId(293123456300L, "EMI")),
                        "XBTUSD",
                        Side.SELL,
                        OrderType.STOP_LIMIT,
                        OrderStatus.NEW,
                        100,
                        E8.parse("9210.5"),
                        E8.parse("9211"),
                        100,
                        0,
                        0,
                        true,
                        false,
                        "Submitted via API.",
                        millis("2020-02-03T18:20:00.100Z")));
    }

    @Test
    void readsTheAnswerToAMarketOrderAsFilledAlready() {
        Order order = BitmexParser.order(
                Frames.of("{\"orderID\":\"o\",\"clOrdID\":\"1.EMI\",\"symbol\":\"XBTUSD\",\"side\":\"Buy\","
                        + "\"ordType\":\"Market\",\"ordStatus\":\"Filled\",\"orderQty\":100,\"cumQty\":100,"
                        + "\"leavesQty\":0,\"avgPx\":101709.0}"));

        assertThat(order.status()).isEqualTo(OrderStatus.FILLED);
        assertThat(order.isOpen()).isFalse();
        assertThat(order.limitE8()).isZero();
        assertThat(order.averageE8()).isEqualTo(E8.ofWhole(101709));
    }

    @ParameterizedTest
    @CsvSource({
        "New,100,0,NEW,100",
        "'',100,0,NEW,100",
        "'',40,60,PARTIALLY_FILLED,40",
        "'',0,100,FILLED,0",
        "'',0,0,CANCELED,0",
        "PendingCancel,40,60,PARTIALLY_FILLED,40",
        "PendingReplace,100,0,NEW,100",
        "Stopped,0,0,CANCELED,0",
        "Canceled,40,60,CANCELED,0",
        "Expired,0,0,EXPIRED,0",
        "Rejected,0,0,REJECTED,0"
    })
    void infersTheStateWhereTheWordDoesNotSay(String word, long leaves, long filled, OrderStatus status, long rest) {
        Order order = BitmexParser.order(Frames.of("{\"orderID\":\"o\",\"symbol\":\"XBTUSD\",\"side\":\"Sell\","
                + "\"orderQty\":100,\"ordStatus\":\"" + word + "\",\"leavesQty\":" + leaves + ",\"cumQty\":" + filled
                + "}"));

        assertThat(order.status()).isEqualTo(status);
        assertThat(order.leavesContracts()).isEqualTo(rest);
    }

    @ParameterizedTest
    @CsvSource({"'',false,false", "NotTriggered,false,false", "StopOrderTriggered,false,true", "'',true,true"})
    void knowsWhetherAStopWasSetOff(String triggered, boolean working, boolean expected) {
        Order order = BitmexParser.order(Frames.of("{\"orderID\":\"o\",\"symbol\":\"XBTUSD\",\"side\":\"Sell\","
                + "\"ordType\":\"StopLimit\",\"orderQty\":1,\"leavesQty\":1,\"ordStatus\":\"New\",\"triggered\":\""
                + triggered + "\",\"workingIndicator\":" + working + "}"));

        assertThat(order.triggered()).isEqualTo(expected);
    }

    @Test
    void countsEveryTradeOnceAndOrdersThoseOfOneOrderByTheSumFilled() {
        List<? extends JsonNode> rows = Frames.table("executions.json").rows();

        List<Fill> fills = BitmexParser.inOrderOfFilling(rows).stream()
                .flatMap(row -> BitmexParser.fill(row).stream())
                .toList();

        long at = millis("2020-02-03T18:28:00.091Z");
        assertThat(fills)
                .containsExactly(
                        new Fill(
                                "e-2",
                                "o-1",
                                ENTRY,
                                "XBTUSD",
                                Side.BUY,
                                OrderType.MARKET,
                                OrderStatus.PARTIALLY_FILLED,
                                100,
                                0,
                                0,
                                E8.ofWhole(9321),
                                40,
                                60,
                                40,
                                E8.ofWhole(9321),
                                -429120,
                                321,
                                at),
                        new Fill(
                                "e-3",
                                "o-1",
                                ENTRY,
                                "XBTUSD",
                                Side.BUY,
                                OrderType.MARKET,
                                OrderStatus.FILLED,
                                100,
                                0,
                                0,
                                E8.parse("9321.5"),
                                60,
                                0,
                                100,
                                E8.parse("9321.3"),
                                -643680,
                                482,
                                at),
                        new Fill(
                                "e-4",
                                "o-7",
                                Optional.empty(),
                                "XBTUSD",
                                Side.SELL,
                                OrderType.LIMIT,
                                OrderStatus.FILLED,
                                5,
                                0,
                                0,
                                E8.ofWhole(9000),
                                5,
                                0,
                                5,
                                E8.ofWhole(9000),
                                55555,
                                -9007199254740993L,
                                millis("2020-02-03T18:29:00.000Z")));
    }

    @Test
    void readsFundingAsAPaymentAndNothingElseAsOne() {
        List<Payment> payments = Frames.table("executions.json").rows().stream()
                .flatMap(row -> BitmexParser.payment(row).stream())
                .toList();

        assertThat(payments)
                .containsExactly(new Payment(
                        "e-9",
                        "XBTUSD",
                        "Funding",
                        100,
                        E8.ofWhole(9300),
                        108900,
                        1170,
                        "XBt",
                        millis("2020-02-03T20:00:00.000Z")));
    }

    @Test
    void refusesATradeWithoutAPrice() {
        JsonNode row = Frames.of(
                "{\"execID\":\"e\",\"symbol\":\"XBTUSD\",\"side\":\"Buy\",\"execType\":\"Trade\",\"lastQty\":5}");

        assertThatThrownBy(() -> BitmexParser.fill(row)).hasMessageContaining("without a price");
    }

    @Test
    void takesAPositionWithoutQuantityAsFlatWhateverIsOpenSays() {
        List<? extends JsonNode> rows = Frames.table("position-partial.json").rows();
        long at = millis("2021-01-02T23:50:51.272Z");

        assertThat(rows.stream().map(BitmexParser::position))
                .containsExactly(
                        new Position("XBTUSD", -400, E8.parse("43846.7643"), -1559, E8.ofWhole(43772), at),
                        Position.flat("SOLUSD", at));
    }

    @Test
    void readsBarsByTheirEndAndLeavesOutUnfinishedOnes() {
        long latestEnd = millis("2020-02-03T18:29:30.000Z");

        List<Bar> bars = bars(latestEnd);

        long price = E8.ofWhole(9256);
        assertThat(bars)
                .containsExactly(
                        new Bar(
                                "XBTUSD",
                                millis("2020-02-03T18:28:00.000Z"),
                                E8.parse("9255.5"),
                                E8.parse("9256.5"),
                                price,
                                price,
                                29,
                                79057,
                                E8.parse("9256.688"),
                                100,
                                854077082,
                                854077082,
                                E8.ofWhole(79057)),
                        new Bar(
                                "XBTUSD",
                                millis("2020-02-03T18:29:00.000Z"),
                                price,
                                price,
                                price,
                                price,
                                0,
                                0,
                                0,
                                0,
                                0,
                                0,
                                0));
        assertThat(bars(Long.MAX_VALUE)).hasSize(3);
    }

    private static List<Bar> bars(long latestEnd) {
        List<Bar> bars = new ArrayList<>();
        Frames.json("bars.json").forEach(row -> BitmexParser.bar(row, latestEnd).ifPresent(bars::add));
        return bars;
    }

    @Test
    void refusesABarThatDoesNotEndOnTheMinute() {
        JsonNode row = Frames.of("{\"symbol\":\"XBTUSD\",\"timestamp\":\"2020-02-03T18:28:30.000Z\",\"open\":1,"
                + "\"high\":1,\"low\":1,\"close\":1}");

        assertThatThrownBy(() -> BitmexParser.bar(row, Long.MAX_VALUE)).isInstanceOf(WireFormatException.class);
    }

    @Test
    void readsAQuoteWithAnEmptySide() {
        Quote quote = BitmexParser.quote(
                Frames.of("{\"symbol\":\"XBTUSD\",\"timestamp\":\"2020-02-03T18:28:00.123Z\",\"bidPrice\":9255.5,"
                        + "\"bidSize\":120}"));

        assertThat(quote)
                .isEqualTo(new Quote("XBTUSD", millis("2020-02-03T18:28:00.123Z"), E8.parse("9255.5"), 120, 0, 0));
    }

    @Test
    void readsContractsOfThreeKindsAndRefusesSpot() {
        JsonNode rows = Frames.json("instruments.json");

        assertThat(InstrumentParser.instrument(rows.get(0)))
                .isEqualTo(new Instrument(
                        "XBTUSD",
                        ContractKind.INVERSE,
                        E8.parse("0.1"),
                        100,
                        100_000_000,
                        "XBt",
                        -25_000,
                        75_000,
                        1_000_000,
                        500_000,
                        10_000_000,
                        E8.ofWhole(1_000_000)));
        assertThat(InstrumentParser.instrument(rows.get(1)).kind()).isEqualTo(ContractKind.QUANTO);
        assertThat(InstrumentParser.instrument(rows.get(1)).takerFeeE8()).isEqualTo(50_000);
        assertThat(InstrumentParser.instrument(rows.get(2)).kind()).isEqualTo(ContractKind.LINEAR);
        assertThatThrownBy(() -> InstrumentParser.instrument(rows.get(3)))
                .hasMessageContaining("XBT_USDT")
                .hasMessageContaining("no contract");
        assertThat(new WireRow(rows.get(0)).whole("prevTotalTurnover")).isEqualTo(37882942161064729L);
    }

    /** Reading one of them would take a minute, or all of the heap. */
    @ParameterizedTest
    @ValueSource(strings = {"1e-50000000", "-1e-50000000", "\"1e-2147483647\"", "1e50000000", "\"1e2147483647\""})
    void refusesAnExponentWithoutWorkingItOut(String number) {
        WireRow row = new WireRow(Frames.of("{\"a\":" + number + "}"));

        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> {
            assertThatThrownBy(() -> row.e8("a")).isInstanceOf(WireFormatException.class);
            assertThatThrownBy(() -> row.whole("a")).isInstanceOf(WireFormatException.class);
        });
    }

    @Test
    void refusesATextOfDigitsWithoutReadingThemAll() {
        WireRow row = new WireRow(Frames.of("{\"a\":\"0." + "1".repeat(3_000_000) + "\"}"));

        assertTimeoutPreemptively(
                Duration.ofSeconds(2),
                () -> assertThatThrownBy(() -> row.e8("a")).isInstanceOf(WireFormatException.class));
    }

    /** The message goes to the log, the journal and the mail. */
    @Test
    void showsOnlyTheBeginningOfALongRow() {
        WireRow row = new WireRow(Frames.of("{\"text\":\"" + "x".repeat(3_000_000) + "\"}"));

        assertThatThrownBy(() -> row.required("orderID"))
                .hasMessageStartingWith("a row without orderID: {\"text\":\"xxx")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1_000));
    }

    @Test
    void refusesNumbersThatDoNotFitInsteadOfBendingThem() {
        WireRow row = new WireRow(Frames.of("{\"a\":9223372036854775808,\"b\":1.5,\"c\":1e999999999,\"d\":\"7.0\"}"));

        assertThatThrownBy(() -> row.whole("a")).isInstanceOf(WireFormatException.class);
        assertThatThrownBy(() -> row.whole("b")).isInstanceOf(WireFormatException.class);
        assertThatThrownBy(() -> row.e8("c")).isInstanceOf(WireFormatException.class);
        assertThat(row.whole("d")).isEqualTo(7);
    }

    private static long millis(String iso) {
        return Instant.parse(iso).toEpochMilli();
    }
}
