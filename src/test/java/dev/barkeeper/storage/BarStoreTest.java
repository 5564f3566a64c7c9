package dev.barkeeper.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.market.BarStore;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.E8;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(MariaDbServer.class)
class BarStoreTest {
    /** In New York, where the test JVM believes to be, this hour comes twice. */
    private static final long REPEATED_HOUR =
            Instant.parse("2026-11-01T05:00:00Z").toEpochMilli();

    static Bar bar(long closeMillis, long close) {
        return new Bar(
                "XBTUSD",
                closeMillis,
                E8.ofWhole(9_000),
                E8.ofWhole(close + 10),
                E8.ofWhole(close - 10),
                E8.ofWhole(close) + E8.ONE / 2,
                12,
                34_567,
                E8.ofWhole(close) + 12_345_678,
                89,
                -370_000_000_000L,
                123_456_789,
                E8.ofWhole(34_567));
    }

    static List<Bar> bars(long firstClose, int count) {
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            bars.add(bar(firstClose + i * Bar.MINUTE_MILLIS, 9_000 + i % 100));
        }
        return bars;
    }

    private static List<Bar> readAll(BarStore store) {
        List<Bar> read = new ArrayList<>();
        store.read("XBTUSD", 0, Long.MAX_VALUE / 1_000_000, read::add);
        return read;
    }

    private static void keepsBars(BarStore store) {
        List<Bar> bars = bars(REPEATED_HOUR, 180);
        assertThat(store.newestClose("XBTUSD")).isZero();
        store.store(bars.subList(0, 100));
        store.store(bars);
        Bar corrected = bar(bars.get(7).closeMillis(), 8_888);
        store.store(List.of(corrected, corrected));
        bars.set(7, corrected);

        assertThat(readAll(store)).isEqualTo(bars);
        assertThat(store.newestClose("XBTUSD")).isEqualTo(bars.get(179).closeMillis());
        assertThat(store.newestClose("ETHUSD")).isZero();
        assertThat(store.closes("XBTUSD", bars.get(3).closeMillis(), bars.get(5).closeMillis()))
                .containsExactly(
                        bars.get(3).closeMillis(),
                        bars.get(4).closeMillis(),
                        bars.get(5).closeMillis());
        assertThat(store.closes("XBTUSD", 5, 4)).isEmpty();
        store.store(List.of());
        assertThat(readAll(store)).isEqualTo(bars);
    }

    @Test
    void memoryKeepsBars() {
        keepsBars(new MemoryBarStore());
    }

    @ParameterizedTest
    @EnumSource
    void sqlKeepsBars(Engine engine, MariaDbServer server) {
        try (Database database = engine.open(server)) {
            keepsBars(new SqlBarStore(database));
        }
    }

    @ParameterizedTest
    @EnumSource
    void storesThreeWeeksInAFewSeconds(Engine engine, MariaDbServer server) {
        try (Database database = engine.open(server)) {
            SqlBarStore store = new SqlBarStore(database);
            List<Bar> bars = bars(REPEATED_HOUR, 30_240);
            long start = System.nanoTime();
            store.store(bars);
            long stored = System.nanoTime();
            List<Bar> stored3Weeks = readAll(store);
            long read = System.nanoTime();
            System.out.printf(
                    "bars engine=%s rows=30240 storeMillis=%d readMillis=%d%n",
                    engine, (stored - start) / 1_000_000, (read - stored) / 1_000_000);
            assertThat(stored3Weeks).hasSize(bars.size());
            assertThat(stored3Weeks.equals(bars)).isTrue();
            assertThat(read - start).isLessThan(15_000_000_000L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void skipsRowsThatAreNoBars(Engine engine, MariaDbServer server) {
        try (Database database = engine.open(server)) {
            SqlBarStore store = new SqlBarStore(database);
            List<Bar> bars = bars(REPEATED_HOUR, 3);
            store.store(bars);
            database.jdbi()
                    .useHandle(handle -> handle.execute(
                            "update tradeBin1m set open_px = null where timestamp_dt = '2026-11-01 05:01:00'"));
            assertThat(readAll(store)).containsExactly(bars.get(0), bars.get(2));
        }
    }
}
