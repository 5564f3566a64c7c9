package dev.barkeeper.strategy.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.barkeeper.model.Bar;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each indicator beside a plain computation over all there was. */
class IndicatorsTest {
    private static final int ROUNDS = 1_500;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void lagIsTheValueSoManyBefore(long seed) {
        Random random = new Random(seed);
        int ago = 1 + random.nextInt(20);
        Lag lag = new Lag(ago);
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            all.add(random.nextLong());
            lag.add(all.get(i));
            assertThat(lag.isReady()).isEqualTo(i >= ago);
            if (i >= ago) {
                assertThat(lag.value()).isEqualTo(all.get(i - ago));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void movingAverageIsTheExactMean(long seed) {
        Random random = new Random(seed);
        int length = 1 + random.nextInt(300);
        MovingAverage average = new MovingAverage(length);
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            all.add(random.nextLong(Long.MAX_VALUE));
            average.add(all.get(i));
            if (i + 1 < length) {
                assertThat(average.isReady()).isFalse();
                continue;
            }
            BigInteger sum = all.subList(i + 1 - length, i + 1).stream()
                    .map(BigInteger::valueOf)
                    .reduce(BigInteger.ZERO, BigInteger::add);
            double mean = sum.doubleValue() / length;
            assertThat(average.value()).isEqualTo(mean, within(mean * 4e-16));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void deviationIsThatOfTheWindow(long seed) {
        Random random = new Random(seed);
        int length = 2 + random.nextInt(200);
        RollingDeviation deviation = new RollingDeviation(length);
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            all.add(random.nextGaussian() * 1e-4 + (random.nextInt(300) == 0 ? 0.1 : 0));
            deviation.add(all.get(i));
            assertThat(deviation.isReady()).isEqualTo(i + 1 >= length);
            if (i + 1 >= length) {
                double plain = Plain.deviation(all.subList(i + 1 - length, i + 1));
                assertThat(deviation.value()).isEqualTo(plain, within(plain * 1e-9));
            }
        }
    }

    @Test
    void deviationOfEqualValuesIsZeroAgainAfterAStorm() {
        RollingDeviation deviation = new RollingDeviation(180);
        for (int i = 0; i < 500; i++) {
            deviation.add(i % 7 * 0.01);
        }
        for (int i = 0; i < 2 * 180; i++) {
            deviation.add(0);
        }
        assertThat(deviation.value()).isZero();
    }

    @Test
    void aMillionBarsLeaveNoDrift() {
        Random random = new Random(5);
        RollingDeviation deviation = new RollingDeviation(180);
        MovingAverage average = new MovingAverage(5760);
        long[] closes = new long[1_000_000];
        long price = 9_000 * 100_000_000L;
        Returns returns = new Returns();
        for (int i = 0; i < closes.length; i++) {
            price = Math.max(1_000_000, Math.round(price * (1 + random.nextGaussian() * 0.001)));
            closes[i] = price;
            average.add(price);
            returns.add(price).ifPresent(deviation::add);
            if (i % 9_973 == 0 && i > 5760) {
                List<Double> window = new ArrayList<>();
                for (int j = i - 179; j <= i; j++) {
                    window.add(closes[j] / (double) closes[j - 1] - 1);
                }
                double plain = Plain.deviation(window);
                assertThat(deviation.value()).isEqualTo(plain, within(plain * 1e-12));
                BigInteger sum = BigInteger.ZERO;
                for (int j = i - 5759; j <= i; j++) {
                    sum = sum.add(BigInteger.valueOf(closes[j]));
                }
                assertThat(average.value()).isEqualTo(sum.doubleValue() / 5760);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void closesStandUntilTheNextBar(long seed) {
        Random random = new Random(seed);
        int capacity = 1 + random.nextInt(50);
        MinuteCloses closes = new MinuteCloses(capacity);
        TreeMap<Long, Long> all = new TreeMap<>();
        long minute = 1_000;
        for (int i = 0; i < ROUNDS; i++) {
            minute += random.nextInt(4) > 0 ? 1 : 1 + random.nextInt(2 * capacity);
            Bar bar = flat(minute, 1 + random.nextInt(1_000));
            all.put(minute, bar.closeE8());
            closes.add(bar);
            for (long at = minute - capacity - 2; at <= minute + 1; at++) {
                boolean kept = at > minute - capacity && at <= minute && at >= all.firstKey();
                OptionalLong plain = kept ? OptionalLong.of(all.floorEntry(at).getValue()) : OptionalLong.empty();
                assertThat(closes.at(at * Bar.MINUTE_MILLIS)).isEqualTo(plain);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void fiveMinuteBarsHoldTheirMinutes(long seed) {
        Random random = new Random(seed);
        FiveMinuteBars builder = new FiveMinuteBars();
        List<Bar> all = new ArrayList<>();
        List<Bar> made = new ArrayList<>();
        long minute = 1_000 + random.nextInt(5);
        for (int i = 0; i < ROUNDS; i++) {
            minute += random.nextInt(5) > 0 ? 1 : 1 + random.nextInt(12);
            Bar bar = Plain.bar(random, minute);
            all.add(bar);
            List<Bar> finished = builder.add(bar);
            made.addAll(finished);
            boolean ends = minute % 5 == 0;
            assertThat(finished.stream().anyMatch(five -> five.closeMillis() == bar.closeMillis()))
                    .isEqualTo(ends);
        }
        assertThat(made).isEqualTo(Plain.fiveMinuteBars(all));
    }

    @Test
    void whatIsNotReadySaysSo() {
        assertThatThrownBy(() -> new Lag(3).value()).hasMessageContaining("3 after 0");
        assertThatThrownBy(() -> new MovingAverage(3).value()).hasMessageContaining("3 after 0");
        assertThatThrownBy(() -> new RollingDeviation(3).value()).hasMessageContaining("3 after 0");
        assertThat(new Returns().add(7)).isEmpty();
        assertThat(new MinuteCloses(3).at(0)).isEmpty();
    }

    private static Bar flat(long minute, long price) {
        return Bar.ofPrices("X", minute * Bar.MINUTE_MILLIS, price, price, price, price, 1);
    }
}
