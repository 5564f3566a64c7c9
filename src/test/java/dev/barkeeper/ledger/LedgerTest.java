package dev.barkeeper.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.model.ContractKind;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Instrument;
import dev.barkeeper.model.OrderStatus;
import dev.barkeeper.model.OrderType;
import dev.barkeeper.model.Side;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {
    private static Instrument instrument(ContractKind kind, long lot, long multiplier) {
        return new Instrument("X", kind, 1, lot, multiplier, "XBt", 0, 50_000, 1, 1, 1_000_000_000, E8.ofWhole(1));
    }

    private static Fill fill(Side side, long contracts, String price) {
        return new Fill(
                "e" + Math.random(),
                "o",
                Optional.empty(),
                "X",
                side,
                OrderType.MARKET,
                OrderStatus.FILLED,
                contracts,
                0,
                0,
                E8.parse(price),
                contracts,
                0,
                contracts,
                0,
                0,
                7,
                0);
    }

    @Test
    void reckonsProfitOfEachKindOfContract() {
        Ledger inverse = new Ledger(instrument(ContractKind.INVERSE, 100, 100_000_000));
        inverse.apply(fill(Side.BUY, 1000, "50000"));
        assertThat(inverse.apply(fill(Side.SELL, 1000, "55000"))).isEqualTo(181_820);
        Ledger linear = new Ledger(instrument(ContractKind.LINEAR, 100, 1));
        linear.apply(fill(Side.BUY, 100_000, "50000"));
        assertThat(linear.apply(fill(Side.SELL, 100_000, "55000"))).isEqualTo(500_000_000);
        Ledger quanto = new Ledger(instrument(ContractKind.QUANTO, 1, 100));
        quanto.apply(fill(Side.SELL, 1000, "2350"));
        assertThat(quanto.apply(fill(Side.BUY, 1000, "2300"))).isEqualTo(5_000_000);
        assertThat(quanto.feesMinor()).isEqualTo(14);
    }

    @Test
    void averagesWhatOpensAndKeepsItWhileReducing() {
        Ledger ledger = new Ledger(instrument(ContractKind.INVERSE, 1, 100_000_000));
        ledger.apply(fill(Side.SELL, 60, "9000"));
        ledger.apply(fill(Side.SELL, 40, "9010"));
        assertThat(E8.toString(ledger.averageE8())).isEqualTo("9004");
        ledger.apply(fill(Side.BUY, 30, "8000"));
        assertThat(E8.toString(ledger.averageE8())).isEqualTo("9004");
        assertThat(ledger.contracts()).isEqualTo(-70);
    }

    @Test
    void profitOfAnInversePositionIsThatOfItsFillsNotOfTheirMeanPrice() {
        Ledger ledger = new Ledger(instrument(ContractKind.INVERSE, 1, 100_000_000));
        ledger.apply(fill(Side.BUY, 50, "9000"));
        ledger.apply(fill(Side.BUY, 50, "10000"));
        ledger.apply(fill(Side.SELL, 30, "9500"));
        ledger.apply(fill(Side.SELL, 120, "9500"));
        assertThat(ledger.realisedMinor()).isEqualTo(50 * 11_111 + 50 * 10_000 - 100 * 10_526);
        assertThat(ledger.apply(fill(Side.BUY, 50, "9000"))).isEqualTo(50 * 11_111 - 50 * 10_526);
        assertThat(ledger.contracts()).isZero();
    }

    @Test
    void adoptedAndOwnAddUpOverARestart() {
        Ledger ledger = new Ledger(instrument(ContractKind.INVERSE, 1, 100_000_000));
        ledger.apply(fill(Side.BUY, 100, "9000"));
        ledger.adopt(150, E8.parse("9100"));
        ledger.apply(fill(Side.SELL, 150, "9200"));
        assertThat(ledger.contracts()).isZero();
        Ledger restarted = new Ledger(instrument(ContractKind.INVERSE, 1, 100_000_000));
        restarted.restore(ledger.ownContracts(), ledger.adoptedContracts(), ledger.averageE8());
        assertThat(restarted.contracts()).isZero();
        assertThat(restarted.averageE8()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void positionIsTheSumOfItsFills(long seed) {
        Random random = new Random(seed);
        Ledger ledger = new Ledger(instrument(ContractKind.INVERSE, 1, 100_000_000));
        long sum = 0;
        for (int i = 0; i < 2_000; i++) {
            Fill fill = fill(
                    random.nextBoolean() ? Side.BUY : Side.SELL,
                    1 + random.nextInt(500),
                    String.valueOf(9_000 + random.nextInt(1000)));
            ledger.apply(fill);
            sum += fill.signedContracts();
            assertThat(ledger.contracts()).isEqualTo(sum);
            assertThat(ledger.averageE8() == 0).isEqualTo(sum == 0);
        }
    }
}
