package dev.barkeeper.app.config;

import dev.barkeeper.model.BotKey;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where everything of one instance lies. Immutable.
 *
 * @param root the project's folder; empty: the working directory
 * @param configDir where its ini file is
 * @param instance 0 to 9999
 */
public record InstancePaths(Path root, Path configDir, int instance) {
    private static final Pattern BOT_INI = Pattern.compile("bitmex_bot_(\\d{1,4})\\.ini");
    private static final Pattern DATA_DIR = Pattern.compile("instance-(\\d{1,4})");
    private static final String H2_OPTIONS = ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
            + ";TIME ZONE=UTC;WRITE_DELAY=0;AUTO_SERVER=TRUE";

    public InstancePaths {
        if (instance < 0 || instance > 9999) {
            throw new IllegalArgumentException("instance " + instance + " is not between 0 and 9999");
        }
    }

    /** Numbers of the instances that have an ini file in the folder, ascending. */
    public static List<Integer> instancesIn(Path configDir) throws IOException {
        return numbersIn(configDir, BOT_INI);
    }

    /** Numbers of the instances that have ever run in the project's folder, ascending. */
    public static List<Integer> instancesWithData(Path root) throws IOException {
        return numbersIn(root.resolve("data"), DATA_DIR);
    }

    private static List<Integer> numbersIn(Path folder, Pattern name) throws IOException {
        TreeSet<Integer> numbers = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    Matcher matcher = name.matcher(file.getFileName().toString());
                    if (matcher.matches()) {
                        numbers.add(Integer.parseInt(matcher.group(1)));
                    }
                }
            }
        }
        return List.copyOf(numbers);
    }

    public Path botIni() {
        return root.resolve(configDir).resolve("bitmex_bot_" + instance + ".ini");
    }

    /** As messages call it: {@code config/bitmex_bot_0.ini}. */
    public String botIniName() {
        return configDir.resolve("bitmex_bot_" + instance + ".ini").toString();
    }

    /** Folder of what the instance keeps beside its database. */
    public Path dataDir() {
        return root.resolve("data").resolve("instance-" + instance);
    }

    /** Where commits go while the database is down; one for each bot the ini has ever named, since they belong to its books. */
    public Path spoolFile(BotKey key) {
        return ofBot("spool", key);
    }

    /** The newest commits once more, for an H2 database that loses its end in a crash; one for each bot as well. */
    public Path recentFile(BotKey key) {
        return ofBot("recent", key);
    }

    private Path ofBot(String name, BotKey key) {
        return dataDir().resolve(name + "-" + key.account() + "-" + key.symbol() + "-" + key.emi());
    }

    /** What the running bot tells about itself, see {@code Beat}. */
    public Path statusFile() {
        return dataDir().resolve("status.json");
    }

    /** The running day's figures, see {@code DayBook}. */
    public Path dayFile() {
        return dataDir().resolve("day.json");
    }

    /** E-mails that are to be sent, see {@code PostOffice}. */
    public Path outboxDir() {
        return dataDir().resolve("outbox");
    }

    /** Lies there while a person wants the instance to be stopped. */
    public Path stoppedMark() {
        return dataDir().resolve("stopped");
    }

    /** Operator commands, see {@code OperatorFolder}. */
    public Path operatorDir() {
        return dataDir().resolve("operator");
    }

    /** Process id and start time of a bot in the background. */
    public Path pidFile() {
        return root.resolve("logs").resolve("barkeeper-" + instance + ".pid");
    }

    /** What a bot in the background prints. */
    public Path outputFile() {
        return root.resolve("logs").resolve("barkeeper-" + instance + ".out");
    }

    /** The H2 file that is used when the ini names no database. */
    public String defaultDatabaseUrl() {
        String file = root.resolve("data").resolve("barkeeper-" + instance).toString();
        return "jdbc:h2:file:" + (Path.of(file).isAbsolute() ? "" : "./") + file + H2_OPTIONS;
    }
}
