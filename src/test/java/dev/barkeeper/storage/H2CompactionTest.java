package dev.barkeeper.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.model.Bar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2CompactionTest {
    private static final int COMMITS = 3_000;
    private static final int COMMITS_BETWEEN = 200;
    private static final long START = 1_700_000_040_000L;

    @TempDir
    private Path folder;

    /** A minute's worth of a fast venue: what was overwritten is given back as soon as it need not be kept. */
    @Test
    void manySmallCommitsTakeLittleWhenLittleIsKept() throws Exception {
        long left = write("left", 45_000);
        long tidied = write("tidied", 0);

        assertThat(tidied).isPositive().isLessThan(left / 4);
    }

    private long write(String name, int keptMillis) throws IOException, SQLException {
        Path file = folder.resolve(name + ".mv.db");
        DatabaseSettings place = DatabaseSettings.ofUrl("jdbc:h2:file:" + folder.resolve(name));
        try (Database database = Database.open(place)) {
            SqlBarStore store = new SqlBarStore(database);
            for (int commit = 0; commit < COMMITS; commit++) {
                store.store(List.of(BarStoreTest.bar(START + commit * Bar.MINUTE_MILLIS, 9_000)));
                if (commit % COMMITS_BETWEEN == 0) {
                    database.jdbi().useHandle(handle -> H2Compaction.compact(handle.getConnection(), keptMillis));
                }
            }
            return Files.size(file);
        }
    }
}
