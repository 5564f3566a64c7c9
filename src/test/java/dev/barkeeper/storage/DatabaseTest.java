package dev.barkeeper.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(MariaDbServer.class)
class DatabaseTest {
    /** Two blocks; what follows is chunks. */
    private static final int H2_HEADERS = 8_192;

    @Test
    void saysWhichServerDoesNotAnswer() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        DatabaseSettings settings = DatabaseSettings.ofServer("127.0.0.1:" + port, "barkeeper", "bot", "hush");
        assertThatThrownBy(() -> Database.open(settings))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("jdbc:mysql://127.0.0.1:" + port + "/barkeeper cannot be opened")
                .hasMessageContaining("is the server running")
                .hasMessageNotContaining("hush");
    }

    /** H2 keeps no file of its faults: on a disk that takes nothing it would print stacks instead. */
    @Test
    void anH2FileThatCannotBeOpenedIsOneSentenceAboutItsFolder(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("bot.lock.db/in-the-way"));

        assertThatThrownBy(() -> Database.open(
                        DatabaseSettings.ofFile(folder.resolve("bot").toString())))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining(folder.resolve("bot") + " cannot be opened: ")
                .hasMessageEndingWith("; is its disk full or read-only, or does the file belong to another user?");
        assertThat(folder.resolve("bot.trace.db")).doesNotExist();
    }

    /** Waiting mends no damaged file: whoever starts a bot on it must hear of it. */
    @Test
    void aDamagedFileIsNotTakenForOneThatDoesNotAnswer(@TempDir Path folder) throws IOException {
        DatabaseSettings settings =
                DatabaseSettings.ofFile(folder.resolve("bot").toString());
        Database.open(settings).close();
        Path file = folder.resolve("bot.mv.db");
        byte[] whole = Files.readAllBytes(file);
        byte[] withoutHeaders = whole.clone();
        Arrays.fill(withoutHeaders, 0, H2_HEADERS, (byte) 'x');
        for (byte[] damaged : List.of(new byte[whole.length], withoutHeaders)) {
            Files.write(file, damaged);
            assertThatThrownBy(() -> Database.open(settings))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(folder.resolve("bot") + " is damaged")
                    .hasMessageContaining("move");
        }
    }

    /** H2 takes it for a new one, and a bot would begin as if it had never run. */
    @Test
    void aFileOfEmptyBlocksIsDamagedBeforeH2MakesItNew(@TempDir Path folder) throws IOException {
        DatabaseSettings settings =
                DatabaseSettings.ofFile(folder.resolve("bot").toString());
        H2Content.require(settings);
        Database.open(settings).close();
        H2Content.require(settings);
        Path file = folder.resolve("bot.mv.db");
        byte[] emptied = Files.readAllBytes(file);
        Arrays.fill(emptied, H2_HEADERS, emptied.length, (byte) 0);
        Files.write(file, emptied);

        assertThatThrownBy(() -> H2Content.require(settings))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(folder.resolve("bot") + " is damaged")
                .hasMessageContaining("move");
    }

    @Test
    void saysThatThePasswordIsWrong(MariaDbServer server) {
        DatabaseSettings right = server.createDatabase();
        DatabaseSettings wrong = new DatabaseSettings(right.url(), "root", "hush");
        assertThatThrownBy(() -> Database.open(wrong))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("Access denied for user 'root'")
                .hasMessageNotContaining("hush");
    }

    @Test
    void aServerThatTakesNoMoreConnectionsIsOneThatDoesNotAnswer(MariaDbServer server) throws Exception {
        DatabaseSettings root = server.createDatabase();
        DatabaseSettings few = new DatabaseSettings(root.url(), "few", "");
        try (Connection admin = DriverManager.getConnection(root.url(), "root", "");
                Statement statement = admin.createStatement()) {
            statement.execute("create user few with max_user_connections 20");
            statement.execute("grant all on *.* to few");
            try (Database database = Database.open(few);
                    Connection other = DriverManager.getConnection(few.url(), "few", "")) {
                statement.execute("alter user few with max_user_connections 1");
                for (long id : connectionsBut(other, admin)) {
                    statement.execute("kill " + id);
                }
                assertThatThrownBy(() -> Transactions.inQuickTransaction(database, "commit", connection -> true))
                        .isInstanceOf(StoreUnavailableException.class);
                assertThat(database.isReachable()).isFalse();

                statement.execute("alter user few with max_user_connections 0");
                boolean committed = Transactions.inQuickTransaction(database, "commit", connection -> true);
                assertThat(committed).isTrue();
            } finally {
                statement.execute("drop user few");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowsThatAreRefusedAreAnotherMatterThanATableThatIsNotThere(Engine engine, MariaDbServer server) {
        try (Database database = engine.open(server)) {
            assertThatThrownBy(() -> run(
                            database, "insert into fills (transaction_dt, exec_id) values (now(3), repeat('x', 65))"))
                    .isInstanceOf(RowsRefusedException.class);
            assertThatThrownBy(() -> run(database, "insert into nothing values (1)"))
                    .isExactlyInstanceOf(RefusedException.class);
        }
    }

    private static void run(Database database, String sql) {
        Transactions.inQuickTransaction(
                database, "test", connection -> connection.createStatement().execute(sql));
    }

    /** Those of the user behind the first, but for itself. */
    private static List<Long> connectionsBut(Connection one, Connection admin) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (Statement asked = one.createStatement();
                ResultSet own = asked.executeQuery("select connection_id()");
                Statement all = admin.createStatement();
                ResultSet row = all.executeQuery("select id from information_schema.processlist where user = 'few'")) {
            own.next();
            while (row.next()) {
                if (row.getLong(1) != own.getLong(1)) {
                    ids.add(row.getLong(1));
                }
            }
        }
        return ids;
    }

    @Test
    void twoMayUseTheSameFile(@TempDir Path folder) {
        DatabaseSettings settings =
                DatabaseSettings.ofFile(folder.resolve("shared").toString());
        try (Database first = Database.open(settings);
                Database second = Database.open(settings)) {
            new SqlBarStore(first).store(BarStoreTest.bars(Rows.START, 2));
            assertThat(new SqlBarStore(second).newestClose("XBTUSD")).isEqualTo(Rows.bar(1));
            assertThat(second.isReachable()).isTrue();
            second.close();
            assertThat(second.isReachable()).isFalse();
            assertThat(first.isReachable()).isTrue();
        }
    }
}
