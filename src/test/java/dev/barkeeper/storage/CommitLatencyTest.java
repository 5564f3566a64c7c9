package dev.barkeeper.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How long the loop waits for a commit. The bounds leave room for a busy machine; the numbers are printed. */
@ExtendWith(MariaDbServer.class)
class CommitLatencyTest {
    private static final int WARM_UP = 400;
    private static final int MEASURED = 800;

    @ParameterizedTest
    @EnumSource
    void commitsQuickly(Engine engine, MariaDbServer server, @TempDir Path folder) {
        DatabaseSettings settings = engine == Engine.H2
                ? DatabaseSettings.ofFile(folder.resolve("latency").toString())
                : engine.empty(server);
        try (Database database = Database.open(settings);
                Lease lease = Lease.acquire(database, Rows.KEY)) {
            SqlBotStore store = new SqlBotStore(database, Rows.KEY, lease);
            long[] quiet = new long[MEASURED];
            for (int minute = 0; minute < WARM_UP + MEASURED; minute++) {
                var commit = minute % 5 == 0 ? Rows.full(minute, 1 + minute * 2L) : Rows.quiet(minute, 1 + minute * 2L);
                long start = System.nanoTime();
                store.commit(commit);
                if (minute >= WARM_UP) {
                    quiet[minute - WARM_UP] = System.nanoTime() - start;
                }
            }
            Arrays.sort(quiet);
            double median = quiet[MEASURED / 2] / 1e6;
            double worst = quiet[MEASURED * 99 / 100] / 1e6;
            System.out.printf("commit engine=%s p50Millis=%.3f p99Millis=%.3f%n", engine, median, worst);
            assertThat(median).isLessThan(5);
        }
    }
}
