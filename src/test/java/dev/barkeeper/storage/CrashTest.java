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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrashTest {
    private static final long KILL_AT = 300;

    @Test
    @Timeout(60)
    void nothingCommittedIsMissingAfterAKill(@TempDir Path folder) throws IOException {
        killAndLookAfter(folder, KILL_AT);
    }

    /** H2 alone mostly comes back without its last commits then. */
    @ParameterizedTest
    @ValueSource(longs = {700, 800})
    @Timeout(60)
    void norAfterCompactions(long killAt, @TempDir Path folder) throws IOException {
        killAndLookAfter(folder, killAt, "compact");
    }

    private static void killAndLookAfter(Path folder, long killAt, String... how) throws IOException {
        String file = folder.resolve("crash").toString();
        DatabaseSettings settings = DatabaseSettings.ofFile(file);
        Path lock = Path.of(file + ".lock.db");
        long committed = 0;
        Process writer = start(folder, file, how);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.matches("\\d+")) {
                    committed = Long.parseLong(line);
                    if (committed == killAt) {
                        H2LockFile.removeIfOwnerIsGone(settings);
                        assertThat(lock).as("lock of a living owner").exists();
                        writer.toHandle().destroyForcibly(); // unlike that of the process this leaves the pipe open
                    }
                }
            }
        } finally {
            writer.destroyForcibly();
        }
        assertThat(committed).isGreaterThanOrEqualTo(killAt);

        writer.onExit().join();
        H2LockFile.removeIfOwnerIsGone(settings);
        assertThat(lock).as("lock of a dead owner").doesNotExist();
        try (Database database = Database.open(settings);
                Lease lease = Lease.acquire(database, Rows.KEY)) {
            BotStore store = RecentCommits.over(
                    new SqlBotStore(database, Rows.KEY, lease), Path.of(file + "-recent"), lease.fence());
            SavedState saved = store.load();
            assertThat(saved.nextSequence()).isGreaterThan(committed);
            assertThat(saved.nextSequence() % 2).isOne(); // whole commits only, of two entries each
            assertThat(saved.ownContracts()).isEqualTo((saved.nextSequence() - 1) / 2 * 100);
        }
    }

    /** H2 closes its file by itself when the JVM begins to exit; what the bot does until it has ended still counts. */
    @Test
    @Timeout(60)
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
