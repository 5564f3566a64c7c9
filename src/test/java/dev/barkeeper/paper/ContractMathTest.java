package dev.barkeeper.paper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.model.E8;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The fast road in whole numbers gives what arithmetic without bounds gives, small and large. */
class ContractMathTest {
    private static final int ROUNDS = 20_000;

    private final Random random = new Random(11);

    @Test
    void sharesAndRatesAreExactAtEverySize() {
        for (int round = 0; round < ROUNDS; round++) {
            long a = anySize();
            long b = Math.abs(anySize());
            long c = Math.max(b, 1 + Math.abs(anySize()));
            BigInteger product = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
            assertThat(ContractMath.share(a, b, c))
                    .isEqualTo(product.divide(BigInteger.valueOf(c)).longValueExact());
            long rate = random.nextInt(200_000_000) - 1_000_000;
            long value = a / 4;
            BigInteger raised = BigInteger.valueOf(Math.abs(value))
                    .multiply(BigInteger.valueOf(rate))
                    .add(BigInteger.valueOf(E8.ONE - 1));
            assertThat(ContractMath.ceilOf(value, rate))
                    .isEqualTo(raised.divide(BigInteger.valueOf(E8.ONE)).longValueExact());
        }
    }

    @Test
    void aPriceBeyondAllNumbersIsTheHighestNumber() {
        ContractMath inverse = new ContractMath(ContractSpecs.xbtusd());
        assertThat(inverse.priceOf(1_000, 1)).isEqualTo(Long.MAX_VALUE);
        assertThat(inverse.priceOf(10_000_000, 1)).isEqualTo(Long.MAX_VALUE);
        ContractMath linear = new ContractMath(ContractSpecs.xbtusdt());
        assertThat(linear.priceOf(1, 1_000_000_000_000L)).isEqualTo(Long.MAX_VALUE);
        assertThat(linear.priceOf(1, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void pricesOfValuesAreRoundedHalfUpAtEverySize() {
        for (ContractSpec spec : ContractSpecs.defaults()) {
            ContractMath math = new ContractMath(spec);
            for (int round = 0; round < ROUNDS; round++) {
                long contracts = 1 + (Math.abs(anySize()) >>> 24);
                long value = 1 + (Math.abs(anySize()) >>> 20);
                BigDecimal size = BigDecimal.valueOf(contracts)
                        .multiply(BigDecimal.valueOf(spec.instrument().multiplier()));
                BigDecimal price = spec.isInverse()
                        ? size.divide(BigDecimal.valueOf(value), 4, RoundingMode.HALF_UP)
                        : BigDecimal.valueOf(value).divide(size, 4, RoundingMode.HALF_UP);
                if (price.compareTo(BigDecimal.valueOf(90_000_000_000L)) < 0) {
                    assertThat(math.priceOf(contracts, value))
                            .as("%s contracts worth %s", contracts, value)
                            .isEqualTo(price.movePointRight(8).longValueExact());
                }
            }
        }
    }

    private long anySize() {
        return random.nextLong() >> random.nextInt(63);
    }
}
