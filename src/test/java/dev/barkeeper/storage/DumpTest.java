package dev.barkeeper.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(MariaDbServer.class)
class DumpTest {
    private static Map<String, List<String>> unzip(Path file) throws IOException {
        Map<String, List<String>> entries = new TreeMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (var entry : zip.stream().toList()) {
                entries.put(
                        entry.getName(),
                        new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8)
                                .lines()
                                .toList());
            }
        }
        return entries;
    }

    @Test
    void leavesNothingWhereItCouldNotWriteAll(@TempDir Path folder) throws IOException {
        Database database = Database.open(DatabaseSettings.ofUrl("jdbc:h2:mem:undumped"));
        database.close();

        assertThatThrownBy(() -> new Dump(database).write(folder, Instant.EPOCH, Optional.empty(), true))
                .isInstanceOf(StoreUnavailableException.class);

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void tellsHowFarItIs(@TempDir Path folder) {
        List<String> told = new ArrayList<>();
        try (Database database = Database.open(DatabaseSettings.ofUrl("jdbc:h2:mem:dumped"))) {
            new SqlBarStore(database).store(BarStoreTest.bars(Rows.START, 10_001));

            new Dump(database, (table, rows, all) -> told.add(table + " " + rows + " of " + all))
                    .write(folder, Instant.EPOCH, Optional.empty(), true);
        }
        assertThat(told)
                .startsWith("decisions 0 of 0")
                .endsWith("tradeBin1m 0 of 10001", "tradeBin1m 10000 of 10001", "tradeBin1m 10001 of 10001");
    }

    @ParameterizedTest
    @EnumSource
    void writesTablesAsCsv(Engine engine, MariaDbServer server, @TempDir Path folder) throws IOException {
        try (Database database = engine.open(server);
                Lease lease = Lease.acquire(database, Rows.KEY)) {
            SqlBotStore store = new SqlBotStore(database, Rows.KEY, lease);
            store.commit(Rows.full(0, 1));
            store.commit(Rows.full(2 * 24 * 60, 3));
            new SqlBarStore(database).store(BarStoreTest.bars(Rows.START, 1_500));
            Instant now = Instant.parse("2026-11-04T05:00:00Z");

            Path file = new Dump(database).write(folder, now, Optional.empty(), false);
            assertThat(file.getFileName()).hasToString("db-dump-20261104.zip");
            Map<String, List<String>> all = unzip(file);
            assertThat(all).doesNotContainKey("tradeBin1m.csv").containsKeys("journal.csv", "order_requests.csv");
            assertThat(all.get("decisions.csv"))
                    .hasSize(5)
                    .startsWith("timestamp_dt,symbol,side,position,price,synthetic,mkt_price,active,account,bot,row_no,"
                            + "reason")
                    .contains("2026-11-01 06:30:00.000,XBTUSD,long,100,9321.50000000,0,9321.25000000,1,112233,bot0,0,"
                            + "close above the close 3 bars ago; größer €");
            assertThat(all.get("ledger.csv"))
                    .hasSize(9)
                    .anySatisfy(
                            line -> assertThat(line)
                                    .isEqualTo(
                                            "2026-11-01 06:30:00.777,exec-stranger-0,Fee,112233,XBTUSD,\"\",7,9400.50000000,,-19,\"\""));
            assertThat(all.get("journal.csv").get(1)).contains("\"{\"\"report\"\"".substring(0, 3));

            Path again = new Dump(database).write(folder, now, Optional.of(2), true);
            assertThat(again).isEqualTo(file);
            Map<String, List<String>> newest = unzip(again);
            assertThat(newest.get("decisions.csv")).hasSize(3);
            assertThat(newest.get("tradeBin1m.csv")).hasSize(1 + 1_500 - (22 * 60 + 30));
            for (String elsewhere : List.of("2026-12-24T05:00:00Z", "2026-10-01T05:00:00Z")) {
                Path apart = folder.resolve(elsewhere.substring(0, 10));
                Path ofNewest = new Dump(database).write(apart, Instant.parse(elsewhere), Optional.of(1), false);
                assertThat(unzip(ofNewest).get("decisions.csv"))
                        .as("a venue's clock that is not ours")
                        .hasSize(3);
                try (Stream<Path> files = Files.list(apart)) {
                    assertThat(files).containsExactly(ofNewest);
                }
                Files.delete(ofNewest);
                Files.delete(apart);
            }
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).containsExactly(file);
            }
        }
    }
}
