package dev.barkeeper.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.journal.BotStore;
import dev.barkeeper.journal.SavedState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("patient")
class CrashTest {
    private static final int COMMITS = 150;
    /** Fewer than the versions between two headers of an H2 file. */
    private static final int FEW_COMMITS = 8;

    private static final Pattern FOUND = Pattern.compile("found (\\d+)");

    @Test
    void nothingCommittedIsMissingAfterAKill(@TempDir Path folder) throws IOException {
        String file = folder.resolve("crash").toString();
        lookAfter(file, kill(folder, file, COMMITS, 0));
    }

    /** By then the space of old commits is used again. Then once more, while H2 still lives on what it found. */
    @ParameterizedTest
    @ValueSource(ints = {200, 250})
    void norAfterCompactions(int commits, @TempDir Path folder) throws IOException {
        String file = folder.resolve("crash").toString();
        long committed = kill(folder, file, commits, 0, "compact");
        lookAfter(file, kill(folder, file, FEW_COMMITS, committed, "compact"));
    }

    /**
     * Kills a writer after so many commits.
     *
     * @param before the newest sequence that the one before has committed
     * @return the newest sequence that it has
     */
    private static long kill(Path folder, String file, int commits, long before, String... how) throws IOException {
        DatabaseSettings settings = DatabaseSettings.ofFile(file);
        Path lock = Path.of(file + ".lock.db");
        List<Long> committed = new ArrayList<>();
        Process writer = start(folder, file, how);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher found = FOUND.matcher(line);
                if (found.matches()) {
                    assertThat(Long.parseLong(found.group(1))).as("H2 alone").isGreaterThan(before);
                } else if (line.matches("\\d+")) {
                    committed.add(Long.parseLong(line));
                    if (committed.size() == commits) {
                        H2LockFile.removeIfOwnerIsGone(settings);
                        assertThat(lock).as("lock of a living owner").exists();
                        writer.toHandle().destroyForcibly(); // unlike that of the process this leaves the pipe open
                    }
                }
            }
        } finally {
            writer.destroyForcibly();
        }
        writer.onExit().join();
        assertThat(committed).hasSizeGreaterThanOrEqualTo(commits);
        return committed.get(committed.size() - 1);
    }

    private static void lookAfter(String file, long committed) {
        DatabaseSettings settings = DatabaseSettings.ofFile(file);
        H2LockFile.removeIfOwnerIsGone(settings);
        assertThat(Path.of(file + ".lock.db")).as("lock of a dead owner").doesNotExist();
        try (Database database = Database.open(settings);
                Lease lease = Lease.acquire(database, Rows.KEY)) {
            BotStore bare = new SqlBotStore(database, Rows.KEY, lease);
            assertThat(bare.load().nextSequence()).as("H2 alone").isGreaterThan(committed);
            BotStore store = RecentCommits.over(bare, Path.of(file + "-recent"), lease.fence(), true);
            SavedState saved = store.load();
            assertThat(saved.nextSequence() % 2).isOne(); // whole commits only, of two entries each
            assertThat(saved.ownContracts()).isEqualTo((saved.nextSequence() - 1) / 2 * 100);
        }
    }

    /** H2 closes its file by itself when the JVM begins to exit; what the bot does until it has ended still counts. */
    @Test
    void commitsWhileTheProcessIsTerminated(@TempDir Path folder) throws IOException {
        String file = folder.resolve("exit").toString();
        List<String> answers = new ArrayList<>();
        Process writer = start(folder, file, "exit");
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("ready")) {
                    writer.toHandle().destroy();
                } else if (line.matches("COMMITTED|failed.*")) {
                    answers.add(line);
                }
            }
        } finally {
            writer.destroyForcibly();
        }
        assertThat(answers).hasSize(CrashWriter.COMMITS_AT_EXIT).containsOnly("COMMITTED");
        try (Database database = Database.open(DatabaseSettings.ofFile(file));
                Lease lease = Lease.acquire(database, Rows.KEY)) {
            assertThat(new SqlBotStore(database, Rows.KEY, lease).load().ownContracts())
                    .isEqualTo(100L * (CrashWriter.COMMITS_AT_EXIT + 1));
        }
    }

    private static Process start(Path folder, String file, String... how) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.timezone=America/New_York",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CrashWriter.class.getName(),
                file));
        command.addAll(List.of(how));
        return new ProcessBuilder(command)
                .redirectError(folder.resolve("writer.err").toFile())
                .start();
    }
}
