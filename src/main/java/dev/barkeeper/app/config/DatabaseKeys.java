package dev.barkeeper.app.config;

import dev.barkeeper.storage.DatabaseSettings;
import java.util.Optional;

/**
 * What the ini says about the database, for the storage to make a connection of.
 *
 * @param url any JDBC URL; never empty when no host is given
 * @param host MySQL or MariaDB, {@code host} or {@code host:port}
 */
public record DatabaseKeys(
        Optional<Secret> url,
        Optional<String> host,
        Optional<String> name,
        Optional<String> user,
        Optional<Secret> password) {

    static DatabaseKeys read(KeyReader reader, String defaultUrl) {
        Optional<Secret> url = reader.find(BotKeys.DB_URL);
        Optional<String> host = reader.find(BotKeys.DB_HOST);
        Optional<String> name = reader.find(BotKeys.DB_NAME);
        Optional<String> user = reader.find(BotKeys.DB_USER);
        if (url.isPresent() && !url.get().reveal().matches("jdbc:(h2|mysql|mariadb):.*")) {
            reader.reject(BotKeys.DB_URL, "an address starting with jdbc:h2:, jdbc:mysql: or jdbc:mariadb:");
        }
        boolean server = url.isEmpty()
                && (host.isPresent() || reader.find(BotKeys.DB_SOCKET).isPresent());
        if (server && name.isEmpty()) {
            reader.problem(reader.line(BotKeys.DB_HOST), "key db.name is missing; it is required with db.host");
        }
        if (server && user.isEmpty()) {
            reader.problem(reader.line(BotKeys.DB_HOST), "key db.user is missing; it is required with db.host");
        }
        Optional<Secret> address = url.isPresent() || server ? url : Optional.of(new Secret(defaultUrl));
        return new DatabaseKeys(address, host, name, user, reader.find(BotKeys.DB_PASSWORD));
    }

    /** What the storage opens. A socket alone means the server of this machine, spoken to over TCP. */
    public DatabaseSettings toSettings() {
        String login = user.orElse("");
        String word = password.map(Secret::reveal).orElse("");
        return url.map(address -> DatabaseSettings.ofUrl(address.reveal(), login, word))
                .orElseGet(() -> DatabaseSettings.ofServer(host.orElse("127.0.0.1"), name.orElse(""), login, word));
    }
}
