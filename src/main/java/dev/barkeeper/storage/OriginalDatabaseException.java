package dev.barkeeper.storage;

/**
 * The database is one of the original bot's that no bot was started on yet: only a start may rename its tables, since the
 * original may still run on them and nobody may have made a backup.
 */
public final class OriginalDatabaseException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    OriginalDatabaseException(DatabaseSettings settings) {
        super("database " + settings.shownUrl() + " is one of the original bot's; stop that, make a backup, then start"
                + " the bot, which sets its tables aside and brings their rows over");
    }
}
