package dev.barkeeper.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.journal.BotStore;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.model.BotMode;
import dev.barkeeper.model.BotState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
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

    /** The database is gone; what a person said last must not be. */
    @Test
    void aBotThatWasToStayOutStaysOutOnANewDatabase() {
        file = folder.resolve("recent");
        MemoryBotStore lost = holding(20);
        try (RecentCommits recent = RecentCommits.over(lost, file, 1, false)) {
            recent.commit(Rows.full(20, 41));
            recent.commit(new Commit(
                    Rows.full(21, 43).journal(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Optional.of(BotState.INITIAL.in(BotMode.FLATTENED))));
        }

        try (RecentCommits recent = RecentCommits.over(holding(0), file, 2, false)) {
            assertThat(recent.load().state()).isEqualTo(BotState.INITIAL.in(BotMode.FLATTENED));
        }
    }

    /** It would refuse them at each start. */
    @Test
    void startsThoughTheDatabaseRefusesWhatItLacks() {
        file = folder.resolve("recent");
        writeBoth(0, 22);
        FailingStore store = new FailingStore();
        commit(store, 0, 20);
        store.refused = 41;

        try (RecentCommits recent = RecentCommits.over(store, file, 2, false)) {
            assertThat(recent.load().nextSequence()).isEqualTo(1 + 2 * 22);
            assertThat(recent.load().ownContracts()).isEqualTo(100 * 21);
        }
    }

    @Test
    void goesOnAfterItsOwnRestarts() {
        file = folder.resolve("recent");
        writeBoth(0, 250);
        writeBoth(250, 260);
        writeBoth(260, 300);

        assertThat(nextAfterOpening(110)).isEqualTo(1 + 2 * 300);
    }

    /** As a machine leaves it that lost power: the file is of some time ago, and whole; the notes were forced. */
    @Test
    void bringsAnOlderFileToTheNewestCommit() throws IOException {
        file = folder.resolve("recent");
        Path data = folder.resolve("bot.mv.db");
        Path older = folder.resolve("older.mv.db");
        commitToFile(0, 60);
        Files.copy(data, older);
        commitToFile(60, 100);
        Files.move(older, data, StandardCopyOption.REPLACE_EXISTING);

        try (Database database = openFile();
                Lease lease = Lease.acquire(database, Rows.KEY)) {
            BotStore bare = new SqlBotStore(database, Rows.KEY, lease);
            assertThat(bare.load().nextSequence()).as("H2 alone").isEqualTo(1 + 2 * 60);
            try (RecentCommits recent = overFile(database, lease)) {
                assertThat(recent.load().nextSequence()).isEqualTo(1 + 2 * 100);
                assertThat(bare.load().ownContracts()).isEqualTo(100 * 100);
            }
        }
    }

    private void commitToFile(int fromMinute, int toMinute) {
        try (Database database = openFile();
                Lease lease = Lease.acquire(database, Rows.KEY);
                RecentCommits recent = overFile(database, lease)) {
            commit(recent, fromMinute, toMinute);
        }
    }

    private Database openFile() {
        return Database.open(DatabaseSettings.ofFile(folder.resolve("bot").toString()));
    }

    private RecentCommits overFile(Database database, Lease lease) {
        return RecentCommits.over(new SqlBotStore(database, Rows.KEY, lease), file, lease.fence(), true);
    }

    private static void commit(BotStore store, int fromMinute, int toMinute) {
        for (int minute = fromMinute; minute < toMinute; minute++) {
            store.commit(Rows.full(minute, 1 + minute * 2L));
        }
    }

    /** A run that commits these minutes, two journal entries each, on a database that has those before. */
    private void writeBoth(int fromMinute, int toMinute) {
        MemoryBotStore store = holding(fromMinute);
        try (RecentCommits recent = RecentCommits.over(store, file, 1, false)) {
            commit(recent, fromMinute, toMinute);
        }
    }

    private long nextAfterOpening(int minutesHeld) {
        MemoryBotStore store = holding(minutesHeld);
        try (RecentCommits recent = RecentCommits.over(store, file, 2, false)) {
            return recent.load().nextSequence();
        }
    }

    private static MemoryBotStore holding(int minutes) {
        MemoryBotStore store = new MemoryBotStore(Rows.KEY, new MemoryBarStore());
        commit(store, 0, minutes);
        return store;
    }
}
