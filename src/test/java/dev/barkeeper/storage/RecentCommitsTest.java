package dev.barkeeper.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecentCommitsTest {
    private static final int MANY = 2 * RecentCommits.COMMITS_A_FILE + 50;

    @TempDir
    private Path folder;

    private Path file;

    @Test
    void bringsInWhatFollowsAndNothingElse() {
        file = folder.resolve("recent");
        writeBoth(0, MANY);

        assertThat(nextAfterOpening(MANY - 30)).as("its end lost").isEqualTo(1 + 2 * MANY);
        assertThat(nextAfterOpening(MANY)).as("nothing lost").isEqualTo(1 + 2 * MANY);
    }

    @Test
    void leavesADatabaseAloneThatIsNewOrAnotherOne() {
        file = folder.resolve("recent");
        writeBoth(0, 20);
        assertThat(nextAfterOpening(0)).as("a new one").isOne();
        assertThat(nextAfterOpening(15)).as("notes of another one are dropped").isEqualTo(1 + 2 * 15);

        writeBoth(100, 120);
        assertThat(nextAfterOpening(50)).as("an older copy").isEqualTo(1 + 2 * 50);
    }

    @Test
    void goesOnAfterItsOwnRestarts() {
        file = folder.resolve("recent");
        writeBoth(0, 250);
        writeBoth(250, 260);
        writeBoth(260, 300);

        assertThat(nextAfterOpening(110)).isEqualTo(1 + 2 * 300);
    }

    /** A run that commits these minutes, two journal entries each, on a database that has those before. */
    private void writeBoth(int fromMinute, int toMinute) {
        MemoryBotStore store = holding(fromMinute);
        try (RecentCommits recent = RecentCommits.over(store, file, 1)) {
            for (int minute = fromMinute; minute < toMinute; minute++) {
                recent.commit(Rows.full(minute, 1 + minute * 2L));
            }
        }
    }

    private long nextAfterOpening(int minutesHeld) {
        MemoryBotStore store = holding(minutesHeld);
        try (RecentCommits recent = RecentCommits.over(store, file, 2)) {
            return recent.load().nextSequence();
        }
    }

    private static MemoryBotStore holding(int minutes) {
        MemoryBotStore store = new MemoryBotStore(Rows.KEY, new MemoryBarStore());
        for (int minute = 0; minute < minutes; minute++) {
            store.commit(Rows.full(minute, 1 + minute * 2L));
        }
        return store;
    }
}
