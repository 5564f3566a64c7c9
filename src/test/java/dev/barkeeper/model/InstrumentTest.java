package dev.barkeeper.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstrumentTest {
    private static Instrument inverse(long lot) {
        return new Instrument(
                "XBTUSD",
                ContractKind.INVERSE,
                E8.parse("0.5"),
                lot,
                100_000_000,
                "XBt",
                -25_000,
                75_000,
                1_000_000,
                500_000,
                10_000_000,
                E8.parse("1000000"));
    }

    /** Values the venue published for real trades, positions and open interest. */
    @ParameterizedTest
    @CsvSource({
        "100, 100, 98570.9, 101450",
        "1, 8, 11587.5, 69040",
        "100, 1438000, 78173.24, 1839503980",
        "100, 182340800, 78175.02, 233246704544"
    })
    void valuesInverseContractsPerLot(long lot, long contracts, String price, long expected) {
        assertThat(inverse(lot).valueMinor(contracts, E8.parse(price))).isEqualTo(expected);
    }

    @Test
    void signsCostAsTheVenueDoes() {
        assertThat(inverse(1).signedCostMinor(Side.SELL, 30, E8.parse("7622.5")))
                .isEqualTo(393570);
        assertThat(inverse(1).signedCostMinor(Side.BUY, 30, E8.parse("7622.5"))).isEqualTo(-393570);
    }

    @ParameterizedTest
    @CsvSource({"9495200, 90000, 8545", "393570, -25000, -98"})
    void truncatesFeesTowardZero(long value, long rateE8, long expected) {
        assertThat(Instrument.feeMinor(value, rateE8)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"9124.78, 9124.5, 9125", "9124.5, 9124.5, 9124.5", "0.1, 0, 0.5"})
    void roundsToTicks(String price, String floor, String ceil) {
        assertThat(inverse(1).floorToTick(E8.parse(price))).isEqualTo(E8.parse(floor));
        assertThat(inverse(1).ceilToTick(E8.parse(price))).isEqualTo(E8.parse(ceil));
    }

    @ParameterizedTest
    @CsvSource({"79139.90000000001, 79139.9", "5e-05, 0.00005", "9321.0, 9321"})
    void readsDecimalsExactly(String text, String shown) {
        assertThat(E8.toString(E8.parse(text))).isEqualTo(shown);
    }

    @Test
    void namesTheBadValue() {
        assertThatThrownBy(() -> inverse(0)).hasMessageContaining("lot 0");
        assertThatThrownBy(() -> E8.ofDouble(Double.NaN)).hasMessageContaining("NaN");
    }
}
