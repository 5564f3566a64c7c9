package dev.barkeeper.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(MariaDbServer.class)
class DatabaseTest {

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
