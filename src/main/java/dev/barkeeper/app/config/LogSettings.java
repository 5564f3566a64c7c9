package dev.barkeeper.app.config;

import java.nio.file.Path;

/** One log per part. */
public record LogSettings(Path trading, Path buckets, Path mysql, Path quotes) {
    static LogSettings read(KeyReader reader, Path root) {
        return new LogSettings(
                root.resolve(reader.get(BotKeys.LOG_TRADING)),
                root.resolve(reader.get(BotKeys.LOG_BUCKETS)),
                root.resolve(reader.get(BotKeys.LOG_MYSQL)),
                root.resolve(reader.get(BotKeys.LOG_QUOTES)));
    }
}
