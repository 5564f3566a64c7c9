package dev.barkeeper.storage;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where the database is and who we are there. The URL is complete: flags without which rows would be lost or times
 * shifted have been added. {@link #toString} never shows a password. Immutable.
 *
 * @param url JDBC URL of H2, MySQL or MariaDB
 */
public record DatabaseSettings(String url, String user, String password) {
    private static final Pattern SECRET = Pattern.compile("(?i)(password=)[^;&]*|(//[^:/@]*:)[^@/]*(?=@)");
    private static final String H2 = "jdbc:h2:";
    private static final String MYSQL = "jdbc:mysql:";
    private static final String MARIADB = "jdbc:mariadb:";
    private static final int CONNECT_TIMEOUT_MILLIS = 1_000;

    public DatabaseSettings {
        if (!url.startsWith(H2) && !url.startsWith(MYSQL)) {
            throw new IllegalArgumentException(
                    "db.url " + masked(url)
                            + " is none of jdbc:h2:…, jdbc:mysql:… and jdbc:mariadb:…: give one of these, or db.host and db.name");
        }
    }

    /** Of a JDBC URL that carries its user and password, or needs none. */
    public static DatabaseSettings ofUrl(String url) {
        return ofUrl(url, "", "");
    }

    /**
     * Of any JDBC URL. H2 gets WRITE_DELAY=0 (a hard kill would lose half a second of commits), TIME ZONE=UTC (the
     * repeated hour would collide) and the MySQL mode where it leaves them out; MySQL and MariaDB get UTC, strict mode
     * and short time-outs.
     *
     * @throws IllegalArgumentException naming the URL, its password masked, when it is of another database
     */
    public static DatabaseSettings ofUrl(String url, String user, String password) {
        String trimmed = url.trim();
        if (trimmed.startsWith(H2)) {
            return new DatabaseSettings(completeH2(trimmed), user, password);
        }
        if (trimmed.startsWith(MARIADB)) {
            trimmed = MYSQL + trimmed.substring(MARIADB.length());
        }
        return new DatabaseSettings(trimmed.startsWith(MYSQL) ? completeMySql(trimmed) : trimmed, user, password);
    }

    /**
     * Of the original's keys.
     *
     * @param host name or address, with {@code :port} when it is not 3306
     */
    public static DatabaseSettings ofServer(String host, String name, String user, String password) {
        if (host.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException(
                    "db.host is '" + host + "' and db.name is '" + name + "': a server needs both");
        }
        return ofUrl(MYSQL + "//" + host.trim() + "/" + name.trim(), user, password);
    }

    /** An H2 file; it is created when it does not exist. */
    public static DatabaseSettings ofFile(String path) {
        return ofUrl(H2 + "file:" + path + ";AUTO_SERVER=TRUE");
    }

    public boolean isH2() {
        return url.startsWith(H2);
    }

    /** The URL as it may be shown, without flags. */
    public String shownUrl() {
        return masked(url).split("[?;]", 2)[0];
    }

    @Override
    public String toString() {
        return "DatabaseSettings[url=" + masked(url) + ", user=" + user + "]";
    }

    private static String masked(String url) {
        return SECRET.matcher(url)
                .replaceAll(found -> (found.group(1) == null ? found.group(2) : found.group(1)) + "***");
    }

    private static String completeH2(String url) {
        Map<String, String> flags = new LinkedHashMap<>();
        flags.put("MODE", "MySQL");
        flags.put("DATABASE_TO_LOWER", "TRUE");
        flags.put("CASE_INSENSITIVE_IDENTIFIERS", "TRUE");
        flags.put("TIME ZONE", "UTC");
        flags.put("WRITE_DELAY", "0");
        // a commit uses a dozen statements; H2 keeps eight and would read the others anew each time
        flags.put("QUERY_CACHE_SIZE", "64");
        // every fault reaches us as an exception; where H2 cannot write its own file of them it prints stacks
        flags.put("TRACE_LEVEL_FILE", "0");
        StringBuilder complete = new StringBuilder(url);
        String upper = url.toUpperCase(Locale.ROOT);
        flags.forEach((flag, value) -> {
            if (!upper.contains(";" + flag + "=")) {
                complete.append(';').append(flag).append('=').append(value);
            }
        });
        return complete.toString();
    }

    private static String completeMySql(String url) {
        Map<String, String> flags = new LinkedHashMap<>();
        flags.put("connectionTimeZone", "UTC");
        flags.put("forceConnectionTimeZoneToSession", "true");
        flags.put("rewriteBatchedStatements", "true");
        flags.put("cachePrepStmts", "true");
        flags.put("tinyInt1isBit", "false");
        // rows of the original may have such a date; one of them must not keep a whole table from being read
        flags.put("zeroDateTimeBehavior", "CONVERT_TO_NULL");
        flags.put("connectTimeout", Integer.toString(CONNECT_TIMEOUT_MILLIS));
        flags.put("sessionVariables", "sql_mode='STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'");
        flags.put("sslMode", "PREFERRED");
        if (isLoopback(hostOf(url))) {
            flags.put("allowPublicKeyRetrieval", "true");
        }
        StringBuilder complete = new StringBuilder(url);
        flags.forEach((flag, value) -> {
            if (!Pattern.compile("[?&]" + flag + "=").matcher(complete).find()) {
                complete.append(complete.indexOf("?") < 0 ? '?' : '&')
                        .append(flag)
                        .append('=')
                        .append(value);
            }
        });
        return complete.toString();
    }

    private static String hostOf(String url) {
        String authority = url.substring(url.indexOf("//") + 2).split("[/?]", 2)[0];
        String host = authority.substring(authority.indexOf('@') + 1);
        return host.startsWith("[") ? host.substring(1, host.indexOf(']')) : host.split(":", 2)[0];
    }

    private static boolean isLoopback(String host) {
        if (!host.equals("localhost") && !host.matches("[0-9.]+|[0-9a-fA-F:]+")) {
            return false; // not worth a look-up by name
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
