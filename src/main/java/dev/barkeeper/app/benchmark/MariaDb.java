package dev.barkeeper.app.benchmark;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real server of the benchmark's own, with the durability it has by default, on a free port of the loopback. */
final class MariaDb implements AutoCloseable {
    private static final long START_LIMIT_SECONDS = 30;
    private static final long LOOK_EVERY_MILLIS = 50;
    private static final String BINARY = "mariadbd";

    private final Path folder;
    private final int port;
    private final Process process;
    private int databases;

    private MariaDb(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** The server's program on the PATH or in /usr/sbin. */
    static Optional<Path> find(String searchPath) {
        return Stream.of((searchPath + File.pathSeparator + "/usr/sbin").split(File.pathSeparator))
                .map(place -> Path.of(place, BINARY))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static MariaDb start(Path binary, Path folder) throws IOException, InterruptedException {
        Path place = Files.createDirectories(folder).toAbsolutePath();
        String user = "--user=" + System.getProperty("user.name");
        String data = "--datadir=" + place.resolve("data");
        Process install = launch(
                place,
                List.of(
                        "mariadb-install-db",
                        "--no-defaults",
                        user,
                        data,
                        "--auth-root-authentication-method=normal",
                        "--skip-test-db"));
        if (!install.waitFor(START_LIMIT_SECONDS, TimeUnit.SECONDS) || install.exitValue() != 0) {
            install.destroyForcibly();
            throw new IOException("mariadb-install-db failed, see " + logOf(place));
        }
        int port = freePort();
        Process process = launch(
                place,
                List.of(
                        binary.toString(),
                        "--no-defaults",
                        user,
                        data,
                        "--socket=" + place.resolve("s"),
                        "--port=" + port,
                        "--bind-address=127.0.0.1"));
        MariaDb server = new MariaDb(place, port, process);
        try {
            server.awaitAnswer();
        } catch (IOException | InterruptedException e) {
            server.close();
            throw e;
        }
        return server;
    }

    private static Path logOf(Path place) {
        return place.resolve("server.log");
    }

    /** With a folder of its own for temporary tables: a server that starts removes those of another one beside it. */
    private static Process launch(Path place, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logOf(place).toFile()));
        builder.environment()
                .put(
                        "TMPDIR",
                        Files.createDirectories(place.resolve("tmp"))
                                .toAbsolutePath()
                                .toString());
        return builder.start();
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_LIMIT_SECONDS);
        while (true) {
            try (Connection connection = administer()) {
                if (connection.isValid(1)) {
                    return;
                }
            } catch (SQLException e) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IOException(BINARY + " does not answer, see " + logOf(folder), e);
                }
            }
            process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private Connection administer() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://127.0.0.1:" + port + "/?sslMode=DISABLED&allowPublicKeyRetrieval=true", "root", "");
    }

    /** The ini's lines of a fresh, empty database. */
    List<String> newDatabase() {
        String name = "bench" + ++databases;
        try (Connection connection = administer();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("database " + name + " cannot be made", e);
        }
        return List.of("db.host = 127.0.0.1:" + port, "db.name = " + name, "db.user = root");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(START_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
