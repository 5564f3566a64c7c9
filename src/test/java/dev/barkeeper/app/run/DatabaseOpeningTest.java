package dev.barkeeper.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.app.config.InstancePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseOpeningTest {
    private static final String NOBODY = "jdbc:mariadb://127.0.0.1:1/barkeeper";

    @TempDir
    private Path folder;

    private final List<String> said = new CopyOnWriteArrayList<>();

    @Test
    void closesTheDatabaseThatNobodyTook() throws Exception {
        DatabaseOpening opening = DatabaseOpening.begin(settings(file()), new Patience(said::add));
        opening.close();

        awaitEnd();
        assertThat(folder.resolve("rows.lock.db")).doesNotExist();
    }

    @Test
    void closesTheDatabaseThatWasTaken() throws Exception {
        try (DatabaseOpening opening = DatabaseOpening.begin(settings(file()), new Patience(said::add))) {
            assertThat(opening.await().isReachable()).isTrue();
            assertThat(folder.resolve("rows.lock.db")).exists();
        }
        assertThat(folder.resolve("rows.lock.db")).doesNotExist();
    }

    @Test
    void isGivenUpWhereTheStartFailsElsewhere() throws Exception {
        Patience patience = new Patience(said::add);
        DatabaseOpening opening = DatabaseOpening.begin(settings(NOBODY), patience);
        Awaitility.await().until(() -> !said.isEmpty());

        opening.close();

        assertThat(said).first().asString().contains("database does not answer, waiting", "127.0.0.1:1");
        awaitEnd();
        assertThatThrownBy(opening::await).isInstanceOf(StartFailure.class).hasMessage("the start failed elsewhere");
    }

    private static void awaitEnd() {
        Awaitility.await()
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("database-opening")));
    }

    private String file() {
        return "jdbc:h2:file:" + folder.resolve("rows") + ";AUTO_SERVER=TRUE";
    }

    private BotSettings settings(String url) throws IOException {
        InstancePaths paths = new InstancePaths(folder, Path.of("config"), 0);
        Files.createDirectories(paths.botIni().toAbsolutePath().getParent());
        Files.writeString(
                paths.botIni(), "[DEFAULT]\nbitmex.api.key = k\nbitmex.api.secret = s\ndb.url = " + url + "\n");
        return BotSettings.load(paths, Map.of());
    }
}
